import Foundation
import GRDB
import Sections

/// What the library has of a file before a new version of it arrives.
struct KnownDocument {
  let id: Int64
  let path: String
  let blob: Int64
  let hash: ContentHash
  let parser: String?
  let isSearchable: Bool
  let isRemoved: Bool

  /// The document that is at `path` now.
  static func current(_ db: Database, path: String) throws -> KnownDocument? {
    try fetch(db, "path = ? AND isRemoved = 0", [path])
  }

  /// The document that was last at `path` and was removed.
  static func removed(_ db: Database, path: String) throws -> KnownDocument? {
    try fetch(db, "path = ? AND isRemoved = 1 ORDER BY document.id DESC", [path])
  }

  /// The document whose file is at `location` now.
  static func current(_ db: Database, location: String) throws -> KnownDocument? {
    try fetch(db, "location = ? AND isRemoved = 0", [location])
  }

  private static func fetch(
    _ db: Database, _ condition: String, _ arguments: StatementArguments
  ) throws -> KnownDocument? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT document.id, path, blobId, hash, parser, isSearchable, isRemoved
        FROM document JOIN blob ON blob.id = blobId WHERE \(condition) LIMIT 1
        """)
    return try Row.fetchOne(statement, arguments: arguments).map { row in
      KnownDocument(
        id: row[0], path: row[1], blob: row[2], hash: try row.hash(at: 3), parser: row[4],
        isSearchable: row[5], isRemoved: row[6])
    }
  }

  /// The bytes of its last version.
  func bytes(_ db: Database) throws -> [UInt8] {
    let statement = try db.cachedStatement(sql: "SELECT bytes FROM blob WHERE id = ?")
    return try Row.fetchOne(statement, arguments: [blob])?.bytes(at: 0) ?? []
  }
}

/// A section that a document has, or had when it was removed.
struct KnownSection {
  let id: SectionID
  /// Its row; nil where it is past.
  let row: Int64?
  let cut: Cut
  let position: Int
  let trail: String

  /// The sections of `document` in reading order; those it last had, where it was removed.
  static func all(_ db: Database, of document: KnownDocument) throws -> [KnownSection] {
    let source =
      document.isRemoved
      ? "NULL, '', \(Cut.columns) FROM pastSection WHERE documentId = ? AND isLast"
      : "id, trail, \(Cut.columns) FROM section WHERE documentId = ?"
    let statement = try db.cachedStatement(sql: "SELECT sectionId, \(source) ORDER BY position")
    let rows = try Row.fetchCursor(statement, arguments: [document.id])
    var sections: [KnownSection] = []
    while let row = try rows.next() {
      sections.append(
        KnownSection(
          id: SectionID(column: row[0]), row: row[1], cut: try Cut(row, from: 3), position: row[3],
          trail: row[2]))
    }
    return sections
  }
}
