internal import Foundation
internal import JSONRPC

/// The program that asks endpoints, and the process it runs in at the moment.
///
/// An actor, because there is one process and it is asked one thing at a time. It has a queue of
/// its own, because waiting for the process blocks a thread.
actor EndpointProgram {
  /// What the program is called.
  static let name = "joinery-embeddings-http"
  /// How many bytes it may send for one question.
  private static let limit = 256 << 20

  private let path: String
  private let environment: [String: String]
  private let key: String?
  private let model: String
  private let queue = BlockingQueue(label: name)
  private var child: Child?
  private var dimension: Int?
  /// What asking took so far.
  private(set) var use = EndpointModel.Use()

  nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

  init(path: String, environment: [String: String], key: String?, model: String) {
    self.path = path
    self.environment = environment
    self.key = key
    self.model = model
  }

  /// A vector for each text.
  ///
  /// - Parameters:
  ///   - question: what else to say to the program.
  ///   - time: how long that may take.
  /// - Throws: ``EndpointFailure``.
  func vectors(
    for texts: [String], _ question: [String: JSON], within time: Duration
  ) throws -> [[Float]] {
    var asked = question
    asked["texts"] = .array(texts.map { .string($0) })
    var child = try takeChild()
    let answer: JSON
    do throws(CallFailure) {
      answer = try child.client.call("embed", .object(asked), by: .now + time)
    } catch {
      // After any other failure the two sides may no longer be in step.
      if case .refused = error { self.child = consume child }
      throw EndpointFailure(error, within: time)
    }
    self.child = consume child
    use.requests += answer["requests"]?.integer ?? 0
    use.retries += answer["retries"]?.integer ?? 0
    return try checked(answer, count: texts.count)
  }

  private func checked(_ answer: JSON, count: Int) throws -> [[Float]] {
    let vectors = (answer["vectors"]?.array ?? []).compactMap { vector in
      vector.string.flatMap { Data(base64Encoded: $0) }.map(Self.floats)
    }
    guard vectors.count == count, vectors.allSatisfy({ !$0.isEmpty }) else {
      throw EndpointFailure.program(reason: "it sent other vectors than were asked for")
    }
    for vector in vectors {
      let known = dimension ?? vector.count
      dimension = known
      guard vector.count == known else {
        throw EndpointFailure.dimension(model: model, known: known, sent: vector.count)
      }
    }
    return vectors
  }

  /// The numbers that 32-bit floats are, the lowest byte of each first.
  private static func floats(_ data: Data) -> [Float] {
    stride(from: data.startIndex, to: data.endIndex - 3, by: 4).map { start in
      let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(data[start + $1]) << (8 * UInt32($1)) }
      return Float(bitPattern: bits)
    }
  }

  private func takeChild() throws -> Child {
    if let running = child.take() { return running }
    do {
      return try Child(
        command: [path], folder: "/", environment: environment, passing: [key].compactMap(\.self),
        limit: Self.limit)
    } catch { throw EndpointFailure.program(reason: error.reason) }
  }
}
