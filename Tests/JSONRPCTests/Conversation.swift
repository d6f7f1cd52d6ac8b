import JSONRPC

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Two channels, each reading what the other writes.
struct Conversation: ~Copyable {
  var near: LineChannel
  var far: LineChannel

  /// Closes the far side.
  mutating func hangUp() {
    far = LineChannel(input: .none, output: .none, limit: 0)
  }

  init(limit: Int = 1_000) {
    let (there, back) = (Conversation.pipe(), Conversation.pipe())
    near = LineChannel(
      input: Descriptor(owning: back[0]), output: Descriptor(owning: there[1]), limit: limit)
    far = LineChannel(
      input: Descriptor(owning: there[0]), output: Descriptor(owning: back[1]), limit: limit)
  }

  static func pipe() -> [Int32] {
    var ends: [Int32] = [-1, -1]
    _ = openPipe(&ends)
    return ends
  }
}

extension LineChannel {
  mutating func send(_ text: String) throws(LineFailure) { try send(Array(text.utf8), by: soon) }
}

/// A deadline that a test which works does not reach.
var soon: ContinuousClock.Instant { .now + .seconds(60) }
/// A deadline that a test waits for.
var shortly: ContinuousClock.Instant { .now + .milliseconds(50) }

private func openPipe(_ ends: inout [Int32]) -> Int32 { pipe(&ends) }
