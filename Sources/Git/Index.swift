internal import CGit2

extension Repository {
  /// What the index says of some paths: what is not in it is absent.
  ///
  /// - Throws: ``GitFailure`` where a path is in the middle of a merge.
  package borrowing func staged(_ paths: [String]) throws(GitFailure) -> [String: TreeEntry] {
    let index = try make("open the index") { git_repository_index(&$0, handle) }
    defer { git_index_free(index) }
    try check("read the index") { git_index_read(index, 1) }
    var entries: [String: TreeEntry] = [:]
    for path in paths {
      guard let entry = git_index_get_bypath(index, path, 0)?.pointee else { continue }
      entries[path] = TreeEntry(
        path: path, id: ObjectID(entry.id), mode: FileMode(rawValue: entry.mode) ?? .file)
    }
    return entries
  }

  /// Makes the index say `changes`, and leaves whatever else is staged as it is. After that and a
  /// commit of the same changes, `git status` has nothing to say of their paths.
  ///
  /// - Throws: ``GitFailure`` with the reason `locked` where another git is at work.
  package borrowing func stage(_ changes: [TreeChange]) throws(GitFailure) {
    let index = try make("open the index") { git_repository_index(&$0, handle) }
    defer { git_index_free(index) }
    try check("read the index") { git_index_read(index, 1) }
    distrustRacyEntries(of: index)
    for change in changes {
      switch change {
      case .put(let entry):
        // Sizes and times stay zero, which makes git look at the file itself the next time:
        // what they would say may be outdated by now.
        let name = CName(entry.path)
        var staged = git_index_entry()
        staged.id = entry.id.oid
        staged.mode = entry.mode.rawValue
        staged.path = UnsafePointer(name.pointer)
        try check("stage \(entry.path)") {
          withExtendedLifetime(name) { git_index_add(index, &staged) }
        }
      case .remove(let path):
        let status = git_index_remove(index, path, 0)
        guard status != GIT_ENOTFOUND.rawValue else { continue }
        try check("stage the removal of \(path)") { status }
      }
    }
    try writing(["index"]) { () throws(GitFailure) in
      try check("write the index") { git_index_write(index) }
    }
  }
}
