internal import Embeddings
internal import Graph
internal import Sections

/// A query that was read, and what it means, to be searched for page by page.
struct PreparedQuery {
  var query: SoughtQuery
  var way: SearchWay
  /// The model that made `vectors`; nil where words alone decide.
  var model: String?
  /// The vectors of what was typed, and of what it was taken for where words of it stand nowhere.
  var vectors: [[Float]] = []
  /// Why meaning took no part, where it was to; nil where it did, or the query has no use for it.
  var lack: String?
}

extension Workbench {
  /// Reads a query, and finds out what it means where that is of use.
  ///
  /// Whatever keeps meaning from being found out is told, not thrown: words find without it.
  ///
  /// - Throws: why meaning cannot be found out where it alone is to decide.
  func prepared(_ text: String, way: SearchWay = .both) async throws -> PreparedQuery {
    let query = Query(text)
    var prepared = PreparedQuery(query: try graph.sought(query), way: way)
    guard way != .words, !query.terms.isEmpty else { return prepared }
    guard let sentence = query.sentence(of: text) ?? (way == .meaning ? text : nil) else {
      return prepared
    }
    do {
      guard let embedder = try readyEmbedder() else {
        if way == .meaning { throw NoVectors(model: nil) }
        return prepared
      }
      // A word that stands nowhere may be a slip of the pen, or one that the library has others
      // for. What was meant is not known; so both are compared, and the nearer counts.
      let corrections = prepared.query.corrections
      let corrected = corrections.reduce(sentence) { $0.replacing($1.word, with: $1.taken) }
      let texts = corrected == sentence ? [sentence] : [sentence, corrected]
      for text in texts { prepared.vectors.append(try await embedder.vector(for: text)) }
      prepared.model = embedder.model
    } catch let failure as any Explained where way != .meaning {
      prepared.lack = [failure.problem, failure.hint].compactMap(\.self).joined(separator: ". ")
    }
    return prepared
  }

  /// What makes vectors of queries; nil where the user wants none. Without vectors to compare with
  /// it is not opened.
  ///
  /// - Throws: ``NoVectors`` where there are none; see ``embedder()``.
  private func readyEmbedder() throws -> (any TextEmbedder)? {
    let configuration = try HomeConfiguration(path: home.configuration)
    if configuration.provider == HomeConfiguration.Provider.none { return nil }
    guard try graph.hasVectors() else { throw NoVectors(model: nil, isWanted: true) }
    guard let embedder = try openModel.embedder(configuration, embedder) else { return nil }
    guard try graph.vectorState(of: embedder.model) != nil else {
      throw NoVectors(model: embedder.model)
    }
    return embedder
  }

  /// A page of what a query finds.
  func hits(
    _ prepared: PreparedQuery, limit: Int, offset: Int = 0, isFolding: Bool
  ) throws -> Hits {
    let graph = try self.graph
    var attempts = 3
    while true {
      let meaning = try soughtMeaning(of: prepared, in: graph)
      do {
        return try graph.search(
          prepared.query, by: meaning, way: meaning == nil ? .words : prepared.way, limit: limit,
          offset: offset, isFolding: isFolding)
      } catch let failure as VectorFailure {
        // Another command gave rows other numbers in between: all is read once more.
        attempts -= 1
        guard attempts > 0 else { throw failure }
      }
    }
  }

  private func soughtMeaning(
    of prepared: PreparedQuery, in graph: SectionGraph
  ) throws -> SoughtMeaning? {
    guard let model = prepared.model, let (state, scan) = try openModel.scan(of: model, in: graph)
    else { return nil }
    let vectors = prepared.vectors
    return SoughtMeaning(model: model, state: state) { limit in
      let lists = vectors.map { scan.nearest(to: $0, limit: limit) }
      guard lists.count > 1 else { return lists.joined().map(\.row) }
      return Array(Set(lists.joined().map(\.row))).sorted()
    } similarity: { exact in
      vectors.reduce(-1) { max($0, Double(PackedVector.similarity(exact, $1))) }
    }
  }
}
