/// The side that asks: sends requests over a channel, one at a time, and waits for their answers.
package struct Client: ~Copyable {
  private var channel: LineChannel
  private let limit: Int
  private var lastID = 0

  /// A client of the program at the other end of `channel`.
  ///
  /// - Parameter limit: how many bytes the other side may send in all until its answer is there.
  package init(_ channel: consuming LineChannel, limit: Int) {
    self.channel = channel
    self.limit = limit
  }

  /// Asks for `method` and waits for the answer. Notifications that arrive meanwhile are dropped;
  /// requests are refused, for nothing is served on this side.
  ///
  /// After any failure but ``CallFailure/refused(_:)`` the two sides may no longer be in step:
  /// give the channel up.
  package mutating func call(
    _ method: String, _ params: JSON?, by deadline: ContinuousClock.Instant
  ) throws(CallFailure) -> JSON {
    lastID += 1
    let id = MessageID.number(lastID)
    try send(.request(id: id, method: method, params: params), by: deadline)
    var budget = limit
    while true {
      let line = try receive(by: deadline)
      budget -= line.count
      guard budget >= 0 else { throw .tooMuch(limit: limit) }
      switch try CallFailure.explaining({ () throws(RemoteError) in try Message(line: line) }) {
      case .response(id, let result): return result
      case .failure(id, let error), .failure(nil, let error): throw .refused(error)
      case .request(let other, let method, _):
        try send(.failure(id: other, error: .unknownMethod(method)), by: deadline)
      case .notification: continue
      case .response, .failure: throw .garbled("an answer to nothing that was asked")
      }
    }
  }

  private mutating func send(
    _ message: Message, by deadline: ContinuousClock.Instant
  ) throws(CallFailure) {
    guard let line = try? message.line else { throw .garbled("a number that JSON cannot write") }
    do { try channel.send(line, by: deadline) } catch { throw explained(error) }
  }

  private mutating func receive(
    by deadline: ContinuousClock.Instant
  ) throws(CallFailure) -> [UInt8] {
    do {
      if let line = try channel.receive(by: deadline) { return line }
    } catch { throw explained(error) }
    throw .ended(lastWords: channel.lastWords())
  }

  private mutating func explained(_ failure: LineFailure) -> CallFailure {
    switch failure {
    case .timedOut: .timedOut
    case .closed: .ended(lastWords: channel.lastWords())
    case .tooLong(let limit): .tooMuch(limit: limit)
    case .system(let code): .system(code)
    }
  }
}

/// Why a request has no answer.
package enum CallFailure: Error, Equatable {
  /// The deadline passed.
  case timedOut
  /// The other side is gone; what it last wrote to its log, perhaps empty.
  case ended(lastWords: String)
  /// The other side sent more bytes than the limit.
  case tooMuch(limit: Int)
  /// The other side sent something that is not a message, or not one that was due.
  case garbled(String)
  /// The other side answered that it cannot.
  case refused(RemoteError)
  /// The system refused, with this `errno`.
  case system(Int32)

  fileprivate static func explaining(
    _ read: () throws(RemoteError) -> Message
  ) throws(CallFailure) -> Message {
    do { return try read() } catch { throw .garbled(error.message) }
  }
}
