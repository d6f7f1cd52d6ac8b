internal import Graph
internal import Sections
internal import TextPatterns

extension Workbench {
  /// Looks for sections. Any text is a query; see ``Query`` for what it may hold.
  ///
  /// - Parameter limit: how many hits to give, after leaving out the first `offset`.
  /// - Throws: ``PatternFailure`` where what is to be searched for as a pattern is none.
  package func search(
    _ text: String, limit: Int = 10, offset: Int = 0, options: SearchOptions = SearchOptions()
  ) throws -> SearchResult {
    let found = try find(Query(text), limit: limit, offset: offset, options)
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
      passedOver: found.passedOver, total: found.total, offset: offset, hits: hits)
  }

  private func find(
    _ query: Query, limit: Int, offset: Int, _ options: SearchOptions
  ) throws -> Hits {
    let sort = SearchSort(rawValue: options.sort.rawValue) ?? .relevance
    guard let pattern = try options.pattern else {
      return try graph.search(
        query, limit: limit, offset: offset, sort: sort, isFolding: !options.isFlat)
    }
    var finder = pattern.finder()
    let places = finder
    return try graph.scan(
      query, limit: limit, offset: offset, sort: sort, isFound: { finder.isFound(in: $0) },
      ranges: { places.ranges(in: $0, limit: 50) })
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
      title: parts.title, component: parts.component, total: parts.total)
  }
}
