#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Lines to and from another program over file descriptors, within bounds of time and size.
///
/// While it waits for one direction it serves the others: a program that writes much before it has
/// read everything, or that fills its standard error, cannot bring both sides to a halt.
/// The calls block their thread; keep them off the threads that tasks share.
package struct LineChannel: ~Copyable {
  private let input: Descriptor
  private let output: Descriptor
  private let log: Descriptor
  private let limit: Int
  private var received = LineBuffer()
  private var logged: [UInt8] = []
  private var inputEnded = false
  private var logEnded = false

  /// A channel that reads lines of at most `limit` bytes from `input` and writes to `output`.
  ///
  /// - Parameter log: read along the way; only its end is kept, for ``lastWords()``.
  package init(
    input: consuming Descriptor, output: consuming Descriptor, limit: Int,
    log: consuming Descriptor = .none
  ) {
    self.input = input
    self.output = output
    self.log = log
    self.limit = limit
  }

  /// Writes `line`, which ends with its line break.
  ///
  /// - Throws: when the deadline passes, when the reader is gone, or when the system refuses.
  package mutating func send(
    _ line: [UInt8], by deadline: ContinuousClock.Instant?
  ) throws(LineFailure) {
    var rest = line[...]
    while !rest.isEmpty { try turn(sending: &rest, by: deadline) }
  }

  /// Waits for the next line and takes it, without its line break. Nil at the end.
  ///
  /// - Throws: when the deadline passes, when a line is too long, or when the system refuses.
  package mutating func receive(
    by deadline: ContinuousClock.Instant?
  ) throws(LineFailure) -> [UInt8]? {
    var nothing: ArraySlice<UInt8> = []
    while true {
      if let line = received.next() { return line }
      if inputEnded { return received.rest() }
      guard received.count < limit else { throw .tooLong(limit: limit) }
      try turn(sending: &nothing, by: deadline)
    }
  }

  /// The last line of the log that is not blank, at most 200 characters of it. Empty without one.
  package mutating func lastWords() -> String {
    let deadline = ContinuousClock.now + .milliseconds(100)
    var nothing: ArraySlice<UInt8> = []
    // What was logged just before the end may still be under way; nothing else is to be done.
    while !logEnded, log.number >= 0 {
      do { try turn(sending: &nothing, by: deadline) } catch { break }
    }
    let lines = String(decoding: logged, as: UTF8.self).split(whereSeparator: \.isNewline)
    let last = lines.last { !$0.allSatisfy(\.isWhitespace) }
    return String((last ?? "").prefix(200))
  }

  /// Waits until one of the descriptors is ready, and serves those that are.
  private mutating func turn(
    sending rest: inout ArraySlice<UInt8>, by deadline: ContinuousClock.Instant?
  ) throws(LineFailure) {
    let ready = try wait(sending: !rest.isEmpty, by: deadline)
    if ready.log { try readLog() }
    if ready.input { try readInput() }
    if ready.output { rest = rest.dropFirst(try output.writeSome(rest)) }
  }

  private mutating func readLog() throws(LineFailure) {
    guard let text = try log.readSome() else { return }
    logEnded = text.isEmpty
    logged = Array((logged + text).suffix(4096))
  }

  private mutating func readInput() throws(LineFailure) {
    guard let bytes = try input.readSome() else { return }
    inputEnded = bytes.isEmpty
    received.append(bytes)
  }

  private borrowing func wait(
    sending: Bool, by deadline: ContinuousClock.Instant?
  ) throws(LineFailure) -> (input: Bool, output: Bool, log: Bool) {
    let reads = !inputEnded && received.count < limit
    // A negative number is one that poll passes over.
    var polled = [
      pollfd(fd: reads ? input.number : -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: sending ? output.number : -1, events: Int16(POLLOUT), revents: 0),
      pollfd(fd: logEnded ? -1 : log.number, events: Int16(POLLIN), revents: 0),
    ]
    let status = poll(&polled, 3, try LineChannel.milliseconds(until: deadline))
    guard status >= 0 || errno == EINTR else { throw .system(errno) }
    return (polled[0].revents != 0, polled[1].revents != 0, polled[2].revents != 0)
  }

  /// What poll takes as its limit: -1 for none.
  private static func milliseconds(
    until deadline: ContinuousClock.Instant?
  ) throws(LineFailure) -> Int32 {
    guard let deadline else { return -1 }
    let left = ContinuousClock.now.duration(to: deadline)
    guard left > .zero else { throw .timedOut }
    return Int32(min(left / .milliseconds(1) + 1, 60_000))
  }
}

/// Why a line could not be sent or received.
package enum LineFailure: Error, Equatable {
  /// The deadline passed.
  case timedOut
  /// Nobody reads on the other side.
  case closed
  /// A line, or what waits before it, has more bytes than the limit.
  case tooLong(limit: Int)
  /// The system refused, with this `errno`.
  case system(Int32)
}
