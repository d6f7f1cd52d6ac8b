internal import Git

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What keeps two processes, or two tasks of one, from writing to a workspace at once.
///
/// The system lets go of it when its owner ends, however it ends. The file stays. Who holds the
/// lock is in it; it is empty after an owner that ended well.
struct Lock: ~Copyable {
  private let file: Descriptor
  /// Whether the last owner did not end well, and may have left things lying about.
  let followsFailure: Bool

  /// Takes the lock, waiting for `patience` at most.
  ///
  /// - Throws: ``WorkspaceFailure/busy(root:holder:)`` where another has it still.
  init(at path: String, of root: String, patience: Duration) async throws {
    let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC
    let file = Descriptor(Int32(try call("open the lock", path) { Int(open(path, flags, 0o666)) }))
    let end = ContinuousClock.now + patience
    while flock(file.number, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        throw FileFailure.system(operation: "lock", path: path, code: errno)
      }
      guard ContinuousClock.now < end else {
        throw WorkspaceFailure.busy(root: root, holder: Lock.holder(file, path))
      }
      try await Task.sleep(for: .milliseconds(20))
    }
    let before = try file.status(path: path)
    ftruncate(file.number, 0)
    try file.writeAll(Array("process \(getpid())".utf8), path: path)
    self.file = file
    followsFailure = before.size > 0
  }

  private static func holder(_ file: borrowing Descriptor, _ path: String) -> String? {
    let bytes = try? file.readAll(path: path, expecting: 32)
    return bytes.map { String(decoding: $0.prefix(32), as: UTF8.self) }
      .flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Lets go, all being well.
  consuming func release() { ftruncate(file.number, 0) }

  /// Lets go, and leaves word to look for what may be lying about.
  consuming func abandon() {}
}
