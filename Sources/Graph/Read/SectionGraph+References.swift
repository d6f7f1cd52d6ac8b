import GRDB
import Sections

extension SectionGraph {
  /// What a section refers to, in reading order. What its subsections refer to is theirs.
  package func references(of section: StoredSection) throws -> [StoredReference] {
    try read { db in
      try StoredEdge.fetch(db, "d.path = ? AND e.position = ?", [section.path, section.position])
        .map { try $0.followed(db) }
    }
  }

  /// What the sections of a file refer to, in reading order.
  package func references(of document: StoredDocument) throws -> [StoredReference] {
    try read { db in
      try StoredEdge.fetch(db, "e.documentId = ?", [document.id]).map { try $0.followed(db) }
    }
  }

  /// The references that lead to a section, or to the file that it begins, by path.
  package func whereUsed(_ section: StoredSection) throws -> [StoredReference] {
    try read { db in
      let id = section.id
      let edges = try StoredEdge.pointing(to: section.path, db)
      let calls = try StoredEdge.calling(section, db)
      let followed = try (edges + calls).map { try $0.followed(db) }
      return followed.filter { reference in
        reference.sections.contains { $0.id == id }
          || reference.sections.isEmpty && section.position == 0
      }
    }
  }

  /// The references that lead to a file or to any of its sections by its path, by path.
  package func whereUsed(_ document: StoredDocument) throws -> [StoredReference] {
    try read { db in
      try StoredEdge.pointing(to: document.path, db).map { try $0.followed(db) }
        .filter { $0.document == document.path }
    }
  }
}

/// A row of `edge`.
struct StoredEdge {
  private let document: Int64
  private let position: Int
  private let kind: Reference.Kind
  private let range: Range<Int>
  private let edge: Edge
  private let component: Int64?
  private let componentPath: String?

  private static let columns = """
    SELECT e.documentId, e.position, e.kind, e.start, e."end", e.path, e.stem, e.module, e.name,
      d.componentId, c.path
    FROM edge e JOIN document d ON d.id = e.documentId
    LEFT JOIN component c ON c.id = d.componentId WHERE
    """

  /// The edges for which `condition` holds, by path and place.
  static func fetch(
    _ db: Database, _ condition: String, _ arguments: StatementArguments
  ) throws -> [StoredEdge] {
    let sql = "\(columns) (\(condition)) ORDER BY d.path, e.start, e.id"
    return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map { row in
      StoredEdge(
        document: row[0], position: row[1], kind: Reference.Kind(rawValue: row[2]) ?? .link,
        range: row[3]..<max(row[3], row[4]),
        edge: Edge(path: row[5], stem: row[6], module: row[7], name: row[8]), component: row[9],
        componentPath: row[10])
    }
  }

  /// The edges that may lead to the file at `path`: by path, or by module.
  static func pointing(to path: String, _ db: Database) throws -> [StoredEdge] {
    let stem = Paths.stem(of: path)
    // A module may be any end of the stem: all are looked up, and followed afterwards.
    let parts = stem.split(separator: "/")
    let ends = parts.indices.map { parts[$0...].joined(separator: "/") }
    let marks = Array(repeating: "?", count: ends.count).joined(separator: ", ")
    let paths = [path] + inPlugin(path)
    let places = Array(repeating: "?", count: paths.count).joined(separator: ", ")
    return try fetch(
      db, "e.path IN (\(places)) OR e.stem = ? OR e.module IN (\(marks))",
      StatementArguments(paths) + [stem] + StatementArguments(ends))
  }

  /// How a file of the plugin may write `path`: from any of the folders in it.
  private static func inPlugin(_ path: String) -> [String] {
    let parts = path.split(separator: "/")
    return parts.indices.map { PluginPath.marker + parts[$0...].joined(separator: "/") }
  }

  /// The edges that may lead to `section` by its name.
  static func calling(_ section: StoredSection, _ db: Database) throws -> [StoredEdge] {
    try fetch(
      db, "e.name IN (?, ?) AND e.path IS NULL AND e.stem IS NULL AND e.module IS NULL",
      [section.cut.title, section.cut.anchor])
  }

  // MARK: Following

  /// The reference with what it leads to today.
  func followed(_ db: Database) throws -> StoredReference {
    let source = try StoredSection.fetch(
      db, "WHERE s.documentId = ? AND s.position = ?", [document, position])
    guard let source = source.first else {
      throw GraphFailure.damaged(path: "the library", reason: "a reference without its section")
    }
    let (sections, target) = try targets(db)
    return StoredReference(
      source: source, kind: kind, range: range, name: label, sections: sections, document: target)
  }

