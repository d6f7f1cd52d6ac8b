import Foundation
import HTTPEmbeddings
import Testing

@Suite struct `A line` {
  private struct Answered: Decodable {
    struct Result: Decodable {
      var vectors: [String]
      var requests: Int
      var retries: Int
    }
    struct Failure: Decodable {
      var code: Int
      var message: String
      var data: [String: String]?
    }
    var id: Int?
    var result: Result?
    var error: Failure?
  }

  private func answer(_ line: String, environment: [String: String] = [:]) async throws -> Answered?
  {
    let server = LineServer(environment: environment)
    let answer = await server.answer(line)
    try await server.end()
    #expect(answer?.contains("\n") != true)
    return try answer.map { try JSONDecoder().decode(Answered.self, from: Data($0.utf8)) }
  }

  @Test func `asks, and is answered`() async throws {
    let server = try await TestServer.start { .vectors($1) }
    let endpoint = "{\"url\": \"\(server.url)\", \"model\": \"tiny\", \"batch\": 1}"
    let answered = try await answer(
      """
      {"jsonrpc": "2.0", "id": 7, "method": "embed", "params": {"endpoint": \(endpoint), \
      "texts": ["one", "second"], "attempts": 1, "timeout": 20}}
      """)
    try await server.end()
    let result = try #require(answered?.result, "\(String(describing: answered?.error))")
    #expect(answered?.id == 7 && result.requests == 2 && result.retries == 0)
    let vectors = result.vectors.compactMap { Data(base64Encoded: $0) }.map { [Float](packed: $0) }
    #expect(isSame(vectors.first, unit("one")) && isSame(vectors.last, unit("second")))
  }

  @Test func `that fails has two lines`() async throws {
    let failed = try await answer(
      """
      {"id": 1, "method": "embed", "params": {"endpoint": {"url": "nowhere", "model": "m"}, \
      "texts": []}}
      """)
    #expect(failed?.error?.message == "“nowhere” is no address of an endpoint")
    #expect(failed?.error?.data?["hint"]?.contains("config.yaml") == true)
  }

  @Test(arguments: [
    ("", -32600), ("[]", -32600), ("{", -32600), (#"{"id": 1, "method": "exec"}"#, -32601),
    (#"{"id": 1, "method": "embed"}"#, -32601),
    (#"{"id": 1, "method": "embed", "params": {"texts": 7}}"#, -32600),
  ])
  func `that is odd is refused`(line: String, code: Int) async throws {
    #expect(try await answer(line)?.error?.code == code)
  }

  @Test func `that wants no answer gets none`() async throws {
    #expect(try await answer(#"{"method": "embed"}"#) == nil)
  }
}
