internal import Foundation
internal import JSONRPC
internal import Sections

/// A model that another server runs. The program that asks it is started with the first question.
package struct EndpointModel: TextEmbedder {
  /// What asking took.
  package struct Use: Sendable, Equatable {
    /// How many requests were sent.
    package var requests = 0
    /// How many of them were sent since another had failed.
    package var retries = 0
  }

  package let model: String
  package let batch: Int
  private let endpoint: Endpoint
  private let program: EndpointProgram

  /// So many batches are given at once, as that many requests are under way.
  private static let batches = 4
  /// Together with their answer, so many texts stay far below what a line may hold.
  private static let most = 2048
  /// More bytes than this are not given at once, unless one text has more.
  private static let bytes = 1 << 20

  /// The model behind `endpoint`, asked by the program at `path`.
  ///
  /// Where the server is does not matter to what its vectors are, so vectors stay when it moves.
  ///
  /// - Parameter environment: what the program sees of it is `PATH`, `HOME`, `TMPDIR` and the
  ///   variable that has the key.
  package init(_ endpoint: Endpoint, program path: String, environment: [String: String]) {
    self.endpoint = endpoint
    let dimensions = endpoint.dimensions.map { "/\($0)" } ?? ""
    model = "\(endpoint.model)\(dimensions) http"
    batch = min(Self.most, endpoint.batch * Self.batches)
    program = EndpointProgram(
      path: path, environment: environment, key: endpoint.key, model: model)
  }

  /// What asking took so far.
  package var use: Use { get async { await program.use } }

  package func windows(of text: [UInt8]) -> [Range<Int>] {
    ByteWindows.ranges(of: text, bytes: endpoint.window * ByteWindows.bytesPerToken)
  }

  package func vectors(for texts: [[UInt8]]) async throws -> [[Float]] {
    var vectors: [[Float]] = []
    var rest = texts[...]
    while !rest.isEmpty {
      try Task.checkCancellation()
      var (count, size) = (0, 0)
      for text in rest.prefix(batch) {
        size += text.count
        if count > 0, size > Self.bytes { break }
        count += 1
      }
      vectors += try await program.vectors(
        for: rest.prefix(count).map { String(decoding: $0, as: UTF8.self) },
        question(attempts: 6, timeout: 120), within: .seconds(600))
      rest = rest.dropFirst(count)
    }
    return vectors
  }

  package func vector(for query: String) async throws -> [Float] {
    let question = question(attempts: 1, timeout: 4)
    return try await program.vectors(for: [query], question, within: .seconds(5)).first ?? []
  }

  /// The parameters of a question, but for the texts.
  private func question(attempts: Int, timeout: Int) -> [String: JSON] {
    var asked: [String: JSON] = [
      "url": .string(endpoint.url), "model": .string(endpoint.model),
      "batch": .integer(endpoint.batch), "insecure": .bool(endpoint.isInsecure),
    ]
    asked["key"] = endpoint.key.map { .string($0) }
    asked["dimensions"] = endpoint.dimensions.map { .integer($0) }
    return [
      "endpoint": .object(asked), "attempts": .integer(attempts), "timeout": .integer(timeout),
    ]
  }
}
