internal import CGit2

extension Repository {
  /// The tree of a commit.
  package borrowing func tree(of commit: ObjectID) throws(GitFailure) -> ObjectID {
    var oid = commit.oid
    let handle = try make("read the commit \(commit.short)") {
      git_commit_lookup(&$0, self.handle, &oid)
    }
    defer { git_commit_free(handle) }
    return ObjectID(git_commit_tree_id(handle).pointee)
  }

  /// What is at `path` in a tree, a folder too; nil where there is nothing.
  package borrowing func entry(
    at path: String, in tree: ObjectID
  ) throws(GitFailure) -> TreeEntry? {
    let root = try lookup(tree: tree)
    defer { git_tree_free(root) }
    guard let entry = try find("find \(path)", { git_tree_entry_bypath(&$0, root, path) })
    else { return nil }
    defer { git_tree_entry_free(entry) }
    return TreeEntry(
      path: path, id: ObjectID(git_tree_entry_id(entry).pointee),
      mode: FileMode(git_tree_entry_filemode(entry)))
  }

  /// Every file of a tree, links and submodules included, in the order of their paths' bytes.
  ///
  /// - Parameter folder: where in the tree to begin; all of it unless given. Paths stay whole.
  package borrowing func files(
    of tree: ObjectID, under folder: String? = nil
  ) throws(GitFailure) -> [TreeEntry] {
    var files: [TreeEntry] = []
    var folders: [(prefix: String, id: ObjectID)] = []
    if let folder {
      guard let entry = try entry(at: folder, in: tree) else { return [] }
      guard entry.mode == .folder else { return [entry] }
      folders.append((folder + "/", entry.id))
    } else {
      folders.append(("", tree))
    }
    // A list of folders still to read, not recursion: nobody limits how deep a tree is.
    while let next = folders.popLast() {
      for entry in try entries(of: next.id, prefix: next.prefix) {
        if entry.mode == .folder {
          folders.append((entry.path + "/", entry.id))
        } else {
          files.append(entry)
        }
      }
    }
    return files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private borrowing func entries(
    of tree: ObjectID, prefix: String
  ) throws(GitFailure) -> [TreeEntry] {
    let handle = try lookup(tree: tree)
    defer { git_tree_free(handle) }
    return (0..<git_tree_entrycount(handle)).compactMap { index in
      guard let entry = git_tree_entry_byindex(handle, index) else { return nil }
      return TreeEntry(entry, in: prefix)
    }
  }

  /// Opens a tree. The caller frees it.
  borrowing func lookup(tree: ObjectID) throws(GitFailure) -> OpaquePointer {
    var oid = tree.oid
    return try make("read the tree \(tree.short)") { git_tree_lookup(&$0, handle, &oid) }
  }
}

extension TreeEntry {
  /// The entry that libgit2 means, in the folder whose path, with a slash at its end, is `prefix`.
  init(_ entry: OpaquePointer, in prefix: String) {
    self.init(
      path: prefix + String(cString: git_tree_entry_name(entry)),
      id: ObjectID(git_tree_entry_id(entry).pointee),
      mode: FileMode(git_tree_entry_filemode(entry)))
  }
}
