import Foundation
import GRDB
import Sections

/// Something that is wrong in a library.
package struct Finding: Sendable, Equatable {
  /// What is wrong.
  package let problem: String
  /// How to mend it.
  package let remedy: String
}

extension SectionGraph {
  /// Looks for anything that is wrong.
  ///
  /// - Parameter isReadingData: whether also to hash every version and every section again, and
  ///   to compare the text index with the text: as much work as an ingest.
  package func check(readingData isReadingData: Bool) throws -> [Finding] {
    var findings = try read { db in
      try LibraryCheck(db).structure() + LibraryCheck(db).tiling() + LibraryCheck(db).pathEnds()
        + LibraryCheck(db).vectors()
        + (isReadingData ? LibraryCheck(db).content() : [])
    }
    findings += try checkText(comparing: isReadingData)
    return findings
  }

  static let differentText = Finding(
    problem: "the text index differs from the text", remedy: "‘joinery doctor --reindex’")

  private func checkText(comparing isComparing: Bool) throws -> [Finding] {
    do {
      try connections.writer().write { db in
        for index in ["sectionIndex", "componentIndex"] {
          try db.execute(
            sql: "INSERT INTO \(index) (\(index), rank) VALUES ('integrity-check', ?)",
            arguments: [isComparing ? 1 : 0])
        }
      }
      return []
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      return [SectionGraph.differentText]
    } catch let error as DatabaseError {
      throw GraphFailure(error, path: connections.path)
    }
  }
}

/// The checks that only read.
struct LibraryCheck {
  private static let rebuild = "Ingest the folders again into a new home."
  let db: Database

  init(_ db: Database) { self.db = db }

  /// What SQLite itself can tell, and ranges that are not nested.
  func structure() throws -> [Finding] {
    var problems = try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
    problems += try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { row in
      let (table, target) = (row[0] as String? ?? "?", row[2] as String? ?? "?")
      return "a row of \(table) refers to \(target), and nothing is there"
    }
    problems += try String.fetchAll(
      db,
      sql: """
        SELECT 'section ' || s.anchor || ' of ' || d.path || ' has a range that is not sound'
        FROM section s JOIN document d ON d.id = s.documentId JOIN blob b ON b.id = d.blobId
        LEFT JOIN section p ON p.documentId = s.documentId AND p.position = s.parent
        WHERE NOT (0 <= s.start AND s.start <= s.headEnd AND s.headEnd <= s.tailStart
            AND s.tailStart <= s."end" AND s."end" <= b.size)
          OR s.parent IS NOT NULL
            AND (p.id IS NULL OR p.start > s.start OR p."end" < s."end")
        """)
    return problems.map { Finding(problem: $0, remedy: LibraryCheck.rebuild) }
  }

  /// Files whose outermost sections, put together, are not the file.
  func tiling() throws -> [Finding] {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT d.path, b.size, s.start, s."end", d.id
        FROM document d JOIN blob b ON b.id = d.blobId
        LEFT JOIN section s ON s.documentId = d.id AND s.depth = 0
        WHERE d.isRemoved = 0 ORDER BY d.path, d.id, s.position
        """)
    var findings: [Finding] = []
    var (document, path, size, end) = (Int64?.none, "", 0, 0)
    func close() {
      guard end != size else { return }
      findings.append(
        Finding(
          problem: "the sections of \(path) are not the whole file",
          remedy: "‘joinery remove’ it, then ingest it again."))
    }
    while let row = try rows.next() {
      if document != row[4] {
        close()
        (document, path, size, end) = (row[4], row[0], row[1], 0)
      }
      if let start: Int = row[2] { end = start == end ? row[3] : -1 }
    }
    close()
    return findings
  }

  /// Files and components that are not found by the ends of their paths.
  func pathEnds() throws -> [Finding] {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT path, reversedPath FROM document UNION ALL SELECT path, reversedPath FROM component
        """)
    var findings: [Finding] = []
    while let row = try rows.next() {
      let path: String = row[0]
      guard try row.bytes(at: 1) != Array(path.utf8.reversed()) else { continue }
      findings.append(
        Finding(problem: "\(path) is not found by its end", remedy: LibraryCheck.rebuild))
    }
    return findings
  }

  /// Versions and sections whose bytes are not those that were hashed.
  func content() throws -> [Finding] {
    var findings: [Finding] = []
    let blobs = try Row.fetchCursor(db, sql: "SELECT id, hash, size, bytes FROM blob")
    while let row = try blobs.next() {
      let bytes = try row.bytes(at: 3)
      let blob: Int64 = row[0]
      if ContentHash(of: bytes) != (try row.hash(at: 1)) || bytes.count != row[2] as Int {
        findings += try spoiled(blob)
      } else {
        findings += try spoiledSections(of: blob, bytes)
      }
    }
    return findings
  }

  private func spoiled(_ blob: Int64) throws -> [Finding] {
    let paths = try String.fetchAll(
      db,
      sql: """
        SELECT DISTINCT path FROM version JOIN document ON document.id = documentId
        WHERE version.blobId = ?
        """, arguments: [blob])
    return [
      Finding(
        problem: "the bytes of a version of \(paths.joined(separator: ", ")) are spoiled",
        remedy: "‘joinery remove’ the file, ‘joinery gc’, then ingest it again.")
    ]
  }

  private func spoiledSections(of blob: Int64, _ bytes: [UInt8]) throws -> [Finding] {
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT path, names, isSearchable, \(Cut.columns)
          FROM section JOIN document ON document.id = documentId
          WHERE blobId = ? AND isRemoved = 0
          """), arguments: [blob])
    var findings: [Finding] = []
    let data = Data(bytes)
    while let row = try rows.next() {
      let cut = try Cut(row, from: 3)
      let text = IndexedText(cut, path: "", trail: "", bytes: data, isSearchable: row[2])
      if text.names != row[1] as String { findings.append(SectionGraph.differentText) }
      guard ContentHash(of: bytes[cut.range.clamped(to: 0..<bytes.count)]) != cut.hash else {
        continue
      }
      findings.append(
        Finding(
          problem: "section \(cut.fragment) of \(row[0] as String) is not what was hashed",
          remedy: "‘joinery remove’ the file, then ingest it again."))
    }
    return findings
  }
}
