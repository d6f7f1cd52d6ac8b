internal import Git

extension Workspace {
  /// Removes the temporary files that a crash left in the workspace. The caller holds its lock, so
  /// nobody is writing.
  func sweep() throws {
    var folders: Set<RelativePath?> = [nil]
    do {
      _ = try folder.list { path, isFolder in
        if isFolder { folders.insert(path) }
        return isFolder
      }
    } catch let failure as FileFailure where failure.isLocal {
      // A folder that cannot be read holds nothing that we wrote; the others are swept.
    }
    try sweep(folder, folders)
  }

  /// Removes the temporary files that a crash left in some folders of a place we write to, but for
  /// bytes that git does not have.
  func sweep(_ place: borrowing Folder, _ folders: Set<RelativePath?>) throws {
    try place.sweep(folders) { content in
      (try? repository.size(ofBlob: Repository.id(of: content.bytes))) != nil
    }
  }
}
