import Foundation
import GRDB
package import Sections

extension SectionGraph {
  /// Looks through the text of sections itself, without the index, for what `ranges` finds.
  ///
  /// The text of a section is its own, that of sections inside it left out; blocks of code belong to
  /// what is around them, unless the query asks for their kind. The words and filters of the query
  /// narrow what is looked through. Every text is read once.
  ///
  /// - Parameters:
  ///   - isFound: whether it is in these bytes.
  ///   - ranges: where it is in these bytes, in order.
  /// - Returns: hits in the order of `sort`; by path where that is relevance. Their score is how
  ///   often it was found, counted up to what `ranges` gives.
  package func scan(
    _ query: Query, limit: Int, offset: Int = 0, sort: SearchSort = .path,
    isFound: (UnsafeBufferPointer<UInt8>) -> Bool,
    ranges: (UnsafeBufferPointer<UInt8>) -> [Range<Int>]
  ) throws -> Hits {
    try read { db in
      let rows = try SectionGraph.rows(query, sort, db)
      var file: (blob: Int64, bytes: Data) = (-1, Data())
      var hits: [Hit] = []
      var total = 0
      while let row = try rows.next() {
        if file.blob != row[1] {
          let statement = try db.cachedStatement(sql: "SELECT bytes FROM blob WHERE id = ?")
          let blob: Int64 = row[1]
          file = (blob, try Data.fetchOne(statement, arguments: [blob]) ?? Data())
        }
        let pieces = [(row[2], row[3]), (row[4], row[5])] as [(Int, Int)]
        let texts = pieces.map { file.bytes.part($0.0, $0.1) }
        guard texts.contains(where: { !$0.isEmpty && $0.withBytes(isFound) }) else { continue }
        total += 1
        guard total > offset, hits.count < limit,
          let section = try StoredSection.fetch(db, "WHERE s.id = ?", [row[0] as Int64]).first
        else { continue }
        hits.append(SectionGraph.hit(section, texts, ranges))
      }
      return Hits(hits: hits, total: total)
    }
  }

  /// The sections to look through: id, blob, and the two ranges of their own text.
  private static func rows(
    _ query: Query, _ sort: SearchSort, _ db: Database
  ) throws -> RowCursor {
    var filter = SearchFilter(query)
    let match = MatchText(query.clause, try Sought(query, db), isTop: false)
    if match.wanted == nil, !match.forbidden.isEmpty { filter.forbid(match.joinedForbidden) }
    let index = "AND s.id IN (SELECT rowid FROM sectionIndex WHERE sectionIndex MATCH ?)"
    let sql = """
      SELECT s.id, d.blobId, s.start, s.headEnd, s.tailStart, s."end"
      FROM section s JOIN document d ON d.id = s.documentId
      LEFT JOIN component c ON c.id = d.componentId
      WHERE \(filter.condition) \(match.text == nil ? "" : index)
        AND (s.isInline = 0 OR \(query.kinds.isEmpty ? "0" : "1")) ORDER BY \(sort.order)
      """
    return try Row.fetchCursor(
      db, sql: sql,
      arguments: filter.arguments + StatementArguments(match.text.map { [$0] } ?? []))
  }

  private static func hit(
    _ section: StoredSection, _ texts: [Data],
    _ ranges: (UnsafeBufferPointer<UInt8>) -> [Range<Int>]
  ) -> Hit {
    let found = texts.map { $0.isEmpty ? [] : $0.withBytes(ranges) }
    let shown = found[0].isEmpty ? 1 : 0
    let snippet = Snippet(texts[shown], found[shown])
    return Hit(
      section: section, score: Double(found[0].count + found[1].count), snippet: snippet.text,
      marks: snippet.marks)
  }
}

extension Data {
  fileprivate func withBytes<Value>(_ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
    withUnsafeBytes { body($0.bindMemory(to: UInt8.self)) }
  }
}
