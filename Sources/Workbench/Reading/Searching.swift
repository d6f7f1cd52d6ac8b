internal import Graph
internal import Sections
internal import TextPatterns

extension Workbench {
  /// Looks for sections. Any text is a query; see ``Query`` for what it may hold.
  ///
  /// Words find, and what sections mean where there are vectors of it.
  ///
  /// - Parameter limit: how many hits to give, after leaving out the first `offset`.
  /// - Throws: ``PatternFailure`` where what is to be searched for as a pattern is none; why
  ///   meaning cannot be compared, where it alone is to decide.
  package func search(
    _ text: String, limit: Int = 10, offset: Int = 0, options: SearchOptions = SearchOptions()
  ) async throws -> SearchResult {
    let (found, lack) = try await find(text, limit: limit, offset: offset, options)
    let views = try views(of: found.hits.map(\.section))
    var components: [PathKey: String?] = [:]
    let hits = try zip(found.hits, views).map { hit, view in
      let path = hit.section.path
      let component = try components[PathKey(path)] ?? graph.document(at: path)?.component
      components[PathKey(path)] = .some(component)
      return SearchHit(
        section: view, component: component, score: hit.score, snippet: hit.pieces,
        folded: hit.folded.isEmpty ? nil : hit.folded.map(\.description),
        parts: options.isExplained ? hit.parts.map { ScoreView($0) } : nil)
    }
    let corrected = found.corrections.reduce(text) { $0.replacing($1.word, with: $1.taken) }
    return SearchResult(
      query: text, corrected: found.corrections.isEmpty ? nil : corrected,
      passedOver: found.passedOver, lacks: lack, total: found.total, offset: offset, hits: hits)
  }

  /// What is found, and why meaning took no part, where it was to.
  private func find(
    _ text: String, limit: Int, offset: Int, _ options: SearchOptions
  ) async throws -> (Hits, lack: String?) {
    let sort = SearchSort(rawValue: options.sort.rawValue) ?? .relevance
    if let pattern = try options.pattern {
      var finder = pattern.finder()
      let places = finder
      let hits = try graph.scan(
        Query(text), limit: limit, offset: offset, sort: sort,
        isFound: { finder.isFound(in: $0) }, ranges: { places.ranges(in: $0, limit: 50) })
      return (hits, nil)
    }
    guard sort == .relevance else {
      return (try graph.search(Query(text), limit: limit, offset: offset, sort: sort), nil)
    }
    let way = SearchWay(rawValue: options.way.rawValue) ?? .both
    let query = try await prepared(text, way: way)
    let found = try hits(query, limit: limit, offset: offset, isFolding: !options.isFlat)
    return (found, query.lack)
  }
}

extension SearchOptions {
  /// What to look for in the text itself.
  fileprivate var pattern: TextPattern? {
    get throws {
      if let exact { return TextPattern(exactly: exact) }
      return try regex.map { try TextPattern($0) }
    }
  }
}

extension Hit {
  /// The snippet cut at its marks.
  var pieces: [SnippetPiece] {
    let text = Array(snippet.utf8)
    var pieces: [SnippetPiece] = []
    var end = 0
    func add(_ range: Range<Int>, _ isMatch: Bool) {
      guard !range.isEmpty else { return }
      pieces.append(
        SnippetPiece(text: String(decoding: text[range], as: UTF8.self), isMatch: isMatch))
    }
    for mark in marks {
      add(end..<mark.lowerBound, false)
      add(mark, true)
      end = mark.upperBound
    }
    add(end..<text.count, false)
    return pieces
  }
}

extension ScoreView {
  fileprivate init(_ parts: ScoreParts) {
    self.init(
      index: parts.index, words: parts.words, coverage: parts.coverage, nearness: parts.nearness,
      title: parts.title, component: parts.component, byWords: parts.byWords,
      wordRank: parts.wordRank, meaning: parts.meaning, meaningRank: parts.meaningRank,
      weight: parts.weight, total: parts.total)
  }
}
