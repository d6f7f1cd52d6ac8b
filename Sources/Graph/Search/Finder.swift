import GRDB

/// Asks the index which sections match, and in which order it ranks them.
struct Finder {
  /// A section that was found, as a row of the index; a lower rank is better.
  struct Found {
    let row: Int64
    let rank: Double
  }

  /// What each column counts for in the first ranking: title, breadcrumb, body, names.
  private static let weights = "2.0, 1.5, 1.0, 0.5"
  /// How many of the sections that have only common words are looked at.
  private static let sample = 600

  let db: Database
  let filter: SearchFilter
  /// What must match, for FTS5.
  let text: String
  /// Whether only words of very many sections are looked for: then all places would take too long
  /// to rank, and those that have the words in their titles come first.
  let isCommon: Bool

  /// The sections that match, best first.
  func found(limit: Int, offset: Int = 0) throws -> [Found] {
    if isCommon, try isDear() { return try common(limit: limit, offset: offset) }
    // The index first, whatever the planner thinks: filters alone keep too much.
    let sql = """
      WITH found AS MATERIALIZED (
        SELECT rowid AS row, bm25(sectionIndex, \(Finder.weights)) AS rank
        FROM sectionIndex WHERE sectionIndex MATCH ?)
      SELECT row, rank FROM found \(tables) ORDER BY rank, row LIMIT ? OFFSET ?
      """
    return try Row.fetchAll(
      db.cachedStatement(sql: sql), arguments: [text] + filter.arguments + [limit, offset]
    ).map { Found(row: $0[0], rank: $0[1]) }
  }

  /// Whether so many match that ranking them would take too long.
  private func isDear() throws -> Bool {
    let statement = try db.cachedStatement(
      sql: """
        SELECT count(*) FROM (
          SELECT 1 FROM sectionIndex WHERE sectionIndex MATCH ? LIMIT \(MatchText.budget))
        """)
    return try Int.fetchOne(statement, arguments: [text]) == MatchText.budget
  }

  /// How many match.
  func count() throws -> Int {
    let sql = """
      SELECT count(*) FROM (SELECT rowid AS row FROM sectionIndex WHERE sectionIndex MATCH ?)
      \(tables)
      """
    return try Int.fetchOne(db.cachedStatement(sql: sql), arguments: [text] + filter.arguments)
      ?? 0
  }

  private var tables: String {
    guard !filter.isEmpty else { return "" }
    return """
      JOIN section s ON s.id = row JOIN document d ON d.id = s.documentId
      LEFT JOIN component c ON c.id = d.componentId WHERE \(filter.condition)
      """
  }

  /// Which of `rows` match.
  func matching(_ rows: [Int64]) throws -> Set<Int64> {
    try Int64.fetchSet(
      db.cachedStatement(
        sql: """
          SELECT rowid FROM sectionIndex WHERE sectionIndex MATCH ?
            AND rowid IN (SELECT value FROM json_each(?))
          """), arguments: [text, "[\(rows.map(String.init).joined(separator: ","))]"])
  }

  /// The first sections that have the words in their titles, and then the first of the others.
  private func common(limit: Int, offset: Int) throws -> [Found] {
    let sql = """
      SELECT row FROM (SELECT rowid AS row FROM sectionIndex WHERE sectionIndex MATCH ?)
      \(tables) LIMIT ?
      """
    let statement = try db.cachedStatement(sql: sql)
    var found: [Found] = []
    var known: Set<Int64> = []
    for (text, rank) in [("{title} : (\(text))", -1.0), (text, -0.5)] {
      let rows = try Int64.fetchAll(
        statement,
        arguments: [text] + filter.arguments + [max(Finder.sample, limit + offset)])
      found += rows.filter { known.insert($0).inserted }.map { Found(row: $0, rank: rank) }
    }
    return Array(found.dropFirst(offset).prefix(limit))
  }
}
