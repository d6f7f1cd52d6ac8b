#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Folder {
  /// Writes a file, with the folders it is in. At every moment, and after a power cut, the path
  /// holds its old or its new bytes: they go to a temporary file beside it, which then takes its
  /// name. Permissions and owner stay, but for who may run it.
  ///
  /// - Parameter isExpected: asked of what is replaced, at the very moment: where the file system
  ///   can, the two files change places, and change back where it says no, so that nobody's edit
  ///   is lost. Whatever is there is replaced where nil.
  /// - Throws: ``FileFailure/changed(_:)`` where `isExpected` said no.
  package borrowing func write(
    _ content: FileContent, to path: RelativePath,
    where isExpected: ((FileContent?) -> Bool)? = nil
  ) throws(FileFailure) {
    let parent = try makeParent(of: path)
    let before = try status(of: String(path.name), in: parent.number, path)
    if let before {
      try expectFile(before, path)
      try expectSpelled(path, in: parent)
    }
    let temporary = Temporary(for: content)
    do throws(FileFailure) {
      try fill(temporary.making, with: content, like: before, in: parent, for: path)
      try place(temporary, at: path, in: parent, where: isExpected)
    } catch {
      // Where this fails nothing is lost: the next recovery sweeps what stays.
      for name in [temporary.making, temporary.aside] {
        try? clear(name, in: parent) { isExpected?($0) ?? false }
      }
      throw error
    }
    try sync(parent, shown(path))
  }

  private borrowing func place(
    _ temporary: Temporary, at path: RelativePath, in parent: borrowing Descriptor,
    where isExpected: ((FileContent?) -> Bool)?
  ) throws(FileFailure) {
    let (name, shown) = (String(path.name), shown(path))
    guard let isExpected else {
      _ = try rename(temporary.making, to: name, .replacing, in: parent, shown)
      return
    }
    let found = try read(path, in: parent)
    guard isExpected(found) else { throw .changed(shown) }
    if found == nil { return try putInPlace(temporary.making, at: path, in: parent) }
    _ = try rename(temporary.making, to: temporary.aside, .replacing, in: parent, shown)
    if try exchange(temporary.aside, with: path, in: parent, where: isExpected) { return }
    _ = try rename(temporary.aside, to: name, .replacing, in: parent, shown)
  }

  /// Gives a temporary file the name `path`, which nothing has.
  borrowing func putInPlace(
    _ temporary: String, at path: RelativePath, in parent: borrowing Descriptor
  ) throws(FileFailure) {
    let (name, shown) = (String(path.name), shown(path))
    if try rename(temporary, to: name, .creating, in: parent, shown) { return }
    // A second name is not given either where something has it.
    if linkat(parent.number, temporary, parent.number, name, 0) == 0 {
      return try discard(temporary, in: parent)
    }
    guard errno != EEXIST else { throw .changed(shown) }
    _ = try rename(temporary, to: name, .replacing, in: parent, shown)
  }

  /// Lets a temporary file change places with the one at `path`, and looks at what came out. What
  /// somebody saved there since it was last looked at is put back.
  ///
  /// - Returns: false where the file system does not know how; then nothing was done.
  private borrowing func exchange(
    _ aside: String, with path: RelativePath, in parent: borrowing Descriptor,
    where isExpected: (FileContent?) -> Bool
  ) throws(FileFailure) -> Bool {
    let (name, shown) = (String(path.name), shown(path))
    guard try rename(aside, to: name, .exchanging, in: parent, shown) else { return false }
    if let out = try? content(of: aside, in: parent, shown), isExpected(out) {
      try discard(aside, in: parent)
      return true
    }
    _ = try rename(aside, to: name, .exchanging, in: parent, shown)
    throw .changed(shown)
  }

  private borrowing func fill(
    _ temporary: String, with content: FileContent, like before: FileStatus?,
    in parent: borrowing Descriptor, for path: RelativePath
  ) throws(FileFailure) {
    let shown = shown(path)
    try hazard.pass(.create, shown)
    let file = try Descriptor.open(
      temporary, in: parent.number, flags: O_WRONLY | O_CREAT | O_EXCL,
      mode: content.isExecutable ? 0o777 : 0o666, operation: "write", path: shown)
    if let before { try file.take(from: before, isExecutable: content.isExecutable, path: shown) }
    try hazard.pass(.write, shown)
    try file.writeAll(content.bytes, path: shown)
    try hazard.pass(.sync, shown)
    try file.sync(path: shown)
  }

  private borrowing func makeParent(of path: RelativePath) throws(FileFailure) -> Descriptor {
    var current = try Descriptor.open(
      ".", in: descriptor.number, flags: O_DIRECTORY, path: self.path)
    var reached = self.path
    for part in path.parts.dropLast() {
      let name = String(part)
      reached += "/" + name
      if let next = try step(name, from: current, reached) {
        current = next
        continue
      }
      try hazard.pass(.makeFolder, reached)
      if mkdirat(current.number, name, 0o777) != 0, errno != EEXIST {
        throw .system(operation: "make the folder", path: reached, code: errno)
      }
      try sync(current, reached)
      guard let made = try step(name, from: current, reached) else { throw .changed(reached) }
      current = made
    }
    return current
  }

  borrowing func sync(
    _ folder: borrowing Descriptor, _ path: String
  ) throws(FileFailure) {
    try hazard.pass(.syncFolder, path)
    try folder.sync(path: path)
  }
}

extension Descriptor {
  /// Gives the open file the owner and the permissions of another, but for who may run it.
  ///
  /// - Throws: ``FileFailure/foreign(_:)`` where the other belongs to somebody else, and the system
  ///   does not let us give files away.
  fileprivate borrowing func take(
    from before: FileStatus, isExecutable: Bool, path: String
  ) throws(FileFailure) {
    if try status(path: path).owner != before.owner, fchown(number, before.owner, before.group) != 0
    {
      throw .foreign(path)
    }
    let read = before.permissions & 0o444
    let permissions = isExecutable ? before.permissions | read >> 2 : before.permissions & ~0o111
    try call("set the permissions of", path) { Int(fchmod(number, mode_t(permissions))) }
  }
}
