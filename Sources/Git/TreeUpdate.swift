internal import CGit2

extension Repository {
  /// Writes the tree that `changes` make of `base`, and returns it. Only the folders that change
  /// are read or written, and no index is touched. A removal of what is not there does nothing.
  ///
  /// - Parameter base: the tree to begin with; nil is the empty one.
  package borrowing func writeTree(
    _ changes: [TreeChange], on base: ObjectID?
  ) throws(GitFailure) -> ObjectID {
    var puts: [TreeEntry] = []
    var removals: [String] = []
    for change in changes {
      switch change {
      case .put(let entry): puts.append(entry)
      case .remove(let path): removals.append(path)
      }
    }
    // Removals first, so that a file may take the place of a folder and the reverse.
    let cleared = try removing(removals, from: base)
    return try putting(puts, on: cleared)
  }

  private borrowing func removing(
    _ paths: [String], from base: ObjectID?
  ) throws(GitFailure) -> ObjectID? {
    guard let base else { return nil }
    var present: [git_tree_update] = []
    let names = paths.map(CName.init)
    for (path, name) in zip(paths, names) where try entry(at: path, in: base) != nil {
      present.append(
        git_tree_update(
          action: GIT_TREE_UPDATE_REMOVE, id: git_oid(), filemode: GIT_FILEMODE_BLOB,
          path: name.pointer))
    }
    return present.isEmpty ? base : try update(base, present, keeping: names)
  }

  private borrowing func putting(
    _ entries: [TreeEntry], on base: ObjectID?
  ) throws(GitFailure) -> ObjectID {
    let names = entries.map { CName($0.path) }
    let updates = zip(entries, names).map { entry, name in
      git_tree_update(
        action: GIT_TREE_UPDATE_UPSERT, id: entry.id.oid, filemode: entry.mode.mode,
        path: name.pointer)
    }
    if updates.isEmpty, let base { return base }
    return try update(base, updates, keeping: names)
  }

  private borrowing func update(
    _ base: ObjectID?, _ updates: [git_tree_update], keeping names: [CName]
  ) throws(GitFailure) -> ObjectID {
    let tree: OpaquePointer? = if let base { try lookup(tree: base) } else { nil }
    defer { git_tree_free(tree) }
    var oid = git_oid()
    try check("write a tree of \(updates.count) changes") {
      withExtendedLifetime(names) {
        git_tree_create_updated(&oid, handle, tree, updates.count, updates)
      }
    }
    return ObjectID(oid)
  }
}

/// A string where C can point to it, for as long as its owner lives.
final class CName {
  let pointer: UnsafeMutablePointer<CChar>

  init(_ text: String) {
    let bytes = text.utf8CString
    pointer = .allocate(capacity: bytes.count)
    for (offset, byte) in bytes.enumerated() { (pointer + offset).initialize(to: byte) }
  }

  deinit { pointer.deallocate() }
}

/// Calls libgit2 with a list of strings, and throws what went wrong.
func withStrings(
  _ texts: [String], _ call: (UnsafePointer<git_strarray>) -> Int32,
  otherwise operation: () -> String
) throws(GitFailure) {
  let names = texts.map(CName.init)
  var pointers: [UnsafeMutablePointer<CChar>?] = names.map(\.pointer)
  try check(operation()) {
    withExtendedLifetime(names) {
      pointers.withUnsafeMutableBufferPointer { buffer in
        var list = git_strarray(strings: buffer.baseAddress, count: buffer.count)
        return call(&list)
      }
    }
  }
}
