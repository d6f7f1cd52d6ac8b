internal import Graph
internal import Sections

/// What a search found.
package struct SearchResult: Codable, Sendable, Equatable {
  /// The query as it was typed.
  package var query: String
  /// How many sections fit it.
  package var total: Int
  /// How many better hits were left out before these.
  package var offset: Int
  /// The hits, best first.
  package var hits: [SearchHit]
}

/// One section that a search found.
package struct SearchHit: Codable, Sendable, Equatable {
  /// The section.
  package var section: SectionView
  /// The path of the component it belongs to.
  package var component: String?
  /// How well it fits; comparable within one result.
  package var score: Double
  /// Some of its text around what was found, in pieces; those found are marked.
  package var snippet: [SnippetPiece]
}

/// A piece of a snippet.
package struct SnippetPiece: Codable, Sendable, Equatable {
  /// The text.
  package var text: String
  /// Whether it is what was looked for.
  package var isMatch: Bool
}

extension Workbench {
  /// Looks for sections by words. Any text is a query; see ``Query`` for what it may hold.
  ///
  /// - Parameter limit: how many hits to give, after leaving out the first `offset`.
  package func search(_ text: String, limit: Int = 10, offset: Int = 0) throws -> SearchResult {
    let found = try graph.search(Query(text), limit: limit, offset: offset)
    let views = try views(of: found.hits.map(\.section))
    var components: [PathKey: String?] = [:]
    let hits = try zip(found.hits, views).map { hit, view in
      let path = hit.section.path
      let component = try components[PathKey(path)] ?? graph.document(at: path)?.component
      components[PathKey(path)] = .some(component)
      return SearchHit(
        section: view, component: component, score: hit.score, snippet: hit.pieces)
    }
    return SearchResult(query: text, total: found.total, offset: offset, hits: hits)
  }
}

extension Hit {
  /// The snippet cut at its marks.
  fileprivate var pieces: [SnippetPiece] {
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
