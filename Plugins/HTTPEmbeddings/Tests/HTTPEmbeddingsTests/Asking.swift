import AsyncHTTPClient
import Foundation
import HTTPEmbeddings
import Synchronization

/// What a request holds, read again.
struct Question: Decodable {
  var model: String
  var input: [String]
  var dimensions: Int?
  var encoding_format: String?
}

extension TestServer.Asked {
  /// The question in it.
  func question() -> Question? { try? JSONDecoder().decode(Question.self, from: Data(body)) }
}

extension TestServer.Answer {
  /// A vector for each text of a request: its length, and what it begins with.
  ///
  /// - Parameters:
  ///   - base64: whether numbers are sent as bytes.
  ///   - isBackwards: whether the last comes first.
  static func vectors(
    _ asked: TestServer.Asked, base64: Bool = true, isBackwards: Bool = false
  ) -> TestServer.Answer {
    let items = (asked.question()?.input ?? []).enumerated().map { index, text in
      let vector = numbers(text)
      let list = vector.map { "\($0)" }.joined(separator: ", ")
      let sent = base64 ? "\"\(vector.packed.base64EncodedString())\"" : "[\(list)]"
      return "{\"object\": \"embedding\", \"index\": \(index), \"embedding\": \(sent)}"
    }
    let order = isBackwards ? items.reversed() : items
    return .json("{\"data\": [\(order.joined(separator: ", "))], \"usage\": {}}")
  }

  /// The numbers that the server makes of a text.
  static func numbers(_ text: String) -> [Float] {
    [Float(text.utf8.count), Float(text.utf8.first ?? 0), 1]
  }

  /// An answer in JSON.
  static func json(
    _ text: String, status: Int = 200, headers: [String: String] = [:]
  ) -> TestServer.Answer {
    .reply(status: status, headers: headers, body: Array(text.utf8))
  }

  /// An error, as OpenAI words it.
  static func error(
    _ status: Int, _ message: String, headers: [String: String] = [:]
  ) -> TestServer.Answer {
    .json("{\"error\": {\"message\": \"\(message)\"}}", status: status, headers: headers)
  }
}

/// What came of asking a server of our own.
struct Outcome {
  /// What was answered; nil after a failure.
  var result: Embedder.Result?
  /// Why nothing was; nil after success.
  var failure: EndpointFailure?
  /// What the server was asked.
  var asked: [TestServer.Asked]
  /// How long was waited between attempts. Nobody waits in a test.
  var waits: [Duration]
  /// How many requests were under way at once, at most.
  var mostAtOnce: Int
}

/// Asks a server that does what `respond` says for the vectors of some texts.
func ask(
  _ texts: [String] = ["one", "second"], patience: Patience = Patience(timeout: .seconds(20)),
  limit: Int = 1 << 20, environment: [String: String] = [:],
  endpoint change: (inout Endpoint) -> Void = { _ in },
  respond: @escaping @Sendable (Int, TestServer.Asked) -> TestServer.Answer
) async throws -> Outcome {
  let server = try await TestServer.start(respond)
  let client = HTTPClient.asking()
  let waits = Waits()
  var endpoint = Endpoint(url: server.url, model: "tiny")
  change(&endpoint)
  var outcome = Outcome(asked: [], waits: [], mostAtOnce: 0)
  do {
    let embedder = try Embedder(
      endpoint, client: client, environment: environment, patience: patience, limit: limit
    ) { wait in waits.list.withLock { $0.append(wait) } }
    outcome.result = try await embedder.embed(texts)
  } catch let failure as EndpointFailure {
    outcome.failure = failure
  }
  outcome.asked = server.asked
  outcome.waits = waits.list.withLock { $0 }
  outcome.mostAtOnce = server.mostAtOnce
  try await client.shutdown()
  try await server.end()
  return outcome
}

private final class Waits: Sendable {
  let list = Mutex<[Duration]>([])
}

/// The vector of length 1 that a text gets from the server.
func unit(_ text: String) -> [Float] {
  let numbers = TestServer.Answer.numbers(text)
  let length = numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
  return numbers.map { $0 / length }
}

/// Whether two vectors are the same but for rounding.
func isSame(_ one: [Float]?, _ other: [Float]) -> Bool {
  guard let one, one.count == other.count else { return false }
  return zip(one, other).allSatisfy { abs($0 - $1) < 1e-5 }
}
