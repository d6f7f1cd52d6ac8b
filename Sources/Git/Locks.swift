internal import CGit2

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Repository {
  /// Does `body`, in which libgit2 writes the files `names` of the `.git` folder.
  ///
  /// - Throws: what `body` throws. The note of it stays then, as it does where the process ends in
  ///   `body`: who writes next calls ``removeAbandonedLocks()``.
  borrowing func writing<Value>(
    _ names: [String], _ body: () throws(GitFailure) -> Value
  ) throws(GitFailure) -> Value {
    try locks.note(names)
    let value = try body()
    locks.forget(names)
    return value
  }

  /// Removes the locks left by a process that was killed while it wrote here. A lock that another
  /// git holds stays.
  ///
  /// Call it only while no other process of ours can be writing.
  package borrowing func removeAbandonedLocks() { locks.removeAbandoned() }

  private var locks: Locks {
    let shared = git_repository_commondir(handle).map { String(cString: $0) }
    return Locks(folder: gitFolder(), shared: shared ?? gitFolder())
  }
}

/// The locks that git holds while it replaces one of its files: a file `NAME.lock` beside it.
///
/// Where git is killed they stay, and nobody can write from then on. So what is about to be
/// written is noted first, in the file `joinery.writing`: a lock that the note names, and that was
/// made when it was, is one that nobody will ever let go of.
private struct Locks {
  /// The `.git` folder, ending in a slash.
  let folder: String
  /// The one that holds the references, which all working folders of a repository share.
  let shared: String

  private var path: String { folder + "joinery.writing" }

  private func file(_ name: String) -> String {
    (name.hasPrefix("refs/") || name == "packed-refs" ? shared : folder) + name
  }

  func note(_ names: [String]) throws(GitFailure) {
    let text = names.joined(separator: "\n")
    let note = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o666)
    let isWritten = note >= 0 && write(note, text, text.utf8.count) == text.utf8.count
    let code = errno
    if note >= 0 { close(note) }
    guard isWritten else {
      throw GitFailure(
        operation: "write \(path)", reason: .other, message: String(cString: strerror(code)))
    }
  }

  func forget(_ names: [String]) {
    for file in names.map(file) where Mark(file + ".lock")?.isFile(file) == true {
      unlink(file + ".lock")
    }
    unlink(path)
  }

  func removeAbandoned() {
    guard let note = Mark(path) else { return }
    for file in names().map(file) {
      guard let lock = Mark(file + ".lock") else { continue }
      if lock.isFile(file) || lock.isAbandoned(since: note) { unlink(lock.path) }
    }
    unlink(path)
  }

  private func names() -> [String] {
    let note = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard note >= 0 else { return [] }
    defer { close(note) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = max(0, read(note, &bytes, bytes.count))
    return String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n").map(String.init)
  }
}

/// How a file was at one moment.
private struct Mark: Equatable {
  let path: String
  private let inode: UInt64
  private let size: Int
  private let seconds: Int

  /// Nil where there is none.
  init?(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    self.path = path
    inode = UInt64(status.st_ino)
    size = Int(status.st_size)
    #if canImport(Glibc)
      seconds = status.st_mtim.tv_sec
    #else
      seconds = status.st_mtimespec.tv_sec
    #endif
  }

  /// Whether it is the file at `path` itself, under a second name: libgit2 was stopped after it
  /// had put a lock in that file's place.
  func isFile(_ path: String) -> Bool { Mark(path)?.inode == inode }

  /// Whether it was made just after a note, and nobody does anything with it. libgit2 holds a lock
  /// for milliseconds; another git would have to have taken it in the moment between.
  func isAbandoned(since note: Mark) -> Bool {
    guard (0..<10).contains(seconds - note.seconds) else { return false }
    usleep(100_000)
    return Mark(path) == self
  }
}
