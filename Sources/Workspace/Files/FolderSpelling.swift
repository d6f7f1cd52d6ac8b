internal import Sections

extension Folder {
  /// Expects that what is reached at `path` has that very name. Where the file system takes names
  /// for one that are not, it may be another file, which is not to be written through this one.
  borrowing func expectSpelled(
    _ path: RelativePath, in parent: borrowing Descriptor
  ) throws(FileFailure) {
    // A folder that cannot be listed can still be written to.
    guard let names = try? names(in: parent, shown(path.parent)) else { return }
    let name = PathKey(path.name)
    guard !names.contains(where: { PathKey($0) == name }) else { return }
    let folded = Twins.folded(name.path)
    guard let other = names.first(where: { Twins.folded($0) == folded }) else { return }
    throw .spelled(shown(path), there: other)
  }
}
