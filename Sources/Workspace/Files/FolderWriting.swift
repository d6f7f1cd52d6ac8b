#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Folder {
  /// Writes a file, with the folders it is in. At every moment, and after a power cut, the path
  /// holds its old or its new bytes: they go to a temporary file beside it, which then takes its
  /// name. Permissions stay, but for who may run it.
  ///
  /// - Parameter isExpected: asked just before the file takes its name, with what is there; where
  ///   it says no, nothing is written.
  /// - Throws: ``FileFailure/changed(_:)`` where `isExpected` said no.
  package borrowing func write(
    _ content: FileContent, to path: RelativePath,
    where isExpected: (FileContent?) -> Bool = { _ in true }
  ) throws(FileFailure) {
    let parent = try makeParent(of: path)
    let before = try status(of: String(path.name), in: parent.number, path)
    if let before { try expectFile(before, path) }
    let temporary = temporaryName()
    do throws(FileFailure) {
      try fill(temporary, with: content, permissionsOf: before, in: parent, for: path)
      guard try isExpected(read(path, in: parent)) else { throw FileFailure.changed(shown(path)) }
      try hazard.pass(.rename, shown(path))
      try call("replace", shown(path)) {
        Int(renameat(parent.number, temporary, parent.number, String(path.name)))
      }
    } catch {
      // Without it nothing is lost: the next recovery sweeps what stays.
      if (try? hazard.pass(.remove, temporary)) != nil { unlinkat(parent.number, temporary, 0) }
      throw error
    }
    try sync(parent, shown(path))
  }

  /// Removes a file. One that is not there is no error.
  ///
  /// - Parameter isExpected: asked just before; where it says no, the file stays.
  /// - Throws: ``FileFailure/changed(_:)`` where `isExpected` said no.
  package borrowing func remove(
    _ path: RelativePath, where isExpected: (FileContent) -> Bool = { _ in true }
  ) throws(FileFailure) {
    guard let parent = try parent(of: path), let found = try read(path, in: parent) else { return }
    guard isExpected(found) else { throw .changed(shown(path)) }
    try hazard.pass(.remove, shown(path))
    try call("remove", shown(path)) { Int(unlinkat(parent.number, String(path.name), 0)) }
    try sync(parent, shown(path))
  }

  /// Removes the folders around `path` that are empty, from the innermost outwards.
  package borrowing func removeEmptyFolders(around path: RelativePath) throws(FileFailure) {
    var folder = path.parent
    while let current = folder {
      if let parent = try parent(of: current) {
        try hazard.pass(.remove, shown(current))
        let status = unlinkat(parent.number, String(current.name), AT_REMOVEDIR)
        if status != 0, errno != ENOENT { return }
      }
      folder = current.parent
    }
  }

  /// Removes the temporary files that a crash left in some folders; nil is this one.
  package borrowing func sweep(_ folders: Set<RelativePath?>) throws(FileFailure) {
    for folder in folders {
      do throws(FileFailure) {
        try sweep(folder)
      } catch {
        // What is in the way of a folder will be in the way of its files too, and is told then.
        if case .system = error { throw error }
      }
    }
  }

  private borrowing func sweep(_ folder: RelativePath?) throws(FileFailure) {
    guard let descriptor = try openFolder(folder) else { return }
    for name in try names(in: descriptor, path) where RelativePath.isTemporary(name) {
      try hazard.pass(.remove, name)
      try call("remove", "\(path)/…/\(name)") { Int(unlinkat(descriptor.number, name, 0)) }
    }
  }

  private borrowing func fill(
    _ temporary: String, with content: FileContent, permissionsOf before: FileStatus?,
    in parent: borrowing Descriptor, for path: RelativePath
  ) throws(FileFailure) {
    try hazard.pass(.create, shown(path))
    let file = try Descriptor.open(
      temporary, in: parent.number, flags: O_WRONLY | O_CREAT | O_EXCL,
      mode: content.isExecutable ? 0o777 : 0o666, path: shown(path))
    if let before {
      let read = before.permissions & 0o444
      let permissions =
        content.isExecutable ? before.permissions | read >> 2 : before.permissions & ~0o111
      try call("set the permissions of", shown(path)) {
        Int(fchmod(file.number, mode_t(permissions)))
      }
    }
    try hazard.pass(.write, shown(path))
    try file.writeAll(content.bytes, path: shown(path))
    try hazard.pass(.sync, shown(path))
    try file.sync(path: shown(path))
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

  private borrowing func sync(
    _ folder: borrowing Descriptor, _ path: String
  ) throws(FileFailure) {
    try hazard.pass(.syncFolder, path)
    try folder.sync(path: path)
  }

  private borrowing func temporaryName() -> String {
    ".joinery-\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
  }
}
