import GRDB
package import Sections

/// A section that a search found.
package struct Hit: Sendable, Equatable {
  /// The section.
  package let section: StoredSection
  /// How well it fits: higher is better. Comparable within one search only.
  package let score: Double
  /// Some of its text around what was found, in one line.
  package let snippet: String
  /// Which parts of the snippet were found: offsets into its UTF-8.
  package let marks: [Range<Int>]
}

/// Some of what a search found, best first.
package struct Hits: Sendable, Equatable {
  /// The hits asked for.
  package let hits: [Hit]
  /// How many there are in all.
  package let total: Int
}

extension SectionGraph {
  /// Looks for sections. Titles and what is around a section count twice as much as its text.
  ///
  /// A query without terms lists what its filters let through, by path.
  ///
  /// - Parameter limit: how many hits to give, after leaving out the first `offset`.
  package func search(_ query: Query, limit: Int = 20, offset: Int = 0) throws -> Hits {
    let filter = SearchFilter(query)
    guard let match = query.match else {
      guard query.terms.isEmpty, !filter.isEmpty else { return Hits(hits: [], total: 0) }
      return try list(filter, limit: limit, offset: offset)
    }
    return try read { db in
      // The index first, whatever the planner thinks: filters alone keep too much.
      let sql = """
        WITH found AS MATERIALIZED (
          SELECT rowid AS row, bm25(sectionIndex, 2.0, 2.0, 1.0) AS rank
          FROM sectionIndex WHERE sectionIndex MATCH ?)
        SELECT row, rank, count(*) OVER () FROM found
        JOIN section s ON s.id = row JOIN document d ON d.id = s.documentId
        LEFT JOIN component c ON c.id = d.componentId
        WHERE \(filter.condition) ORDER BY rank, row LIMIT ? OFFSET ?
        """
      let rows = try Row.fetchAll(
        db.cachedStatement(sql: sql),
        arguments: [match] + filter.arguments + [max(0, limit), max(0, offset)])
      let hits = try rows.compactMap { row in
        try Hit(db, row: row[0], score: -(row[1] as Double), match: match)
      }
      return Hits(hits: hits, total: try rows.first?[2] ?? count(filter, match, db))
    }
  }

  /// The number of hits, where none is on the page asked for.
  private func count(
    _ filter: SearchFilter, _ match: String, _ db: Database
  ) throws -> Int {
    let sql = """
      SELECT count(*) FROM sectionIndex JOIN section s ON s.id = sectionIndex.rowid
      JOIN document d ON d.id = s.documentId LEFT JOIN component c ON c.id = d.componentId
      WHERE sectionIndex MATCH ? AND \(filter.condition)
      """
    return try Int.fetchOne(db, sql: sql, arguments: [match] + filter.arguments) ?? 0
  }

  private func list(_ filter: SearchFilter, limit: Int, offset: Int) throws -> Hits {
    try read { db in
      let tables = "LEFT JOIN component c ON c.id = d.componentId WHERE \(filter.condition)"
      let sections = try StoredSection.fetch(
        db, "\(tables) ORDER BY d.path, s.position LIMIT ? OFFSET ?",
        filter.arguments + [max(0, limit), max(0, offset)])
      let total = try Int.fetchOne(
        db,
        sql: "SELECT count(*) FROM section s JOIN document d ON d.id = s.documentId \(tables)",
        arguments: filter.arguments)
      let hits = sections.map { Hit(section: $0, score: 0, snippet: $0.cut.title, marks: []) }
      return Hits(hits: hits, total: total ?? 0)
    }
  }
}

extension Hit {
  /// Of a section with more text of its own than this a snippet is its beginning.
  private static let searchable = 1 << 18

  /// The section of index row `row`, with a snippet of its text.
  fileprivate init?(_ db: Database, row: Int64, score: Double, match: String) throws {
    guard let section = try StoredSection.fetch(db, "WHERE s.id = ?", [row]).first else {
      return nil
    }
    let isLong = section.cut.head.count + section.cut.tail.count > Hit.searchable
    let text = isLong ? "substr(body, 1, 200)" : "highlight(sectionIndex, 2, char(2), char(3))"
    let statement = try db.cachedStatement(
      sql: """
        SELECT CAST(\(text) AS BLOB) FROM sectionIndex WHERE sectionIndex MATCH ? AND rowid = ?
        """)
    let marked = try Row.fetchOne(statement, arguments: [match, row])?.bytes(at: 0) ?? []
    let snippet = Snippet(marked: marked)
    self.init(section: section, score: score, snippet: snippet.text, marks: snippet.marks)
  }
}
