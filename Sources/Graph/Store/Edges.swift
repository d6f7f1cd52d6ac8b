import GRDB
import Sections

/// A reference as the library keeps it: by name, so that it resolves when its target arrives.
struct Edge {
  /// A path in the library, or one that begins with ``PluginPath/marker``.
  var path: String?
  var stem: String?
  var module: String?
  var name: String?

  /// The columns of a row.
  init(path: String?, stem: String?, module: String?, name: String?) {
    self.path = path
    self.stem = stem
    self.module = module
    self.name = name
  }

  /// What `target` means in the file at `path`; nil where it leads out of the library.
  init?(_ target: Reference.Target, from path: String) {
    switch target {
    case .file("", let anchor):
      self.path = path
      name = anchor
    case .file(let file, let anchor) where PluginPath.rest(of: file) != nil:
      guard let rest = PluginPath.rest(of: file).flatMap({ FolderPath.join("", $0) }) else {
        return nil
      }
      self.path = PluginPath.marker + rest
      name = anchor
    case .file(let file, let anchor):
      guard let joined = FolderPath.join(Paths.folder(of: path), file) else { return nil }
      self.path = joined
      name = anchor
    case .module(let module, let name):
      stem = FolderPath.join(Paths.folder(of: path), module)
      let isRelative = module.hasPrefix("./") || module.hasPrefix("../")
      self.module = isRelative ? nil : FolderPath.join("", module)
      guard stem != nil || self.module != nil else { return nil }
      self.name = name
    case .name(let name):
      self.name = name
    }
  }
}

extension Batch {
  /// Writes what the file refers to, in place of what it referred to before.
  func writeEdges(of reading: Reading, document: Int64) throws {
    try db.cachedStatement(sql: "DELETE FROM edge WHERE documentId = ?")
      .execute(arguments: [document])
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO edge (documentId, position, kind, start, "end", path, stem, module, name)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    for reference in reading.outline.references {
      guard let edge = Edge(reference.target, from: reading.source.path),
        let position = reading.cuts.position(at: reference.range.lowerBound)
      else { continue }
      try statement.execute(arguments: [
        document, position, reference.kind.rawValue, reference.range.lowerBound,
        reference.range.upperBound, edge.path?.storable, edge.stem?.storable,
        edge.module?.storable, edge.name?.storable,
      ])
    }
  }
}

extension [Cut] {
  /// The innermost section at `offset` that is not inline.
  func position(at offset: Int) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].range.lowerBound <= offset { low = middle + 1 } else { high = middle }
    }
    var position = low > 0 ? low - 1 : nil
    while let index = position, self[index].isInline || self[index].range.upperBound <= offset {
      position = self[index].parent
    }
    return position
  }
}
