import Foundation
import GRDB
package import Sections

extension SectionGraph {
  /// Looks for sections: by title, path, what is around them, their text, the names in it, and by
  /// what their component says of itself.
  ///
  /// A query without terms lists what its filters let through, by path. A word that stands nowhere
  /// is taken for the nearest that does, and the answer says so.
  ///
  /// - Parameters:
  ///   - limit: how many hits to give, after leaving out the first `offset`.
  ///   - isFolding: whether to leave out what is inside a better hit or around one, where the outer
  ///     is small, and to keep one file from filling a page.
  package func search(
    _ query: Query, limit: Int = 20, offset: Int = 0, sort: SearchSort = .relevance,
    isFolding: Bool = false
  ) throws -> Hits {
    let page = Page(limit: max(0, limit), offset: max(0, offset))
    return try read { db in
      let sought = try SoughtQuery(query: query, sought: Sought(query, db))
      return try SectionGraph.search(sought, nil, .words, page, sort, isFolding, db)
    }
  }

  /// What a query looks for, to be searched for once it is known what it means.
  package func sought(_ query: Query) throws -> SoughtQuery {
    try read { db in SoughtQuery(query: query, sought: try Sought(query, db)) }
  }

  /// Looks for sections by words and by meaning.
  ///
  /// - Parameters:
  ///   - meaning: what the query means; nil where words alone decide.
  ///   - way: whether both decide.
  ///   - isFolding: whether to leave out what is inside a better hit or around one, where the outer
  ///     is small, and to keep one file from filling a page.
  /// - Throws: ``VectorFailure/moved(model:)`` where `meaning` knows other vectors than there are.
  package func search(
    _ query: SoughtQuery, by meaning: SoughtMeaning?, way: SearchWay, limit: Int, offset: Int,
    isFolding: Bool
  ) throws -> Hits {
    let page = Page(limit: max(0, limit), offset: max(0, offset))
    return try read { db in
      try SectionGraph.search(query, meaning, way, page, .relevance, isFolding, db)
    }
  }

  private static func search(
    _ query: SoughtQuery, _ meaning: SoughtMeaning?, _ way: SearchWay, _ page: Page,
    _ sort: SearchSort, _ isFolding: Bool, _ db: Database
  ) throws -> Hits {
    var filter = SearchFilter(query.query)
    let sought = query.sought
    let match = MatchText(query.query.clause, sought, isTop: sort == .relevance)
    if match.wanted == nil, !match.forbidden.isEmpty { filter.forbid(match.joinedForbidden) }
    var hits: Hits
    if var text = match.text, sort == .relevance {
      if let any = match.anyText, try !Frequencies(db, sought.size).has(text) { text = any }
      let search = RankedSearch(
        finder: Finder(db: db, filter: filter, text: text, isCommon: match.isCommon),
        sought: sought, match: match,
        likeness: way == .words ? nil : try meaning.map { try Likeness(db, $0) },
        way: way, isOpen: query.query.isOpen, isFolding: isFolding)
      hits = try search.hits(page)
    } else if match.text != nil || query.query.isOnlyFilter && !filter.isEmpty {
      hits = try SectionGraph.list(filter, match.text, sought, page, sort, db)
    } else {
      hits = Hits(hits: [], total: 0)
    }
    hits.corrections = query.corrections
    hits.passedOver = match.passedOver
    return hits
  }

  /// What the filters let through, and matches `text` where there is one, in the order of `sort`.
  private static func list(
    _ filter: SearchFilter, _ text: String?, _ sought: Sought, _ page: Page, _ sort: SearchSort,
    _ db: Database
  ) throws -> Hits {
    let index = "s.id IN (SELECT rowid FROM sectionIndex WHERE sectionIndex MATCH ?) AND "
    let tables = """
      LEFT JOIN component c ON c.id = d.componentId
      WHERE \(text == nil ? "" : index)\(filter.condition)
      """
    let arguments = StatementArguments(text.map { [$0] } ?? []) + filter.arguments
    let sections = try StoredSection.fetch(
      db, "\(tables) ORDER BY \(sort.order) LIMIT ? OFFSET ?",
      arguments + [page.limit, page.offset])
    let total = try Int.fetchOne(
      db, sql: "SELECT count(*) FROM section s JOIN document d ON d.id = s.documentId \(tables)",
      arguments: arguments)
    let reader = FieldReader(sought.units)
    let hits = try sections.map { section in
      guard text != nil else {
        return Hit(section: section, score: 0, snippet: section.cut.title, marks: [])
      }
      let body = try SectionGraph.ownText(of: section, db)
      let snippet = Snippet(body, reader.marks(in: body, sought.units))
      return Hit(section: section, score: 0, snippet: snippet.text, marks: snippet.marks)
    }
    return Hits(hits: hits, total: total ?? 0)
  }

  /// A section's own text, as it is indexed.
  static func ownText(of section: StoredSection, _ db: Database) throws -> Data {
    let statement = try db.cachedStatement(
      sql: """
        SELECT CAST(body AS BLOB) FROM sectionText
        WHERE id = (SELECT id FROM section WHERE sectionId = ?)
        """)
    return Data(try Row.fetchOne(statement, arguments: [section.id.column])?.bytes(at: 0) ?? [])
  }
}

/// Which of the hits to give.
struct Page {
  let limit: Int
  let offset: Int
  var end: Int { offset + min(limit, Int.max - offset) }
}
