package import Sections

/// A query, and what the library has of its words.
package struct SoughtQuery: Sendable {
  /// The query.
  package let query: Query
  let sought: Sought

  /// Its words that stand nowhere, each with what is looked for in its place.
  package var corrections: [Hits.Correction] {
    sought.corrections.map { Hits.Correction(word: $0.word, taken: $0.taken) }
  }
}

/// What a query means, to be compared with what texts mean.
///
/// The library keeps vectors without reading them: whoever makes this knows the arithmetic.
package struct SoughtMeaning: Sendable {
  /// The model that made the query's vectors.
  let model: String
  /// The vectors that ``nearest`` knows.
  let state: VectorState
  /// The rows of at most so many vectors that are most like the query's, best first.
  let nearest: @Sendable (_ limit: Int) -> [Int]
  /// How alike the query and a vector are, which is given in the caller's own format: at most 1.
  let similarity: @Sendable (_ exact: [UInt8]) -> Double

  /// - Parameter state: the state of the library from which `nearest` has its vectors.
  package init(
    model: String, state: VectorState, nearest: @escaping @Sendable (_ limit: Int) -> [Int],
    similarity: @escaping @Sendable (_ exact: [UInt8]) -> Double
  ) {
    self.model = model
    self.state = state
    self.nearest = nearest
    self.similarity = similarity
  }
}

/// What decides between sections.
package enum SearchWay: String, Sendable, CaseIterable, Codable {
  /// Words, and where they tell little, meaning.
  case both
  /// Words alone.
  case words
  /// Meaning alone.
  case meaning
}
