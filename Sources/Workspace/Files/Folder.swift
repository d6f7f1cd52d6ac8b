#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A file's bytes, and whether it can be run.
package struct FileContent: Hashable, Sendable {
  /// Every byte.
  package let bytes: [UInt8]
  /// Whether its owner may run it.
  package let isExecutable: Bool

  /// A content.
  package init(bytes: [UInt8], isExecutable: Bool = false) {
    self.bytes = bytes
    self.isExecutable = isExecutable
  }
}

/// An open folder, which everything below it is reached through.
///
/// The folder itself may be reached through links: the user named it. Below it every step is
/// taken from the open folder before, and none follows a link, so that whoever swaps a folder for
/// a link cannot lead a write elsewhere.
package struct Folder: ~Copyable {
  let descriptor: Descriptor
  /// Where it is, as it was given.
  package let path: String
  let hazard: Hazard

  /// Opens the folder at `path`.
  ///
  /// - Parameter making: whether to make it, and the folders above it, where they are missing.
  package init(
    _ path: String, making: Bool = false, hazard: Hazard = .none
  ) throws(FileFailure) {
    if making { try Folder.make(path, hazard) }
    let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
    descriptor = Descriptor(Int32(try call("open the folder", path) { Int(open(path, flags)) }))
    self.path = path
    self.hazard = hazard
  }

  /// Whether there is a folder at `path`, links followed.
  package static func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func make(_ path: String, _ hazard: Hazard) throws(FileFailure) {
    var missing: [String] = []
    var rest = path[...]
    while !rest.isEmpty, !exists(String(rest)) {
      missing.append(String(rest))
      guard let slash = rest.lastIndex(of: "/") else { break }
      rest = rest[..<slash]
    }
    for folder in missing.reversed() {
      try hazard.pass(.makeFolder, folder)
      if mkdir(folder, 0o777) != 0, errno != EEXIST {
        throw .system(operation: "make the folder", path: folder, code: errno)
      }
      let around = folder.lastIndex(of: "/").map { String(folder[...$0]) } ?? "."
      try Folder(around, hazard: hazard).descriptor.sync(path: around)
    }
  }

  /// What is known of what is at `path`; nil where nothing is.
  package borrowing func status(of path: RelativePath) throws(FileFailure) -> FileStatus? {
    guard let parent = try parent(of: path) else { return nil }
    return try status(of: String(path.name), in: parent.number, path)
  }

  /// The file at `path`; nil where nothing is.
  ///
  /// - Throws: ``FileFailure`` where something else is there, or a link is on the way.
  package borrowing func read(_ path: RelativePath) throws(FileFailure) -> FileContent? {
    guard let parent = try parent(of: path) else { return nil }
    return try read(path, in: parent)
  }

  borrowing func read(
    _ path: RelativePath, in parent: borrowing Descriptor
  ) throws(FileFailure) -> FileContent? {
    let name = String(path.name)
    guard let before = try status(of: name, in: parent.number, path) else { return nil }
    try expectFile(before, path)
    // O_NONBLOCK, lest a pipe that has just taken the file's place keep us waiting.
    let file = try Descriptor.open(
      name, in: parent.number, flags: O_RDONLY | O_NONBLOCK, path: shown(path))
    let status = try file.status(path: shown(path))
    try expectFile(status, path)
    let bytes = try file.readAll(path: shown(path), expecting: status.size)
    return FileContent(bytes: bytes, isExecutable: status.isExecutable)
  }

  borrowing func status(
    of name: String, in parent: Int32, _ path: RelativePath
  ) throws(FileFailure) -> FileStatus? {
    var status = stat()
    if fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) == 0 { return FileStatus(status) }
    guard errno != ENOENT else { return nil }
    throw .system(operation: "look at", path: shown(path), code: errno)
  }

  borrowing func expectFile(_ status: FileStatus, _ path: RelativePath) throws(FileFailure) {
    switch status.kind {
    case .file: return
    case .link: throw .link(shown(path))
    case .folder, .other: throw .notAFile(shown(path))
    }
  }

  /// The path as errors show it; the folder's own for nil.
  borrowing func shown(_ path: RelativePath?) -> String {
    if let path { "\(self.path)/\(path)" } else { self.path }
  }

  /// The folder that `path` is in, open; nil where it is missing.
  borrowing func parent(of path: RelativePath) throws(FileFailure) -> Descriptor? {
    guard let folder = path.parent else { return try openFolder(nil) }
    return try openFolder(folder)
  }

  /// Opens a folder below this one, or this one again; nil where it is missing.
  borrowing func openFolder(_ folder: RelativePath?) throws(FileFailure) -> Descriptor? {
    var current = try Descriptor.open(".", in: descriptor.number, flags: O_DIRECTORY, path: path)
    var reached = path
    for part in folder?.parts ?? [] {
      reached += "/" + part
      guard let next = try step(String(part), from: current, reached) else { return nil }
      current = next
    }
    return current
  }

  /// Opens the folder `name` in `parent`, which errors call `shown`; nil where nothing is there.
  borrowing func step(
    _ name: String, from parent: borrowing Descriptor, _ shown: @autoclosure () -> String
  ) throws(FileFailure) -> Descriptor? {
    do throws(FileFailure) {
      return try Descriptor.open(name, in: parent.number, flags: O_DIRECTORY, path: shown())
    } catch .system(_, _, ENOENT) {
      return nil
    } catch .system(_, _, let code) where code == ENOTDIR || code == ELOOP {
      var status = stat()
      let known = fstatat(parent.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0
      throw known && FileStatus(status).kind == .link ? .link(shown()) : .notAFolder(shown())
    }
  }
}
