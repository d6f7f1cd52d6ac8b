internal import Embeddings
internal import Graph
internal import Synchronization

/// What searching by meaning keeps from one query to the next: the model, opened, and the vectors,
/// read. Neither is kept longer than it is what it was.
final class OpenModel: Sendable {
  private struct Model {
    var configuration: HomeConfiguration
    var embedder: any TextEmbedder
  }

  private struct Vectors {
    var model: String
    var state: VectorState
    var scan: VectorScan
  }

  private let model = Mutex<Model?>(nil)
  private let vectors = Mutex<Vectors?>(nil)

  /// What makes vectors as `configuration` wants it, opened by `open` the first time.
  func embedder(
    _ configuration: HomeConfiguration, _ open: () throws -> (any TextEmbedder)?
  ) throws -> (any TextEmbedder)? {
    try model.withLock { model in
      if let model, model.configuration == configuration { return model.embedder }
      model = try open().map { Model(configuration: configuration, embedder: $0) }
      return model?.embedder
    }
  }

  /// The vectors of a model as they are in `graph` now; nil where there are none.
  func scan(of model: String, in graph: SectionGraph) throws -> (VectorState, VectorScan)? {
    try vectors.withLock { vectors in
      let state = try graph.vectorState(of: model)
      if let known = vectors, known.model == model, known.state == state {
        return (known.state, known.scan)
      }
      vectors = nil
      guard let (state, pages) = try graph.vectorPages(of: model) else { return nil }
      var scan = VectorScan(dimension: state.dimension)
      for page in pages { scan.add(page.bytes, scales: page.scales) }
      vectors = Vectors(model: model, state: state, scan: scan)
      return (state, scan)
    }
  }
}
