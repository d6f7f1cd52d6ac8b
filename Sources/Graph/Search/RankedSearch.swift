import Foundation
import GRDB
import Sections

/// Finds the sections that fit best, in two steps: the index gives candidates, and their text
/// decides between them.
///
/// Hits beyond the candidates follow in the order of the index, so that pages together are all.
struct RankedSearch {
  /// How many of those that the index ranks best are looked at again.
  private static let window = 100

  let finder: Finder
  let sought: Sought
  let match: MatchText
  /// Whether hits inside each other are folded, and files kept from filling a page.
  let isFolding: Bool

  private var db: Database { finder.db }

  /// The hits of one page.
  func hits(_ page: Page) throws -> Hits {
    let found = try finder.found(limit: RankedSearch.window)
    var total = found.count < RankedSearch.window ? found.count : try finder.count()
    let added = try companions(of: found)
    total += added.unmatched
    var ranked = try Candidates(db, found, added.rows, added.components).ranked(by: sought)
    if isFolding {
      let count = ranked.count
      ranked = Folding.folded(ranked)
      total -= count - ranked.count
      if finder.filter.isEmpty { ranked = Folding.spread(ranked) }
    }
    var shown = Array(ranked.dropFirst(page.offset).prefix(page.limit))
    if page.end > ranked.count, found.count == RankedSearch.window {
      shown += try rest(after: ranked, without: Set(added.rows), page)
    }
    return Hits(hits: try shown.compactMap { try hit($0) }, total: total)
  }

  /// Hits beyond the candidates.
  private func rest(
    after ranked: [Candidate], without added: Set<Int64>, _ page: Page
  ) throws -> [Candidate] {
    let start = max(0, page.offset - ranked.count)
    let count = page.end - max(page.offset, ranked.count)
    let least = ranked.last?.parts.total ?? 0
    // Some of the next were candidates already, for their component's sake.
    let next = try finder.found(
      limit: start + count + added.count, offset: RankedSearch.window)
    return next.filter { !added.contains($0.row) }.dropFirst(start).prefix(count).map { found in
      var candidate = Candidate(row: found.row)
      candidate.parts.total = min(least, 0.001)
      return candidate
    }
  }

  // MARK: Components

  /// The sections of the components that fit best, and how well these fit, the best being 1.
  private func companions(
    of found: [Finder.Found]
  ) throws -> (rows: [Int64], unmatched: Int, components: [Int64: Double]) {
    guard let text = match.looseText else { return ([], 0, [:]) }
    let statement = try db.cachedStatement(
      sql: """
        SELECT rowid, bm25(componentIndex, 3.0, 1.0, 2.0) AS rank FROM componentIndex
        WHERE componentIndex MATCH ? ORDER BY rank, rowid LIMIT 20
        """)
    let best = try Row.fetchAll(statement, arguments: [text]).map {
      ($0[0], $0[1]) as (Int64, Double)
    }
    guard let top = best.first?.1, top < 0 else { return ([], 0, [:]) }
    let components = Dictionary(
      best.map { ($0.0, $0.1 / top) }, uniquingKeysWith: { first, _ in first })
    guard finder.filter.isEmpty, match.forbidden.isEmpty else { return ([], 0, components) }
    let known = Set(found.map(\.row))
    var rows: [Int64] = []
    for (component, _) in best.prefix(5) {
      rows += try Int64.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT s.id FROM document d JOIN section s ON s.documentId = d.id
            JOIN component c ON c.id = d.componentId
            WHERE d.componentId = ? AND s.isInline = 0
            ORDER BY d.path = c.entry DESC, d.path, s.position LIMIT 30
            """), arguments: [component]
      ).filter { !known.contains($0) }
    }
    guard !rows.isEmpty else { return ([], 0, components) }
    let matching = try finder.matching(rows)
    return (rows, rows.count { !matching.contains($0) }, components)
  }

  // MARK: Hits

  private func hit(_ candidate: Candidate) throws -> Hit? {
    guard
      let section = try StoredSection.fetch(db, "WHERE s.id = ?", [candidate.row]).first
    else { return nil }
    let body = try SectionGraph.ownText(of: section, db)
    let snippet = Snippet(body, FieldReader(sought.units).marks(in: body, sought.units))
    let folded = try candidate.folded.compactMap { row in
      try Int64.fetchOne(
        db.cachedStatement(sql: "SELECT sectionId FROM section WHERE id = ?"), arguments: [row])
    }
    return Hit(
      section: section, score: candidate.parts.total, snippet: snippet.text, marks: snippet.marks,
      parts: candidate.parts, folded: folded.map { SectionID(column: $0) })
  }
}
