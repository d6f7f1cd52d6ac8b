import Foundation
import GRDB

/// Compares what a query means with what sections mean.
struct Likeness {
  /// A section and how alike it is.
  typealias Near = (row: Int64, similarity: Double)

  /// Sections that are less alike have nothing to do with a query.
  static let least = 0.2
  /// Where a filter lets at least so many of the nearest through, others are not looked for.
  private static let enough = 20
  /// How many sections that a filter lets through are compared, where few of the nearest are.
  private static let most = 20_000

  private let db: Database
  private let meaning: SoughtMeaning
  private let model: Int64

  /// - Throws: ``VectorFailure/moved(model:)`` where rows have other numbers than `meaning` knows.
  init(_ db: Database, _ meaning: SoughtMeaning) throws {
    guard let (id, now) = try VectorState.fetch(db, meaning.model),
      now.generation == meaning.state.generation, now.rows >= meaning.state.rows
    else { throw VectorFailure.moved(model: meaning.model) }
    (self.db, self.meaning, model) = (db, meaning, id)
  }

  /// The sections most like the query of those that `filter` lets through, best first; of equal
  /// ones the earlier.
  func nearest(_ filter: SearchFilter, limit: Int) throws -> [Near] {
    // Long texts have several vectors, and equal ones several sections.
    for count in [2 * limit, 16 * limit] {
      let rows = meaning.nearest(count)
      let found = try sections(at: rows, filter)
      if found.count >= (filter.isEmpty ? 1 : Likeness.enough) || rows.count < count {
        return Likeness.best(found, limit)
      }
    }
    let rows = try Int64.fetchAll(
      db,
      sql: """
        SELECT s.id FROM section s JOIN document d ON d.id = s.documentId
        LEFT JOIN component c ON c.id = d.componentId
        WHERE \(filter.condition) AND \(SectionGraph.embedded) LIMIT \(Likeness.most)
        """, arguments: filter.arguments)
    return Likeness.best(try similarities(of: rows), limit)
  }

  private static func best(_ found: [Int64: Double], _ limit: Int) -> [Near] {
    found.filter { $0.value >= least }.map { (row: $0.key, similarity: $0.value) }
      .sorted { ($1.similarity, $0.row) < ($0.similarity, $1.row) }.prefix(limit).map { $0 }
  }

  /// The sections whose texts have vectors at these rows, with the likeness of the best of each.
  private func sections(at rows: [Int], _ filter: SearchFilter) throws -> [Int64: Double] {
    let tables = """
      JOIN document d ON d.id = s.documentId LEFT JOIN component c ON c.id = d.componentId
      WHERE v.modelId = ?1 AND v.row IN (SELECT value FROM json_each(?2))
        AND \(SectionGraph.embedded) AND \(filter.condition)
      """
    let statement = try db.cachedStatement(
      sql: """
        SELECT s.id, v.exact FROM vector v CROSS JOIN section s
          ON s.hash = v.hash AND s.headEnd = s."end" \(tables)
        UNION ALL
        SELECT s.id, v.exact FROM vector v CROSS JOIN ownText o ON o.textHash = v.hash
        CROSS JOIN section s ON s.hash = o.hash AND s.headEnd < s."end"
          AND o.headLength = s.headEnd - s.start AND o.tailLength = s."end" - s.tailStart \(tables)
        """)
    let list = "[\(rows.map(String.init).joined(separator: ","))]"
    return try compared(
      Row.fetchCursor(
        statement, arguments: [model, list] + filter.arguments + filter.arguments))
  }

  /// How alike sections are; those without vectors are left out. What is a part of another's text
  /// is as alike as that.
  func similarities(of rows: [Int64]) throws -> [Int64: Double] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT i.id, v.exact FROM section i CROSS JOIN section s ON s.id = CASE WHEN i.isInline
          THEN (SELECT p.id FROM section p
            WHERE p.documentId = i.documentId AND p.position = i.parent) ELSE i.id END
        LEFT JOIN ownText o ON s.headEnd < s."end" AND o.hash = s.hash
          AND o.headLength = s.headEnd - s.start AND o.tailLength = s."end" - s.tailStart
        CROSS JOIN vector v ON v.modelId = ?1
          AND v.hash = CASE WHEN s.headEnd = s."end" THEN s.hash ELSE o.textHash END
        WHERE i.id IN (SELECT value FROM json_each(?2))
        """)
    let list = "[\(rows.map(String.init).joined(separator: ","))]"
    return try compared(Row.fetchCursor(statement, arguments: [model, list]))
  }

  private func compared(_ rows: RowCursor) throws -> [Int64: Double] {
    var best: [Int64: Double] = [:]
    while let row = try rows.next() {
      let exact = try row.bytes(at: 1)
      guard !exact.isEmpty else { continue }
      best[row[0], default: -1] = max(best[row[0], default: -1], meaning.similarity(exact))
    }
    return best
  }
}
