#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Folder {
  /// Removes the temporary files that a crash left in some folders; nil is this one. Nobody may be
  /// writing there.
  ///
  /// One that may be what somebody saved, and is in no other place, is kept: it gets a name under
  /// which it is seen, `joinery-kept-…`.
  ///
  /// - Parameter isKnown: whether those bytes are in some other place, such as git.
  package borrowing func sweep(
    _ folders: Set<RelativePath?>, where isKnown: (FileContent) -> Bool
  ) throws(FileFailure) {
    for folder in folders {
      do throws(FileFailure) {
        try sweep(folder, isKnown)
      } catch {
        // What is in the way of a folder will be in the way of its files too, and is told then.
        guard error.isLocal else { throw error }
      }
    }
  }

  private borrowing func sweep(
    _ folder: RelativePath?, _ isKnown: (FileContent) -> Bool
  ) throws(FileFailure) {
    guard let descriptor = try openFolder(folder) else { return }
    for name in try names(in: descriptor, shown(folder)) where RelativePath.isTemporary(name) {
      try clear(name, in: descriptor, where: isKnown)
    }
  }

  /// Removes a temporary file, but keeps bytes that are somebody's. One that is not there is no
  /// error.
  borrowing func clear(
    _ name: String, in folder: borrowing Descriptor, where isKnown: (FileContent) -> Bool
  ) throws(FileFailure) {
    if Temporary.isAside(name) {
      var status = stat()
      guard fstatat(folder.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return }
      let content = try? content(of: name, in: folder, "\(path)/…/\(name)")
      guard let content, Temporary.isOurs(content, named: name) || isKnown(content) else {
        return try keep(name, in: folder)
      }
    }
    try discard(name, in: folder)
  }

  private borrowing func keep(
    _ name: String, in folder: borrowing Descriptor
  ) throws(FileFailure) {
    let kept = Temporary.kept(name)
    let shown = "\(path)/…/\(kept)"
    if try rename(name, to: kept, .creating, in: folder, shown) { return }
    // A name that was drawn by lot among so many is free.
    _ = try rename(name, to: kept, .replacing, in: folder, shown)
  }

  /// The bytes of a temporary file.
  borrowing func content(
    of name: String, in folder: borrowing Descriptor, _ shown: String
  ) throws(FileFailure) -> FileContent {
    let file = try Descriptor.open(
      name, in: folder.number, flags: O_RDONLY | O_NONBLOCK, path: shown)
    let status = try file.status(path: shown)
    // What somebody put in a file's place, and was put aside for it, need not be one.
    guard status.kind == .file else { throw .notAFile(shown) }
    let bytes = try file.readAll(path: shown, expecting: status.size)
    return FileContent(bytes: bytes, isExecutable: status.isExecutable)
  }

  /// Removes a temporary file, whatever is in it.
  borrowing func discard(
    _ name: String, in folder: borrowing Descriptor
  ) throws(FileFailure) {
    try hazard.pass(.remove, name)
    guard unlinkat(folder.number, name, 0) != 0, errno != ENOENT else { return }
    throw .system(operation: "remove", path: "\(path)/…/\(name)", code: errno)
  }
}
