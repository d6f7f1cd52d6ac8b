import Foundation
import GRDB
package import Sections

/// Which components to list. Conditions that are nil hold for every component.
package struct ComponentFilter: Sendable {
  /// Of this kind.
  package var kind: Component.Kind?
  /// Of this name.
  package var name: String?
  /// Of this root.
  package var root: Root?

  /// All components, or those for which the conditions hold.
  package init(kind: Component.Kind? = nil, name: String? = nil, root: Root? = nil) {
    self.kind = kind
    self.name = name
    self.root = root
  }
}

extension SectionGraph {
  /// The components, by path.
  package func components(_ filter: ComponentFilter = ComponentFilter()) throws -> [Component] {
    try read { db in
      try Component.fetch(
        db,
        "(?1 IS NULL OR kind = ?1) AND (?2 IS NULL OR name = ?2) AND (?3 IS NULL OR rootId = ?3)",
        [filter.kind?.rawValue, filter.name, filter.root?.id])
    }
  }

  /// The component at `path`, or nil.
  package func component(at path: String) throws -> Component? {
    try remembered(\.components, path) {
      try read { db in try Component.fetch(db, "path = ?", [path]).first }
    }
  }

  /// What was said of the files of `root` when they were stored, by path, and nil where nothing
  /// was.
  package func facts(of root: Root) throws -> [PathKey: String?] {
    try read { db in
      let sql = "SELECT path, facts FROM document WHERE rootId = ? AND isRemoved = 0"
      let rows = try Row.fetchAll(db, sql: sql, arguments: [root.id])
      return Dictionary(uniqueKeysWithValues: rows.map { (PathKey($0[0] as String), $0[1]) })
    }
  }

  /// Whether the components were worked out since the files were last changed. They are not where
  /// a writer was stopped between the two.
  package func areComponentsCurrent() throws -> Bool {
    try read { db in try Int.fetchOne(db, sql: "PRAGMA user_version") == 0 }
  }

  /// Notes that the components are what the files make up now.
  package func noteComponentsAreCurrent() throws {
    try write { db in try SectionGraph.noteComponents(areCurrent: true, db) }
  }

  static func noteComponents(areCurrent: Bool, _ db: Database) throws {
    try db.execute(sql: "PRAGMA user_version = \(areCurrent ? 0 : 1)")
  }

  /// Says which components `root` has, and which file belongs to which. What is the same stays.
  ///
  /// - Parameter membership: for each file's path the path of its innermost component. Files that
  ///   are left out belong to none.
  package func setComponents(
    of root: Root, _ components: [Component], membership: [PathKey: String]
  ) throws {
    try write { db in
      var known: [PathKey: Component] = [:]
      for component in try Component.fetch(db, "rootId = ?", [root.id]) {
        known[PathKey(component.path)] = component
      }
      for component in components {
        if known.removeValue(forKey: PathKey(component.path)) != component {
          try component.save(db, root: root)
        }
      }
      for key in known.keys.sorted() {
        try db.execute(sql: "DELETE FROM component WHERE path = ?", arguments: [key.path])
      }
      try SectionGraph.assign(membership, root: root, db)
    }
  }

  private static func assign(_ membership: [PathKey: String], root: Root, _ db: Database) throws {
    let sql = """
      SELECT d.id, d.path, c.path FROM document d LEFT JOIN component c ON c.id = componentId
      WHERE d.rootId = ? AND isRemoved = 0
      """
    let update = try db.cachedStatement(
      sql: """
        UPDATE document SET componentId = (SELECT id FROM component WHERE path = ?) WHERE id = ?
        """)
    for row in try Row.fetchAll(db, sql: sql, arguments: [root.id]) {
      let component = membership[PathKey(row[1] as String)]
      guard component != row[2] else { continue }
      try update.execute(arguments: [component, row[0] as Int64])
    }
  }
}

extension Component {
  private static let columns =
    "kind, name, path, entry, version, summary, fields, frontmatter, parent"

  /// The components for which `condition` holds, by path.
  static func fetch(
    _ db: Database, _ condition: String, _ arguments: StatementArguments
  ) throws -> [Component] {
    let sql = "SELECT \(columns) FROM component WHERE \(condition) ORDER BY path"
    return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map { row in
      let fields: String = row[6]
      return Component(
        kind: Kind(rawValue: row[0]) ?? .documentation, name: row[1], path: row[2], entry: row[3],
        version: row[4], summary: row[5],
        fields: try FlatJSON.members(of: fields),
        frontmatter: row[7], parent: row[8])
    }
  }

  fileprivate func save(_ db: Database, root: Root) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let fields = String(decoding: try encoder.encode(fields), as: UTF8.self)
    try db.cachedStatement(
      sql: """
        INSERT INTO component (rootId, \(Component.columns), reversedPath)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (path) DO UPDATE SET (rootId, \(Component.columns))
          = (excluded.rootId, excluded.kind, excluded.name, excluded.path, excluded.entry,
            excluded.version, excluded.summary, excluded.fields, excluded.frontmatter,
            excluded.parent)
        """
    ).execute(arguments: [
      root.id, kind.rawValue, name.storable, path, entry, version?.storable, summary?.storable,
      fields, frontmatter?.storable, parent, PathEnds.reversed(path),
    ])
  }
}
