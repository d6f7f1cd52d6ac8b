import Foundation
import JSONRPC
import Synchronization

/// The client's end of a conversation with a server. A thread of its own reads, so that no test
/// blocks a thread that tasks share.
final class Peer: Sendable {
  private struct Inbox {
    var messages: [Message] = []
    var waiting: [(isWanted: @Sendable (Message) -> Bool, CheckedContinuation<Message?, Never>)] =
      []
    var hasEnded = false
  }

  private let inbox = Mutex(Inbox())
  private let writer: Mutex<LineWriter?>
  private let lastID = Mutex(0)

  /// A client that reads `input` and writes to `output`.
  init(reading input: Int32, writing output: Int32) {
    writer = Mutex(LineWriter(Descriptor(owning: output)))
    Thread { [self] in
      var reader = LineReader(Descriptor(owning: input), limit: 64 << 20)
      while case .line(let line)? = (try? reader.next()) ?? nil {
        // Whatever is no message fails the test that waits for one.
        if let message = try? Message(line: line) { deliver(message) }
      }
      end()
    }.start()
  }

  private func deliver(_ message: Message) {
    let waiter = inbox.withLock { inbox -> CheckedContinuation<Message?, Never>? in
      if let index = inbox.waiting.firstIndex(where: { $0.isWanted(message) }) {
        return inbox.waiting.remove(at: index).1
      }
      inbox.messages.append(message)
      return nil
    }
    waiter?.resume(returning: message)
  }

  private func end() {
    let waiters = inbox.withLock { inbox in
      defer { inbox.waiting = [] }
      inbox.hasEnded = true
      return inbox.waiting
    }
    for waiter in waiters { waiter.1.resume(returning: nil) }
  }

  /// The next message that is wanted; nil where the server ended without one.
  func first(where isWanted: @escaping @Sendable (Message) -> Bool) async -> Message? {
    await withCheckedContinuation { continuation in
      let found: Message?? = inbox.withLock { inbox in
        if let index = inbox.messages.firstIndex(where: isWanted) {
          return .some(inbox.messages.remove(at: index))
        }
        if inbox.hasEnded { return .some(nil) }
        inbox.waiting.append((isWanted, continuation))
        return nil
      }
      if let found { continuation.resume(returning: found) }
    }
  }

  /// All that has arrived once the server has ended, but for what was taken.
  func rest() async -> [Message] {
    _ = await first { _ in false }
    return inbox.withLock(\.messages)
  }

  /// Sends a line as it is.
  func say(_ text: String) { say(Array(text.utf8) + [0x0A]) }

  /// Sends bytes as they are.
  func say(_ bytes: [UInt8]) { try? writer.withLock(\.self)?.send(bytes) }

  /// Says no more, which ends the server.
  func hangUp() { writer.withLock { $0 = nil } }

  /// Sends a request, and does not wait.
  @discardableResult
  func ask(_ method: String, _ params: JSON? = nil) throws -> MessageID {
    let number = lastID.withLock { last in
      last += 1
      return last
    }
    say(try Message.request(id: .number(number), method: method, params: params).line)
    return .number(number)
  }

  /// Sends a notification.
  func tell(_ method: String, _ params: JSON? = nil) throws {
    say(try Message.notification(method: method, params: params).line)
  }

  /// The result of a request.
  ///
  /// - Throws: `RemoteError` where it was refused; ``NoAnswer``.
  func call(_ method: String, _ params: JSON? = nil) async throws -> JSON {
    try await answer(to: try ask(method, params))
  }

  /// The answer to a request that was sent.
  func answer(to id: MessageID) async throws -> JSON {
    let message = await first { message in
      switch message {
      case .response(id, _), .failure(id, _): true
      default: false
      }
    }
    switch message {
    case .response(_, let result): return result
    case .failure(_, let error): throw error
    default: throw NoAnswer()
    }
  }

  /// The next failure that is an answer to nothing that could be read.
  func complaint() async -> RemoteError? {
    let message = await first { if case .failure(nil, _) = $0 { true } else { false } }
    guard case .failure(nil, let error)? = message else { return nil }
    return error
  }
}

/// That the server ended without an answer.
struct NoAnswer: Error {}
