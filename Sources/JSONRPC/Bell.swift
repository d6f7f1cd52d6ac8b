#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Something that can be waited for together with a file descriptor, and rings once.
package final class Bell: Sendable {
  private let hearing: Descriptor
  private let ringing: Descriptor

  /// A bell that has not rung.
  ///
  /// - Throws: ``LineFailure/system(_:)`` where there are no descriptors left.
  package init() throws(LineFailure) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .system(errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    hearing = Descriptor(owning: ends[0])
    ringing = Descriptor(owning: ends[1])
  }

  /// Rings.
  package func ring() {
    // More than once is no use, and a full pipe would block.
    var polled = pollfd(fd: hearing.number, events: Int16(POLLIN), revents: 0)
    if poll(&polled, 1, 0) == 0 { _ = write(ringing.number, [1], 1) }
  }

  /// A descriptor that has something to read once the bell has rung.
  package func descriptor() -> Descriptor { Descriptor(owning: dup(hearing.number)) }
}
