import GRDB
package import Sections

extension SectionGraph {
  /// The ids of sections that begin with `prefix`, in order, and how many there are in all. None
  /// where that cannot be the beginning of an id; any where it is empty.
  ///
  /// - Parameter limit: how many to give at most.
  package func sectionIDs(
    beginningWith prefix: String, limit: Int
  ) throws -> (ids: [SectionID], total: Int) {
    let all = SectionID(rawValue: 0)...SectionID(rawValue: .max)
    guard let range = prefix.isEmpty ? all : SectionID.range(ofPrefix: prefix) else {
      return ([], 0)
    }
    let bounds: StatementArguments = [range.lowerBound.column, range.upperBound.column]
    return try read { db in
      let found = try Int64.fetchAll(
        db,
        sql: """
          SELECT sectionId FROM section WHERE sectionId BETWEEN ? AND ?
          ORDER BY sectionId LIMIT ?
          """, arguments: bounds + [limit])
      let total = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM section WHERE sectionId BETWEEN ? AND ?",
        arguments: bounds)
      return (found.map { SectionID(column: $0) }, total ?? 0)
    }
  }
}
