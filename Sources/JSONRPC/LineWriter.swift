internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Lines to another program from whoever has one: each goes out whole.
///
/// A reader that does not read makes the calls wait.
package final class LineWriter: Sendable {
  private let output: Mutex<Descriptor?>
  private let isGivenUp = Atomic(false)

  /// A writer to `output`.
  package init(_ output: consuming Descriptor) { self.output = Mutex(output) }

  /// Writes `line`, which ends with its line break.
  ///
  /// - Throws: ``LineFailure/closed`` when the reader is gone or was given up, or what the system
  ///   says.
  package func send(_ line: [UInt8]) throws(LineFailure) {
    try output.withLock { output throws(LineFailure) in
      guard let descriptor = output.take() else { throw .closed }
      let result = Result { () throws(LineFailure) in try write(line, to: descriptor) }
      output = consume descriptor
      try result.get()
    }
  }

  private func write(
    _ line: [UInt8], to output: borrowing Descriptor
  ) throws(LineFailure) {
    var rest = line[...]
    while !rest.isEmpty {
      guard try isReady(output) else { continue }
      rest = rest.dropFirst(try output.writeSome(rest))
    }
  }

  /// Closes the output, so that its reader learns that no more will come.
  package func close() { output.withLock { $0 = nil } }

  /// From now on no call waits for a reader.
  package func giveUp() { isGivenUp.store(true, ordering: .relaxed) }

  private func isReady(_ output: borrowing Descriptor) throws(LineFailure) -> Bool {
    var polled = pollfd(fd: output.number, events: Int16(POLLOUT), revents: 0)
    let ready = poll(&polled, 1, 200)
    guard ready >= 0 || errno == EINTR else { throw .system(errno) }
    if ready == 0, isGivenUp.load(ordering: .relaxed) { throw .closed }
    return ready > 0
  }
}
