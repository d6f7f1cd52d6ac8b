internal import Embeddings
internal import Foundation
internal import Sections

extension Workbench {
  /// What makes vectors in this home; nil where the user wants none.
  ///
  /// - Throws: ``NoModel`` where none is set and none is there; ``EndpointFailure`` where a server
  ///   is set, and what asks it is not there; ``ConfigurationFailure``; why the model cannot be
  ///   used.
  func embedder() throws -> (any TextEmbedder)? {
    let configuration = try HomeConfiguration(path: home.configuration)
    if configuration.provider == HomeConfiguration.Provider.none { return nil }
    if let endpoint = configuration.endpoint { return try endpoints.model(endpoint) }
    let places = configuration.model.map { [$0] } ?? models
    let found = places.first {
      FileManager.default.fileExists(atPath: "\($0)/model.safetensors")
    }
    guard let found else { throw NoModel(places: places) }
    return try LocalModel(found, precision: configuration.precision, cache: home.packedWeights)
  }
}

/// No model was found.
package struct NoModel: Explained, Equatable {
  /// Where one was looked for.
  let places: [String]

  package var problem: String {
    guard let place = places.first else { return "there is no embedding model" }
    return places.count == 1
      ? "there is no embedding model in \(place)"
      : "there is no embedding model in \(place), nor in \(places.count - 1) other places"
  }

  package var hint: String? {
    "‘make model’ brings one (90 MB); or name its folder in .joinery/config.yaml."
  }
}
