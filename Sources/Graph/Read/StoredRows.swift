import GRDB
import Sections

extension StoredSection {
  /// Current sections; `s` is the section, `d` its document.
  private static let current = """
    SELECT s.sectionId, d.path, p.sectionId, d.blobId, \(qualified)
    FROM section s JOIN document d ON d.id = s.documentId
    LEFT JOIN section p ON p.documentId = s.documentId AND p.position = s.parent
    """

  /// Past sections; `s` is the section, `d` its document.
  private static let past = """
    SELECT s.sectionId, d.path, NULL, s.blobId, \(qualified)
    FROM pastSection s JOIN document d ON d.id = s.documentId
    """

  private static let qualified = Cut.columns.split(separator: ", ").map { "s.\($0)" }
    .joined(separator: ", ")

  /// The current sections for which `condition` holds.
  static func fetch(
    _ db: Database, _ condition: String, _ arguments: StatementArguments = []
  ) throws -> [StoredSection] {
    try fetch(db, sql: "\(current) \(condition)", arguments, isCurrent: true)
  }

  /// The past sections for which `condition` holds.
  static func fetchPast(
    _ db: Database, _ condition: String, _ arguments: StatementArguments = []
  ) throws -> [StoredSection] {
    try fetch(db, sql: "\(past) \(condition)", arguments, isCurrent: false)
  }

  private static func fetch(
    _ db: Database, sql: String, _ arguments: StatementArguments, isCurrent: Bool
  ) throws -> [StoredSection] {
    let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
    var sections: [StoredSection] = []
    while let row = try rows.next() {
      sections.append(
        StoredSection(
          id: SectionID(column: row[0]), path: row[1], position: row[4], cut: try Cut(row, from: 4),
          parent: (row[2] as Int64?).map { SectionID(column: $0) }, isCurrent: isCurrent,
          blob: row[3]))
    }
    return sections
  }
}

extension StoredDocument {
  private static let current = """
    SELECT d.path, d.location, c.path, d.parser, d.size, d.modified, d.inode, d.isExecutable,
      b.hash, (SELECT count(*) FROM section WHERE documentId = d.id), d.warnings, d.id, d.blobId
    FROM document d JOIN blob b ON b.id = d.blobId LEFT JOIN component c ON c.id = d.componentId
    WHERE d.isRemoved = 0 AND
    """

  /// The documents for which `condition` holds, by path. Tombstones are left out.
  static func fetch(
    _ db: Database, _ condition: String, _ arguments: StatementArguments = []
  ) throws -> [StoredDocument] {
    let statement = try db.cachedStatement(sql: "\(current) (\(condition)) ORDER BY d.path")
    return try Row.fetchAll(statement, arguments: arguments).map { row in
      let warnings: String = row[10]
      return StoredDocument(
        path: row[0], location: row[1], component: row[2], parser: row[3],
        stat: FileStat(row, from: 4), hash: try row.hash(at: 8), sectionCount: row[9],
        warnings: warnings.split(separator: "\n").map { String($0) }, id: row[11], blob: row[12])
    }
  }
}
