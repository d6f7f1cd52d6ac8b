/// Makes vectors of texts, such that texts that mean alike have vectors that point alike.
///
/// Conform a value or an actor that can be called from any task. The host decides which texts are
/// embedded, keeps the vectors, and compares only vectors of one ``model``; so
/// - ``model`` must differ whenever the same text could get another vector: another model, other
///   weights, another way to compute with them;
/// - the same text must always get the same vector, whatever else is in the batch;
/// - vectors have length 1, and all have equally many numbers.
package protocol TextEmbedder: Sendable {
  /// Which model this is, in one line for people and for the library to tell models apart.
  var model: String { get }

  /// How many texts a call of ``vectors(for:)`` should be given, so that it is worth its while.
  var batch: Int { get }

  /// Cuts a text into what the model can read at once, in order.
  ///
  /// - Parameter text: any bytes.
  /// - Returns: ranges of `text`, which may overlap. None where there is nothing to read.
  func windows(of text: [UInt8]) -> [Range<Int>]

  /// A vector for each text. What is longer than a window is read as far as one goes.
  ///
  /// - Throws: ``EmbeddingFailure``, or that the task was cancelled.
  func vectors(for texts: [[UInt8]]) async throws -> [[Float]]

  /// The vector of what somebody looks for, and waits for: within seconds, or not at all.
  ///
  /// - Throws: why there is none, or that the task was cancelled.
  func vector(for query: String) async throws -> [Float]
}

extension TextEmbedder {
  package func vector(for query: String) async throws -> [Float] {
    try await vectors(for: [Array(query.utf8)]).first ?? []
  }
}
