import Foundation
import GRDB
import Sections

/// Finds the sections that fit best, in two steps: indexes give candidates, and what these say
/// decides between them.
///
/// Candidates are the best by words, by what their components say of themselves, and by meaning.
/// What else has the words follows in the order of the index, so that pages together are all.
struct RankedSearch {
  /// How many of those that the index ranks best are looked at again.
  private static let window = 100
  /// How many of those whose meaning is nearest are.
  private static let nearest = 100

  let finder: Finder
  let sought: Sought
  let match: MatchText
  /// Compares meanings; nil where words alone decide.
  let likeness: Likeness?
  let way: SearchWay
  /// Whether any section may be found, whatever words it has.
  let isOpen: Bool
  /// Whether hits inside each other are folded, and files kept from filling a page.
  let isFolding: Bool

  private var db: Database { finder.db }

  /// The hits of one page.
  func hits(_ page: Page) throws -> Hits {
    let found = way == .meaning ? [] : try finder.found(limit: RankedSearch.window)
    var total = found.count < RankedSearch.window ? found.count : try finder.count()
    let companions = way == .meaning ? Companions() : try companions(of: found)
    let near = try near(without: Set(found.map(\.row) + companions.rows))
    let added = companions.rows + near.rows
    total += companions.unmatched + near.unmatched
    var ranked = try Candidates(db, found, added, companions.components).ranked(by: sought)
    if let likeness {
      let similarities = try likeness.similarities(of: ranked.map(\.row))
      ranked = Fusion(similarities: similarities, way: way).fused(ranked)
    }
    if isFolding {
      let count = ranked.count
      ranked = Folding(ranked).kept
      total -= count - ranked.count
      if finder.filter.isEmpty { ranked = Folding.spread(ranked) }
    }
    var shown = Array(ranked.dropFirst(page.offset).prefix(page.limit))
    if page.end > ranked.count, found.count == RankedSearch.window {
      shown += try rest(after: ranked, without: Set(added), page)
    }
    return Hits(hits: try shown.compactMap { try hit($0) }, total: total)
  }

  /// Hits beyond the candidates. Where hits are folded, what repeats one that came before is left
  /// out of these too.
  private func rest(
    after ranked: [Candidate], without added: Set<Int64>, _ page: Page
  ) throws -> [Candidate] {
    let start = max(0, page.offset - ranked.count)
    let end = start + page.end - max(page.offset, ranked.count)
    let least = min(0.001, ranked.last?.parts.total ?? 0)
    var folding = Folding(isFolding ? ranked : [])
    var rest: [Candidate] = []
    var offset = RankedSearch.window
    while rest.count < end {
      // Some of the next were candidates already, for their component's or their meaning's sake.
      let wanted = end - rest.count + added.count + (isFolding ? RankedSearch.window : 0)
      let next = try finder.found(limit: wanted, offset: offset)
      offset += next.count
      for var candidate in try candidates(next.filter { !added.contains($0.row) }) {
        candidate.parts.total = least
        if !isFolding || folding.add(candidate) { rest.append(candidate) }
      }
      if next.count < wanted { break }
    }
    return Array(rest.dropFirst(start).prefix(end - start))
  }

  /// Candidates of which nothing is known but where they are.
  private func candidates(_ found: [Finder.Found]) throws -> [Candidate] {
    let statement = try db.cachedStatement(
      sql: "SELECT documentId, start, \"end\", isInline FROM section WHERE id = ?")
    return try found.compactMap { found in
      guard let row = try Row.fetchOne(statement, arguments: [found.row]) else { return nil }
      var candidate = Candidate(row: found.row)
      candidate.document = row[0]
      candidate.range = row[1]..<max(row[1], row[2])
      candidate.isInline = row[3]
      return candidate
    }
  }

  // MARK: Meaning

  /// The sections whose meaning is nearest and that are none of `known`, and how many of them the
  /// index does not find.
  private func near(without known: Set<Int64>) throws -> (rows: [Int64], unmatched: Int) {
    guard let likeness else { return ([], 0) }
    var filter = finder.filter
    if !match.forbidden.isEmpty { filter.forbid(match.joinedForbidden) }
    var rows = try likeness.nearest(filter, limit: RankedSearch.nearest).map(\.row)
    if !isOpen {
      let matching = try finder.matching(rows)
      rows.removeAll { !matching.contains($0) }
    }
    rows.removeAll { known.contains($0) }
    guard isOpen, way != .meaning else { return (rows, way == .meaning ? rows.count : 0) }
    let matching = try finder.matching(rows)
    return (rows, rows.count { !matching.contains($0) })
  }

  // MARK: Components

  private struct Companions {
    /// The sections of the components that fit best.
    var rows: [Int64] = []
    /// How many of them the index does not find.
    var unmatched = 0
    /// How well components fit, the best being 1.
    var components: [Int64: Double] = [:]
  }

  /// The sections of the components that fit best.
  private func companions(of found: [Finder.Found]) throws -> Companions {
    guard let text = match.looseText else { return Companions() }
    let statement = try db.cachedStatement(
      sql: """
        SELECT rowid, bm25(componentIndex, 3.0, 1.0, 2.0) AS rank FROM componentIndex
        WHERE componentIndex MATCH ? ORDER BY rank, rowid LIMIT 20
        """)
    let best = try Row.fetchAll(statement, arguments: [text]).map {
      ($0[0], $0[1]) as (Int64, Double)
    }
    guard let top = best.first?.1, top < 0 else { return Companions() }
    var companions = Companions()
    companions.components = Dictionary(
      best.map { ($0.0, $0.1 / top) }, uniquingKeysWith: { first, _ in first })
    guard finder.filter.isEmpty, match.forbidden.isEmpty else { return companions }
    let known = Set(found.map(\.row))
    for (component, _) in best.prefix(5) {
      companions.rows += try Int64.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT s.id FROM document d JOIN section s ON s.documentId = d.id
            JOIN component c ON c.id = d.componentId
            WHERE d.componentId = ? AND s.isInline = 0
            ORDER BY d.path = c.entry DESC, d.path, s.position LIMIT 30
            """), arguments: [component]
      ).filter { !known.contains($0) }
    }
    guard !companions.rows.isEmpty else { return companions }
    let matching = try finder.matching(companions.rows)
    companions.unmatched = companions.rows.count { !matching.contains($0) }
    return companions
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
