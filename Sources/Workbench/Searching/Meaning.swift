internal import Embeddings
internal import Graph
internal import Sections

/// A section whose text means something like what was looked for.
struct MeaningHit {
  /// The section.
  var section: StoredSection
  /// How alike they are: 1 at most, near 0 for what has nothing in common.
  var similarity: Float
  /// The bytes of the section's own text that are most alike.
  var range: Range<Int>

  /// Whether `one` comes before `other` in a list; those that are equally alike in reading order.
  static func isBetter(_ one: MeaningHit, _ other: MeaningHit) -> Bool {
    (other.similarity, one.section.path, one.section.position)
      < (one.similarity, other.section.path, other.section.position)
  }
}

/// A section that means something like a text.
package struct NearSection: Codable, Sendable, Equatable {
  /// The section.
  package var section: SectionView
  /// How alike they are: 1 at most, near 0 for what has nothing in common.
  package var similarity: Double
}

extension Workbench {
  /// The sections that mean most like `text`, best first, among those that have vectors.
  ///
  /// - Returns: nothing where the home wants no vectors, or has none of its model.
  /// - Throws: ``NoModel``, or why the model cannot be used.
  package func nearest(to text: String, limit: Int = 10) async throws -> [NearSection] {
    guard let embedder = try embedder() else { return [] }
    let vector = try await embedder.vector(for: text)
    return try near(try sections(like: [vector], model: embedder.model, limit: limit))
  }

  /// The hits as every door shows them.
  func near(_ hits: [MeaningHit]) throws -> [NearSection] {
    let views = try views(of: hits.map(\.section))
    return zip(hits, views).map { NearSection(section: $1, similarity: Double($0.similarity)) }
  }

  /// The sections whose vectors are most like any of `vectors`, best first.
  ///
  /// Vectors are scanned as bytes; the best of these are compared exactly. A section counts with
  /// the window of its text that is most alike. Sections of equal text are all there.
  ///
  /// - Parameters:
  ///   - model: the model that made `vectors`.
  ///   - candidates: how many vectors are compared exactly, for each of `vectors`.
  /// - Returns: nothing where there are no vectors of the model.
  func sections(
    like vectors: [[Float]], model: String, limit: Int, candidates: Int = 400
  ) throws -> [MeaningHit] {
    let graph = try graph
    // Where rows are given other numbers in between, all is read once more.
    for _ in 0..<3 {
      guard let (state, pages) = try graph.vectorPages(of: model) else { return [] }
      var scan = VectorScan(dimension: state.dimension)
      for page in pages { scan.add(page.bytes, scales: page.scales) }
      let rows = Set(
        vectors.flatMap { scan.nearest(to: $0, limit: max(limit, candidates)).map(\.row) })
      if let stored = try graph.vectors(at: rows.sorted(), of: model, as: state) {
        return Array(try ranked(stored, like: vectors, in: graph).prefix(limit))
      }
    }
    return []
  }

  private func ranked(
    _ stored: [StoredVector], like vectors: [[Float]], in graph: SectionGraph
  ) throws -> [MeaningHit] {
    var best: [ContentHash: (similarity: Float, range: Range<Int>)] = [:]
    for window in stored {
      guard let exact = window.packed?.exact,
        let similarity = vectors.map({ PackedVector.similarity(exact, $0) }).max()
      else { continue }
      if let known = best[window.text], known.similarity >= similarity { continue }
      best[window.text] = (similarity, window.range)
    }
    let sections = try graph.sections(ofTexts: Array(best.keys))
    let hits = best.flatMap { text, match in
      (sections[text] ?? []).map {
        MeaningHit(section: $0, similarity: match.similarity, range: match.range)
      }
    }
    return hits.sorted(by: MeaningHit.isBetter)
  }
}
