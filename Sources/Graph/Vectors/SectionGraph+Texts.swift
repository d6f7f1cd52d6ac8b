import Foundation
import GRDB
package import Sections

extension SectionGraph {
  /// The sections whose texts have vectors; `s` is the section, `d` its document.
  static let embedded = "NOT s.isInline AND d.isSearchable AND NOT d.isRemoved"

  /// Each section's own text, by hash: columns `row` and `text`.
  private static let ownTexts = """
    SELECT s.id AS row, CASE WHEN s.headEnd = s."end" THEN s.hash ELSE o.textHash END AS text
    FROM section s JOIN document d ON d.id = s.documentId
    LEFT JOIN ownText o ON s.headEnd < s."end" AND o.hash = s.hash
      AND o.headLength = s.headEnd - s.start AND o.tailLength = s."end" - s.tailStart
    WHERE \(embedded)
    """

  /// The different texts of all sections that lack vectors of `model`, in the order they came.
  ///
  /// A section's text is its own, without the sections inside. Code blocks are part of the text
  /// they stand in.
  package func missingTexts(of model: String) throws -> [MissingText] {
    try write { db in
      try SectionGraph.noteOwnTexts(db)
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT min(row), text FROM (\(SectionGraph.ownTexts)) WHERE text NOT IN (
            SELECT v.hash FROM vector v JOIN vectorModel m ON m.id = v.modelId WHERE m.name = ?)
          GROUP BY text ORDER BY min(row)
          """, arguments: [model])
      var missing: [MissingText] = []
      while let row = try rows.next() {
        missing.append(MissingText(hash: try row.hash(at: 1), row: row[0]))
      }
      return missing
    }
  }

  /// How many sections have text of their own, and how many of these have vectors of `model`.
  package func vectorCoverage(of model: String) throws -> (sections: Int, embedded: Int) {
    try read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT count(*), coalesce(sum(text IN (
            SELECT v.hash FROM vector v JOIN vectorModel m ON m.id = v.modelId WHERE m.name = ?)), 0)
          FROM (\(SectionGraph.ownTexts))
          """, arguments: [model])
      return (row?[0] ?? 0, row?[1] ?? 0)
    }
  }

  /// The bytes of texts. Those that are no longer anywhere are left out.
  package func bytes(of texts: [MissingText]) throws -> [(hash: ContentHash, bytes: [UInt8])] {
    try read { db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT CAST(substr(bytes, start + 1, headEnd - start)
            || substr(bytes, tailStart + 1, "end" - tailStart) AS BLOB)
          FROM section JOIN document ON document.id = documentId JOIN blob ON blob.id = blobId
          WHERE section.id = ?
          """)
      return try texts.compactMap { text in
        let bytes = try Row.fetchOne(statement, arguments: [text.row])?.bytes(at: 0)
        guard let bytes, ContentHash(of: bytes) == text.hash else { return nil }
        return (text.hash, bytes)
      }
    }
  }

  /// The sections of which these are the own texts, in reading order.
  package func sections(ofTexts texts: [ContentHash]) throws -> [ContentHash: [StoredSection]] {
    try read { db in
      var found: [ContentHash: [StoredSection]] = [:]
      for text in Set(texts) {
        let condition = """
          WHERE \(SectionGraph.embedded) AND (
            s.headEnd = s."end" AND s.hash = ?1
            OR s.hash IN (SELECT hash FROM ownText WHERE textHash = ?1) AND EXISTS (
              SELECT 1 FROM ownText o WHERE o.textHash = ?1 AND o.hash = s.hash
                AND o.headLength = s.headEnd - s.start AND o.tailLength = s."end" - s.tailStart
                AND s.headEnd < s."end"))
          ORDER BY d.path, s.position
          """
        let sections = try StoredSection.fetch(db, condition, [text.data])
        if !sections.isEmpty { found[text] = sections }
      }
      return found
    }
  }

  /// Hashes the own texts of sections with others inside, as far as that was not done yet.
  ///
  /// The index by which sections are found by their text is made here, when it is first needed:
  /// who has no vectors need not pay for it at every ingest.
  private static func noteOwnTexts(_ db: Database) throws {
    try db.execute(sql: "CREATE INDEX IF NOT EXISTS section_on_hash ON section(hash)")
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT s.hash, s.headEnd - s.start, s."end" - s.tailStart,
          CAST(substr(b.bytes, s.start + 1, s.headEnd - s.start)
            || substr(b.bytes, s.tailStart + 1, s."end" - s.tailStart) AS BLOB)
        FROM section s JOIN document d ON d.id = s.documentId JOIN blob b ON b.id = d.blobId
        LEFT JOIN ownText o ON o.hash = s.hash
          AND o.headLength = s.headEnd - s.start AND o.tailLength = s."end" - s.tailStart
        WHERE \(embedded) AND s.headEnd < s."end" AND o.hash IS NULL
        """)
    var found: [StatementArguments] = []
    while let row = try rows.next() {
      found.append([
        row[0] as Data, row[1] as Int, row[2] as Int, ContentHash(of: try row.bytes(at: 3)).data,
      ])
    }
    let insertion = try db.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO ownText (hash, headLength, tailLength, textHash) VALUES (?, ?, ?, ?)
        """)
    for arguments in found { try insertion.execute(arguments: arguments) }
  }
}
