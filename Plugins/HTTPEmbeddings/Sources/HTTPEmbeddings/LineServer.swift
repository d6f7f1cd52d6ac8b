package import AsyncHTTPClient
internal import Foundation
internal import NIOCore

/// Answers lines of JSON-RPC: each asks for the vectors of some texts.
///
/// ```
/// → {"jsonrpc": "2.0", "id": 1, "method": "embed", "params": {
///     "endpoint": {"url": …, "model": …}, "texts": ["…"], "attempts": 6, "timeout": 120}}
/// ← {"jsonrpc": "2.0", "id": 1, "result": {
///     "vectors": ["base64 of 32-bit floats"], "requests": 1, "retries": 0}}
/// ← {"jsonrpc": "2.0", "id": 1, "error": {
///     "code": 1, "message": "what is wrong", "data": {"hint": "what to do"}}}
/// ```
package struct LineServer: Sendable {
  private let client: HTTPClient
  private let environment: [String: String]

  /// A server that takes keys from `environment`.
  package init(environment: [String: String]) {
    client = .asking()
    self.environment = environment
  }

  /// Ends its connections.
  package func end() async throws { try await client.shutdown() }

  /// The answer to a line, without a line break. Nil where none is due.
  package func answer(_ line: String) async -> String? {
    let request: Request
    do {
      request = try JSONDecoder().decode(Request.self, from: Data(line.utf8))
    } catch {
      return Response(id: nil, error: .init(code: -32600, message: "that is no request")).line
    }
    guard let id = request.id else { return nil }
    guard request.method == "embed", let asked = request.params else {
      let method = request.method.prefix(100)
      return Response(id: id, error: .init(code: -32601, message: "there is no “\(method)”")).line
    }
    do {
      let result = try await embed(asked)
      return Response(
        id: id,
        result: .init(
          vectors: result.vectors.map { $0.packed.base64EncodedString() },
          requests: result.requests, retries: result.retries)
      ).line
    } catch let failure as EndpointFailure {
      let error = ResponseError(
        code: 1, message: failure.problem, data: ["hint": failure.hint])
      return Response(id: id, error: error).line
    } catch {
      return Response(id: id, error: .init(code: 2, message: "\(error)")).line
    }
  }

  private func embed(_ asked: Asked) async throws -> Embedder.Result {
    var patience = Patience()
    if let attempts = asked.attempts { patience.attempts = max(1, attempts) }
    if let timeout = asked.timeout { patience.timeout = .seconds(max(0.1, min(timeout, 3600))) }
    let embedder = try Embedder(
      asked.endpoint, client: client, environment: environment, patience: patience)
    return try await embedder.embed(asked.texts)
  }
}

extension HTTPClient {
  /// A client that leaves it to its user to follow, to ask again and to lose patience.
  package static func asking() -> HTTPClient {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.timeout.connect = .seconds(10)
    configuration.connectionPool.retryConnectionEstablishment = false
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }
}

private struct Request: Decodable {
  var id: Int?
  var method: String
  var params: Asked?
}

private struct Asked: Decodable {
  var endpoint: Endpoint
  var texts: [String]
  var attempts: Int?
  var timeout: Double?
}

private struct Vectors: Encodable {
  var vectors: [String]
  var requests: Int
  var retries: Int
}

private struct ResponseError: Encodable {
  var code: Int
  var message: String
  var data: [String: String]?
}

private struct Response: Encodable {
  var jsonrpc = "2.0"
  var id: Int?
  var result: Vectors?
  var error: ResponseError?

  init(id: Int?, result: Vectors? = nil, error: ResponseError? = nil) {
    self.id = id
    self.result = result
    self.error = error
  }

  /// All of it on one line.
  var line: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
