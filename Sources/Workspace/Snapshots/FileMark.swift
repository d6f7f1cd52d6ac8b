#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What a file looked like when it was read. As long as it looks the same, it holds the same bytes.
///
/// That is so because a write moves both times on, and the later of them nobody can set. But clocks
/// have a grain: a write that follows a reading closely may leave the times as they were. So a file
/// that was written just now gets no mark, and is read again the next time.
struct FileMark: Hashable {
  /// Its size in bytes.
  let size: UInt64
  /// Its permission bits.
  let permissions: UInt32
  /// When it was last written: nanoseconds since 1970.
  let modified: Int64
  /// When anything about it last changed: nanoseconds since 1970.
  let changed: Int64
  /// Which file it is, on its file system.
  let inode: UInt64

  /// The coarsest grain that the clock of a file system in use has.
  private static let grain: Int64 = 2_000_000_000

  /// Now: nanoseconds since 1970.
  static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return FileStatus.nanoseconds(time)
  }
}

extension FileMark {
  /// How a file looks by `status`.
  init(_ status: FileStatus) {
    size = UInt64(status.size)
    permissions = status.permissions
    modified = status.modified
    changed = status.changed
    inode = status.inode
  }

  /// The mark of a file that was looked at, and then read, no earlier than `time`; nil where it was
  /// too new then.
  init?(_ status: FileStatus, readAfter time: Int64) {
    guard max(status.modified, status.changed) <= time - FileMark.grain else { return nil }
    self.init(status)
  }
}
