internal import Composition
internal import Graph
internal import Sections

extension Workbench {
  /// `parts` with the files that they import, and those that these import in turn.
  func withModules(_ parts: [Part]) async throws -> [Part] {
    var known: [PathKey: CodeFile] = [:]
    var result = parts
    for index in result.indices where !result[index].isMarkdown {
      let part = result[index]
      let isWhole = part.file == nil
      let own = isWhole ? try await module(at: part.path, &known) : part.file
      guard let file = own else { continue }
      var seen: Set<PathKey> = [PathKey(file.path)]
      var open = [file]
      var modules = isWhole ? [file] : []
      while let next = open.popLast() {
        for path in Set(next.modules.values).sorted() where seen.insert(PathKey(path)).inserted {
          guard let found = try await module(at: path, &known) else { continue }
          modules.append(found)
          open.append(found)
        }
      }
      result[index].modules = modules
    }
    return result
  }

  /// The files of its own component that a script which came along imports, and those that these
  /// import in turn. They stand where it finds them: all keep their places in the component.
  func modules(
    besides companion: Companion, _ following: inout Following
  ) async throws -> [Companion] {
    guard let end = Self.folder(of: companion) else { return [] }
    var known: [PathKey: CodeFile] = [:]
    var seen: Set<PathKey> = [PathKey(companion.path)]
    var open = [companion.path]
    var found: [Companion] = []
    while let next = open.popLast() {
      guard let file = try await module(at: next, &known) else { continue }
      for path in Set(file.modules.values).sorted() where seen.insert(PathKey(path)).inserted {
        guard path.utf8.starts(with: end.utf8), let document = try following.document(at: path)
        else { continue }
        found.append(
          Companion(
            path: path, place: String(path.dropFirst(end.count)),
            bytes: try graph.bytes(of: document), hash: document.hash,
            isExecutable: document.stat.isExecutable))
        open.append(path)
      }
    }
    return found
  }

  /// The folder below which a companion has the place that it has; nil where that is another.
  private static func folder(of companion: Companion) -> String? {
    guard companion.path.hasSuffix("/\(companion.place)") else { return nil }
    return String(companion.path.dropLast(companion.place.count))
  }

  /// The file of the library at `path`, whatever it is. Read once.
  private func module(
    at path: String, _ known: inout [PathKey: CodeFile]
  ) async throws -> CodeFile? {
    if let file = known[PathKey(path)] { return file }
    guard let document = try graph.document(at: path) else { return nil }
    let reading = await parsers.read(Source(path: path, bytes: try graph.bytes(of: document)))
    var file =
      try await codeFile(of: reading)
      ?? CodeFile(
        path: path, bytes: reading.source.bytes, statements: [], builtIns: [], sections: [])
    file.isExecutable = document.stat.isExecutable
    known[PathKey(path)] = file
    return file
  }
}
