#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Lines from another program, for the side that serves: a line that is too long costs that line
/// alone, and reading can be ended from elsewhere.
///
/// The calls block their thread; keep them off the threads that tasks share.
package struct LineReader: ~Copyable {
  /// What has arrived.
  package enum Arrival: Sendable, Equatable {
    /// A line, without its line break.
    case line([UInt8])
    /// A line of more bytes than the limit. What there is of it is passed over.
    case tooLong
  }

  private let input: Descriptor
  private let end: Descriptor
  private let limit: Int
  private var received = LineBuffer()
  private var isSkipping = false
  private var hasEnded = false

  /// A reader of lines of at most `limit` bytes.
  ///
  /// - Parameter end: reading ends when this has something to read, or nobody writes to it.
  package init(_ input: consuming Descriptor, limit: Int, until end: consuming Descriptor = .none) {
    self.input = input
    self.end = end
    self.limit = limit
  }

  /// Waits for the next line. Nil at the end.
  ///
  /// - Throws: ``LineFailure/system(_:)`` where the system refuses.
  package mutating func next() throws(LineFailure) -> Arrival? {
    while true {
      if let line = received.next() {
        if isSkipping {
          isSkipping = false
        } else {
          return line.count > limit ? .tooLong : .line(line)
        }
      } else if hasEnded {
        return isSkipping ? nil : received.rest().map { $0.count > limit ? .tooLong : .line($0) }
      } else if received.count > limit {
        received = LineBuffer()
        if !isSkipping {
          isSkipping = true
          return .tooLong
        }
      } else if try isToldToEnd() {
        return nil
      } else if let bytes = try input.readSome() {
        hasEnded = bytes.isEmpty
        received.append(bytes)
      }
    }
  }

  /// Waits until there is something to read, or reading is to end.
  private borrowing func isToldToEnd() throws(LineFailure) -> Bool {
    var polled = [
      pollfd(fd: input.number, events: Int16(POLLIN), revents: 0),
      pollfd(fd: end.number, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&polled, 2, -1) >= 0 || errno == EINTR else { throw .system(errno) }
    return polled[1].revents != 0
  }
}
