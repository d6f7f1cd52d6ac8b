#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// An open file descriptor with one owner; it is closed when that owner goes.
package struct Descriptor: ~Copyable {
  /// The number the system knows it by.
  package let number: Int32

  /// Takes over `number`, which must be open and owned by nobody else.
  package init(owning number: Int32) { self.number = number }

  deinit { close(number) }

  /// No descriptor: the system passes over it.
  package static var none: Descriptor { Descriptor(owning: -1) }
}

extension Descriptor {
  /// Reads what is there, at most 64 KiB. Empty at the end, nil where nothing is there yet.
  borrowing func readSome() throws(LineFailure) -> [UInt8]? {
    var status = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
      status = read(number, buffer.baseAddress, buffer.count)
      count = max(status, 0)
    }
    if status >= 0 { return bytes }
    guard errno == EINTR || errno == EAGAIN else { throw .system(errno) }
    return nil
  }

  /// Writes the beginning of `bytes`, as much as a pipe that has room takes without blocking.
  ///
  /// - Returns: how many bytes were written.
  borrowing func writeSome(_ bytes: ArraySlice<UInt8>) throws(LineFailure) -> Int {
    let (status, code) = bytes.prefix(Int(PIPE_BUF)).withUnsafeBytes { buffer in
      withoutBrokenPipeSignal { write(number, buffer.baseAddress, buffer.count) }
    }
    if status >= 0 { return status }
    if code == EPIPE { throw .closed }
    guard code == EINTR || code == EAGAIN else { throw .system(code) }
    return 0
  }
}

/// Runs `write` so that a reader who is gone is an error and not the end of this process. Only
/// the calling thread's signal mask is touched, and put back.
private func withoutBrokenPipeSignal(_ write: () -> Int) -> (status: Int, code: Int32) {
  var brokenPipe = sigset_t()
  var before = sigset_t()
  var pending = sigset_t()
  sigemptyset(&brokenPipe)
  sigaddset(&brokenPipe, SIGPIPE)
  pthread_sigmask(SIG_BLOCK, &brokenPipe, &before)
  let status = write()
  let code = errno
  if status < 0, code == EPIPE, sigpending(&pending) == 0, sigismember(&pending, SIGPIPE) == 1 {
    var signal: Int32 = 0
    sigwait(&brokenPipe, &signal)
  }
  pthread_sigmask(SIG_SETMASK, &before, nil)
  return (status, code)
}
