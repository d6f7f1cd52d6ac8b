import GRDB
package import Sections

extension SectionGraph {
  /// The shortest beginning of an id, of at least four characters, that names it alone.
  package func shortID(for id: SectionID) throws -> String {
    try shortIDs(for: [id])[id] ?? id.description
  }

  /// For each of `ids` the shortest beginning, of at least four characters, that names it alone
  /// among all sections, and is no name of a component or a file.
  package func shortIDs(for ids: [SectionID]) throws -> [SectionID: String] {
    try read { db in
      let neighbours = try db.cachedStatement(
        sql: """
          SELECT (SELECT max(sectionId) FROM section WHERE sectionId < ?1),
            (SELECT min(sectionId) FROM section WHERE sectionId > ?1)
          """)
      let names = try SectionGraph.namesLikeIDs(db)
      var short: [SectionID: String] = [:]
      for id in ids where short[id] == nil {
        let row = try Row.fetchOne(neighbours, arguments: [id.column])
        let others = [row?[0] as Int64?, row?[1] as Int64?].compactMap { $0 }
        var length = others.map { id.sharedLength(with: SectionID(column: $0)) + 1 }.max() ?? 0
        length = max(4, length)
        let text = id.description
        while length < text.count, names.contains(String(text.prefix(length))) { length += 1 }
        short[id] = String(text.prefix(length))
      }
      return short
    }
  }

  /// The last parts of paths, and the names of components, that could be taken for an id.
  private static func namesLikeIDs(_ db: Database) throws -> Set<String> {
    let letters = "'0123456789abcdefghijklmnopqrstuvwxyz'"
    return try String.fetchSet(
      db,
      sql: """
        WITH name(text) AS (
          SELECT path FROM document WHERE isRemoved = 0
          UNION SELECT path FROM component UNION SELECT name FROM component)
        SELECT substr(text, length(rtrim(text, \(letters))) + 1) FROM name
        WHERE rtrim(text, \(letters)) = '' OR rtrim(text, \(letters)) LIKE '%/'
        """)
  }
}

extension SectionID {
  /// How many characters both ids begin with.
  fileprivate func sharedLength(with other: SectionID) -> Int {
    // 60 bits are 12 characters of five; the four bits above are always equal.
    ((rawValue ^ other.rawValue).leadingZeroBitCount - 4) / 5
  }
}
