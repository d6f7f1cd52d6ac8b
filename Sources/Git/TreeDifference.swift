internal import CGit2

extension Repository {
  /// What makes one tree of another: the reverse of ``writeTree(_:on:)``. Folders that both trees
  /// have are not read.
  ///
  /// - Parameters:
  ///   - new: the tree to be made; nil is the empty one.
  ///   - old: the tree to begin with; nil is the empty one.
  package borrowing func changes(
    making new: ObjectID?, of old: ObjectID?
  ) throws(GitFailure) -> [TreeChange] {
    var changes: [TreeChange] = []
    var folders = [FolderPair(path: "", old: old, new: new)]
    while let folder = folders.popLast() {
      for pair in try differences(in: folder) {
        let subfolder = FolderPair(
          path: pair.path + "/", old: pair.old?.folder, new: pair.new?.folder)
        if subfolder.old != nil || subfolder.new != nil { folders.append(subfolder) }
        if let new = pair.new, new.mode != .folder {
          changes.append(.put(new))
        } else if let old = pair.old, old.mode != .folder {
          changes.append(.remove(old.path))
        }
      }
    }
    return changes
  }

  private borrowing func differences(
    in folder: FolderPair
  ) throws(GitFailure) -> [EntryPair] {
    guard folder.old != folder.new else { return [] }
    let old: OpaquePointer? = if let tree = folder.old { try lookup(tree: tree) } else { nil }
    defer { git_tree_free(old) }
    let new: OpaquePointer? = if let tree = folder.new { try lookup(tree: tree) } else { nil }
    defer { git_tree_free(new) }
    return EntryPair.puts(old, new, folder.path) + EntryPair.removals(old, new, folder.path)
  }
}

/// One folder of two trees.
private struct FolderPair {
  let path: String
  let old: ObjectID?
  let new: ObjectID?
}

/// What two folders have under one name, where that differs.
private struct EntryPair {
  let path: String
  let old: TreeEntry?
  let new: TreeEntry?

  /// What `new` has, and `old` has not or has otherwise.
  static func puts(
    _ old: OpaquePointer?, _ new: OpaquePointer?, _ prefix: String
  ) -> [EntryPair] {
    entries(of: new).compactMap { entry in
      let before = old.flatMap { git_tree_entry_byname($0, git_tree_entry_name(entry)) }
      if let before, isSame(before, entry) { return nil }
      let after = TreeEntry(entry, in: prefix)
      return EntryPair(
        path: after.path, old: before.map { TreeEntry($0, in: prefix) }, new: after)
    }
  }

  /// What `old` has and `new` has not.
  static func removals(
    _ old: OpaquePointer?, _ new: OpaquePointer?, _ prefix: String
  ) -> [EntryPair] {
    entries(of: old).compactMap { entry in
      guard new.flatMap({ git_tree_entry_byname($0, git_tree_entry_name(entry)) }) == nil
      else { return nil }
      let before = TreeEntry(entry, in: prefix)
      return EntryPair(path: before.path, old: before, new: nil)
    }
  }

  private static func entries(of tree: OpaquePointer?) -> some Sequence<OpaquePointer> {
    let count = tree.map(git_tree_entrycount) ?? 0
    return (0..<count).lazy.compactMap { git_tree_entry_byindex(tree, $0) }
  }

  private static func isSame(_ one: OpaquePointer, _ other: OpaquePointer) -> Bool {
    git_tree_entry_filemode(one) == git_tree_entry_filemode(other)
      && git_oid_equal(git_tree_entry_id(one), git_tree_entry_id(other)) != 0
  }
}

extension TreeEntry {
  /// The folder's tree; nil where the entry is no folder.
  fileprivate var folder: ObjectID? { mode == .folder ? id : nil }
}
