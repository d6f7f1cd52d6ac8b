internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOFoundationCompat
internal import NIOHTTP1
internal import NIOPosix

/// One request and its answer.
struct Exchange: Sendable {
  /// What is sent: any text, as the endpoint takes it.
  struct Question: Encodable {
    var model: String
    var input: [String]
    var dimensions: Int?
    /// Nil for whatever the server does by itself, which is floats.
    var encoding: String?

    private enum CodingKeys: String, CodingKey {
      case model, input, dimensions
      case encoding = "encoding_format"
    }
  }

  /// What answers.
  private struct Answer {
    var status: Int
    var headers: HTTPHeaders
    var body: [UInt8]
  }

  let client: HTTPClient
  let address: Address
  let key: String?
  /// The name of the variable that the key came from.
  let keyName: String?
  /// Longer answers are given up, in bytes.
  let limit: Int
  /// So many times an answer may send a request on.
  private static let redirections = 3

  /// The vectors that answer a question.
  ///
  /// - Throws: ``EndpointFailure``, or that the task was cancelled.
  func vectors(_ question: Question, within timeout: Duration) async throws -> [[Float]] {
    let body = try JSONEncoder().encode(question)
    let answer = try await withThrowingTaskGroup(of: Answer.self) { group in
      group.addTask { try await send(body) }
      group.addTask {
        try await Task.sleep(for: timeout)
        throw EndpointFailure.unreachable(
          address, "did not answer within \(timeout.components.seconds) s")
      }
      defer { group.cancelAll() }
      guard let first = try await group.next() else { throw CancellationError() }
      return first
    }
    guard answer.status == 200 else {
      let refusal = Refusal(
        status: answer.status, body: answer.body,
        retryAfter: answer.headers.first(name: "retry-after"), key: key)
      throw refusal.failure(address, key: keyName)
    }
    return try Reply(
      answer.body, count: question.input.count, dimensions: question.dimensions, from: address
    ).vectors
  }

  private func send(_ body: Data) async throws -> Answer {
    var place = address
    for _ in 0...Self.redirections {
      let answer = try await send(body, to: place)
      guard [301, 302, 307, 308].contains(answer.status) else { return answer }
      let location = answer.headers.first(name: "location") ?? ""
      guard let next = place.redirected(to: location) else {
        throw EndpointFailure.settings(
          "\(place.shown) sends requests on to “\(location.prefix(200))”, which is elsewhere",
          "If that is right, set it as “url” in .joinery/config.yaml.")
      }
      place = next
    }
    throw EndpointFailure.garbled(address, "it sends requests on and on")
  }

  private func send(_ body: Data, to place: Address) async throws -> Answer {
    var request = HTTPClientRequest(url: place.url)
    request.method = .POST
    request.headers.add(name: "content-type", value: "application/json")
    request.headers.add(name: "accept", value: "application/json")
    request.headers.add(name: "user-agent", value: "joinery")
    if let key { request.headers.add(name: "authorization", value: "Bearer \(key)") }
    request.body = .bytes(ByteBuffer(data: body))
    do {
      let response = try await client.execute(request, deadline: .distantFuture)
      let bytes = try await response.body.collect(upTo: limit)
      return Answer(
        status: Int(response.status.code), headers: response.headers,
        body: Array(bytes.readableBytesView))
    } catch is NIOTooManyBytesError {
      throw EndpointFailure.garbled(place, "it sent more than \(limit) bytes")
    } catch is CancellationError {
      throw CancellationError()
    } catch let error as HTTPClientError where error == .cancelled {
      throw CancellationError()
    } catch {
      throw EndpointFailure.unreachable(place, "cannot be reached: \(Self.words(error))")
    }
  }

  /// What an error of the network is, in few words: their own name things of no use to a reader.
  private static func words(_ error: any Error) -> String {
    let words =
      switch error {
      case let error as HTTPClientError: error.shortDescription
      case let error as NIOConnectionError:
        error.connectionErrors.first.map { self.words($0.error) } ?? "\(error.host) is unknown"
      case let error as IOError: error.description
      default: "\(error)"
      }
    return String(words.split { $0.isWhitespace }.joined(separator: " ").prefix(200))
  }
}