  private var label: String {
    let place = edge.path ?? edge.module ?? edge.stem
    guard let place else { return edge.name ?? "" }
    return edge.name.map { "\(place)#\($0)" } ?? place
  }

  private func targets(_ db: Database) throws -> ([StoredSection], String?) {
    if edge.path == nil, edge.stem == nil, edge.module == nil {
      let sections = try named(db)
      return (sections, sections.first?.path)
    }
    guard let (document, path) = try file(db) else { return ([], nil) }
    guard let name = edge.name, !name.isEmpty else { return ([], path) }
    let sections = try StoredSection.fetch(
      db, "WHERE s.documentId = ?1 AND (s.anchor = ?2 OR s.title = ?2) ORDER BY s.position LIMIT 1",
      [document, name])
    return (try sections.isEmpty ? numbered(name, in: document, db) : sections, path)
  }

  /// The heading that GitHub would call `name`: `usage-1` for the second `usage`.
  private func numbered(
    _ name: String, in document: Int64, _ db: Database
  ) throws -> [StoredSection] {
    guard let hyphen = name.lastIndex(of: "-"), let number = Int(name[name.index(after: hyphen)...])
    else { return [] }
    return try StoredSection.fetch(
      db, "WHERE s.documentId = ? AND s.anchor = ? AND s.ordinal = ?",
      [document, String(name[..<hyphen]), number &+ 1])
  }

  /// The file that the edge names: its number and path.
  private func file(_ db: Database) throws -> (Int64, String)? {
    if let rest = edge.path.flatMap({ PluginPath.rest(of: $0) }) {
      return try pluginFile(rest, db)
    }
    let rooted = componentPath.flatMap { root in edge.module.flatMap { FolderPath.join(root, $0) } }
    let statement = try db.cachedStatement(
      sql: """
        SELECT id, path FROM document WHERE isRemoved = 0 AND (path = ?1 OR stem IN (?2, ?3))
        ORDER BY stem = ?2 DESC, path LIMIT 1
        """)
    return try Row.fetchOne(statement, arguments: [edge.path, edge.stem, rooted]).map {
      ($0[0], $0[1])
    }
  }

  /// The file at `rest` in the plugin around this one; where there is no plugin, in the nearest
  /// folder above this one that has it.
  private func pluginFile(_ rest: String, _ db: Database) throws -> (Int64, String)? {
    let sql = "SELECT path FROM document WHERE id = ?"
    let path = try String.fetchOne(db.cachedStatement(sql: sql), arguments: [document]) ?? ""
    let folders = FolderPath.above(path)
    let marks = Array(repeating: "?", count: folders.count).joined(separator: ", ")
    let plugin = try String.fetchOne(
      db,
      sql: """
        SELECT path FROM component WHERE kind = ? AND path IN (\(marks))
        ORDER BY length(path) DESC LIMIT 1
        """,
      arguments: [Component.Kind.plugin.rawValue] + StatementArguments(folders))
    let candidates = (plugin.map { [$0] } ?? folders).map { "\($0)/\(rest)" }
    let places = Array(repeating: "?", count: candidates.count).joined(separator: ", ")
    return try Row.fetchOne(
      db,
      sql: """
        SELECT id, path FROM document WHERE isRemoved = 0 AND path IN (\(places))
        ORDER BY length(path) DESC LIMIT 1
        """, arguments: StatementArguments(candidates)
    ).map { ($0[0], $0[1]) }
  }

  /// The sections of that name in the same file, else in the same component.
  private func named(_ db: Database) throws -> [StoredSection] {
    guard let name = edge.name else { return [] }
    let last = name.split(separator: ".").last.map(String.init) ?? name
    let found = try StoredSection.fetch(
      db,
      """
      WHERE s.title IN (?1, ?2) AND (s.title = ?1 OR s.anchor = ?1) AND s.isInline = 0
        AND (s.documentId = ?3 OR d.componentId = ?4) ORDER BY d.path, s.position LIMIT 20
      """, [name, last, document, component])
    let path = try String.fetchOne(
      db.cachedStatement(sql: "SELECT path FROM document WHERE id = ?"), arguments: [document])
    let near = found.filter { $0.path == path }
    return near.isEmpty ? found : near
  }
}
