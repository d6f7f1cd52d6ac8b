#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// An open file or folder. It has one owner, and is closed when that owner goes.
struct Descriptor: ~Copyable {
  let number: Int32

  init(_ number: Int32) { self.number = number }

  deinit { close(number) }

  /// Opens `name` in a folder. The last part is never followed where it is a link.
  ///
  /// - Parameter path: what errors call it.
  static func open(
    _ name: String, in folder: Int32, flags: Int32, mode: mode_t = 0,
    operation: String = "open", path: @autoclosure () -> String
  ) throws(FileFailure) -> Descriptor {
    let all = flags | O_NOFOLLOW | O_CLOEXEC
    return Descriptor(
      Int32(try call(operation, path()) { Int(openat(folder, name, all, mode)) }))
  }

  /// What is known of the open file.
  borrowing func status(path: String) throws(FileFailure) -> FileStatus {
    var status = stat()
    try call("look at", path) { Int(fstat(number, &status)) }
    return FileStatus(status)
  }

  /// Every byte from here to the end.
  borrowing func readAll(path: String, expecting size: Int) throws(FileFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size + 1)
    // One byte more than expected, so that the end shows in the first read.
    var buffer = [UInt8](repeating: 0, count: min(max(size + 1, 4096), 1 << 20))
    while true {
      let count = try call("read", path) { read(number, &buffer, buffer.count) }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  /// Writes every byte.
  borrowing func writeAll(_ bytes: [UInt8], path: String) throws(FileFailure) {
    var done = 0
    while done < bytes.count {
      done += try call("write", path) {
        bytes.withUnsafeBytes { write(number, $0.baseAddress.map { $0 + done }, $0.count - done) }
      }
    }
  }

  /// Waits until the disk has it.
  borrowing func sync(path: String) throws(FileFailure) {
    try call("sync", path) { Int(fsync(number)) }
  }
}

/// What the system knows of a file without reading it.
package struct FileStatus: Hashable, Sendable {
  /// What is there.
  package enum Kind: Sendable { case file, folder, link, other }

  /// What is there.
  package let kind: Kind
  /// Its size in bytes.
  package let size: Int
  /// Whether its owner may run it.
  package let isExecutable: Bool
  /// Its permission bits.
  package let permissions: UInt32
  /// When it was last written: nanoseconds since 1970.
  package let modified: Int64
  /// When anything about it last changed, its name and its permissions included: nanoseconds since
  /// 1970. Nobody can set that.
  package let changed: Int64
  /// The user it belongs to.
  package let owner: UInt32
  /// The group it belongs to.
  package let group: UInt32
  /// Which file it is, on its file system.
  package let inode: UInt64

  init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    size = Int(status.st_size)
    permissions = UInt32(status.st_mode & 0o777)
    isExecutable = status.st_mode & S_IXUSR != 0
    #if canImport(Glibc)
      modified = FileStatus.nanoseconds(status.st_mtim)
      changed = FileStatus.nanoseconds(status.st_ctim)
    #else
      modified = FileStatus.nanoseconds(status.st_mtimespec)
      changed = FileStatus.nanoseconds(status.st_ctimespec)
    #endif
    owner = status.st_uid
    group = status.st_gid
    inode = UInt64(status.st_ino)
  }

  /// A time as nanoseconds since 1970.
  static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}
