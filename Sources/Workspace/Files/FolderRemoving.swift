#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Folder {
  /// Removes a file. One that is not there is no error.
  ///
  /// - Parameter isExpected: asked of what is removed, at the very moment: it is put aside, looked
  ///   at, and put back where it says no.
  /// - Throws: ``FileFailure/changed(_:)`` where `isExpected` said no.
  package borrowing func remove(
    _ path: RelativePath, where isExpected: ((FileContent) -> Bool)? = nil
  ) throws(FileFailure) {
    guard let parent = try parent(of: path), let found = try read(path, in: parent) else { return }
    try expectSpelled(path, in: parent)
    if let isExpected {
      guard isExpected(found) else { throw .changed(shown(path)) }
      try putAside(path, in: parent, where: isExpected)
    } else {
      try hazard.pass(.remove, shown(path))
      try call("remove", shown(path)) { Int(unlinkat(parent.number, String(path.name), 0)) }
    }
    try sync(parent, shown(path))
  }

  private borrowing func putAside(
    _ path: RelativePath, in parent: borrowing Descriptor, where isExpected: (FileContent) -> Bool
  ) throws(FileFailure) {
    let (name, shown) = (String(path.name), shown(path))
    let aside = Temporary(for: nil).aside
    do throws(FileFailure) {
      _ = try rename(name, to: aside, .replacing, in: parent, shown)
      if let out = try? content(of: aside, in: parent, shown), isExpected(out) {
        return try discard(aside, in: parent)
      }
      try putInPlace(aside, at: path, in: parent)
      throw FileFailure.changed(shown)
    } catch {
      try? clear(aside, in: parent, where: isExpected)
      throw error
    }
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
}
