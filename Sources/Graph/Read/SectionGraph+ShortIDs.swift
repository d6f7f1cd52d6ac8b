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
      var short: [SectionID: String] = [:]
      for id in ids where short[id] == nil {
        let row = try Row.fetchOne(neighbours, arguments: [id.column])
        let others = [row?[0] as Int64?, row?[1] as Int64?].compactMap { $0 }
        var length = others.map { id.sharedLength(with: SectionID(column: $0)) + 1 }.max() ?? 0
        length = max(4, length)
        let text = id.description
        while length < text.count, try LikeID.isName(String(text.prefix(length)), db) {
          length += 1
        }
        short[id] = String(text.prefix(length))
      }
      return short
    }
  }
}

/// Names that could be taken for an id: the last parts of paths, and names of components, that
/// have only digits and small letters.
enum LikeID {
  private static let letters = "'0123456789abcdefghijklmnopqrstuvwxyz'"

  /// What such a name in `column` would be; an expression that an index has.
  static func lastPart(of column: String) -> String {
    "substr(\(column), length(rtrim(\(column), \(letters))) + 1)"
  }

  /// Whether `column` ends in such a name.
  static func condition(on column: String) -> String {
    "substr(rtrim(\(column), \(letters)), -1) IN ('', '/')"
  }

  /// Whether something has that name.
  static func isName(_ text: String, _ db: Database) throws -> Bool {
    func test(_ table: String, _ column: String, _ more: String = "") -> String {
      """
      EXISTS (SELECT 1 FROM \(table)
        WHERE \(lastPart(of: column)) = ?1 AND \(more)\(condition(on: column)))
      """
    }
    let statement = try db.cachedStatement(
      sql: """
        SELECT \(test("document", "path", "isRemoved = 0 AND ")) OR \(test("component", "path"))
          OR \(test("component", "name"))
        """)
    return try Bool.fetchOne(statement, arguments: [text]) == true
  }
}

extension SectionID {
  /// How many characters both ids begin with.
  fileprivate func sharedLength(with other: SectionID) -> Int {
    // 60 bits are 12 characters of five; the four bits above are always equal.
    ((rawValue ^ other.rawValue).leadingZeroBitCount - 4) / 5
  }
}
