internal import Graph

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension FileStat {
  /// What `lstat` says of a regular file.
  init(_ status: stat) {
    #if canImport(Glibc)
      let time = status.st_mtim
    #else
      let time = status.st_mtimespec
    #endif
    self.init(
      size: Int(status.st_size), modified: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec),
      inode: UInt64(truncatingIfNeeded: status.st_ino),
      isExecutable: status.st_mode & S_IXUSR != 0)
  }

  /// The time, in the unit that files have theirs in.
  static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// Whether the file was written so shortly before it was looked at that it may be written again
  /// without its time showing it.
  func isRacy(at now: Int64) -> Bool { modified > now - 100_000_000 }

  /// The same, with a time that no file has, so that it is read again next time.
  var forgettingTime: FileStat {
    FileStat(size: size, modified: -1, inode: inode, isExecutable: isExecutable)
  }
}

/// The system's word for what went wrong.
struct SystemFailure: Error {
  let reason: String

  init(_ operation: String) { reason = "cannot \(operation): \(String(cString: strerror(errno)))" }
  init(reason: String) { self.reason = reason }
}

/// Reads whole files.
enum FileReader {
  /// Larger files are refused: SQLite keeps no larger values.
  static let limit = 512 << 20

  /// What the file system says of the regular file at `location`.
  static func look(at location: String) throws(SystemFailure) -> FileStat {
    var status = stat()
    guard lstat(location, &status) == 0 else { throw SystemFailure("look at \(location)") }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw SystemFailure(reason: "\(location) is not a regular file")
    }
    return FileStat(status)
  }

  /// The bytes of the file at `location`, and what the file system said when it was opened.
  static func read(_ location: String) throws(SystemFailure) -> (bytes: [UInt8], stat: FileStat) {
    let file = open(location, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { throw SystemFailure("open it") }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw SystemFailure("look at it") }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw SystemFailure(reason: "it is no longer a regular file")
    }
    let found = FileStat(status)
    guard found.size <= limit else {
      throw SystemFailure(reason: "it has \(found.size) bytes, more than \(limit)")
    }
    return (try contents(of: file, expecting: found.size), found)
  }

  private static func contents(of file: Int32, expecting size: Int) throws(SystemFailure) -> [UInt8]
  {
    var failed = false
    // One byte more than expected, so that a file that grew is noticed.
    let bytes = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
      while count < buffer.count {
        let got = read(
          file,
          UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[count...])))
        if got <= 0 {
          failed = got < 0
          return
        }
        count += got
      }
    }
    if failed { throw SystemFailure("read it") }
    guard bytes.count == size else { throw SystemFailure(reason: "it was written to meanwhile") }
    return bytes
  }

  private static func read(_ file: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    while true {
      #if canImport(Glibc)
        let got = Glibc.read(file, buffer.baseAddress, buffer.count)
      #else
        let got = Darwin.read(file, buffer.baseAddress, buffer.count)
      #endif
      if got >= 0 || errno != EINTR { return got }
    }
  }
}
