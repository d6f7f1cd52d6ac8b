internal import Foundation
package import AsyncHTTPClient
internal import Synchronization

/// Asks an endpoint for vectors: in batches, a few at a time, and again where that may help.
package struct Embedder: Sendable {
  /// What was asked for, and what that took.
  package struct Result: Sendable, Equatable {
    /// A vector for each text, in their order, of length 1.
    package var vectors: [[Float]] = []
    /// How many requests were sent.
    package var requests = 0
    /// How many of them were sent since another had failed.
    package var retries = 0
  }

  private struct Count {
    var requests = 0
    var retries = 0
    var isPlain = false
  }

  private final class Counter: Sendable {
    let count = Mutex(Count())
  }

  /// So many requests are under way at once.
  private static let inFlight = 4

  private let endpoint: Endpoint
  private let exchange: Exchange
  private let patience: Patience
  private let pause: @Sendable (Duration) async throws -> Void
  private let counter = Counter()

  /// Somebody who asks `endpoint`.
  ///
  /// - Parameters:
  ///   - environment: where the key is.
  ///   - limit: longer answers are given up, in bytes.
  ///   - pause: waits.
  /// - Throws: ``EndpointFailure`` where something is set wrongly.
  package init(
    _ endpoint: Endpoint, client: HTTPClient, environment: [String: String],
    patience: Patience = Patience(), limit: Int = 64 << 20,
    pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) throws(EndpointFailure) {
    let address = try Address(endpoint.url)
    exchange = Exchange(
      client: client, address: address,
      key: try endpoint.key(for: address, in: environment), keyName: endpoint.key, limit: limit)
    self.endpoint = endpoint
    self.patience = patience
    self.pause = pause
  }

  /// A vector for each text.
  ///
  /// - Throws: ``EndpointFailure``, or that the task was cancelled.
  package func embed(_ texts: [String]) async throws -> Result {
    let ranges = Batches.ranges(texts, count: max(1, endpoint.batch ?? 64))
    var vectors = [[Float]](repeating: [], count: texts.count)
    try await withThrowingTaskGroup(of: (Range<Int>, [[Float]]).self) { group in
      var rest = ranges[...]
      func begin() {
        guard let range = rest.popFirst() else { return }
        group.addTask { (range, try await self.vectors(for: texts[range])) }
      }
      for _ in 0..<Self.inFlight { begin() }
      while let (range, part) = try await group.next() {
        vectors.replaceSubrange(range, with: part)
        begin()
      }
    }
    if let expected = vectors.first?.count,
      let other = vectors.first(where: { $0.count != expected })
    {
      throw EndpointFailure.dimension(exchange.address, expected: expected, sent: other.count)
    }
    let count = counter.count.withLock { $0 }
    return Result(vectors: vectors, requests: count.requests, retries: count.retries)
  }

  /// The vectors of texts that are sent together. What is too much at once is sent in halves; of a
  /// text that is too long by itself, the halves' vectors are put together. That depends on nothing
  /// but the text, so equal texts get equal vectors.
  private func vectors(for texts: ArraySlice<String>) async throws -> [[Float]] {
    do {
      return try await ask(Array(texts))
    } catch let failure as EndpointFailure where failure.remedy == .less {
      if texts.count > 1 {
        let middle = texts.startIndex + texts.count / 2
        return try await vectors(for: texts[..<middle]) + vectors(for: texts[middle...])
      }
      guard let text = texts.first, let (first, second) = Batches.halves(of: text) else {
        throw failure
      }
      let halves = try await vectors(for: [first]) + vectors(for: [second])
      guard let whole = unitVector(zip(halves[0], halves[1]).map(+)) else { throw failure }
      return [whole]
    }
  }

  private func ask(_ texts: [String]) async throws -> [[Float]] {
    var (attempt, waited) = (0, Duration.zero)
    while true {
      attempt += 1
      let isPlain = counter.count.withLock { count in
        count.requests += 1
        return count.isPlain
      }
      let question = Exchange.Question(
        model: endpoint.model, input: texts, dimensions: endpoint.dimensions,
        encoding: isPlain ? nil : "base64")
      do {
        return try await exchange.vectors(question, within: patience.timeout)
      } catch let failure as EndpointFailure {
        switch failure.remedy {
        case .plain where !isPlain: counter.count.withLock { $0.isPlain = true }
        case .again(let told) where attempt < patience.attempts:
          let wait = patience.wait(after: attempt, told: told, chance: .random(in: 0...1))
          waited += wait
          guard waited <= patience.waiting else { throw failure }
          try await pause(wait)
        default: throw failure
        }
        counter.count.withLock { $0.retries += 1 }
      }
    }
  }
}
