internal import CGit2

/// How one file differs between two trees.
package struct FileChange: Hashable, Sendable {
  /// What happened to the file.
  package enum Kind: String, Sendable {
    case added, removed, edited, renamed
    /// It became another kind of file: a link, say.
    case retyped
  }

  /// What happened.
  package let kind: Kind
  /// The file before; nil where it was added.
  package let old: TreeEntry?
  /// The file after; nil where it was removed.
  package let new: TreeEntry?

  /// Where the file is, or was where it was removed.
  package var path: String { (new ?? old)?.path ?? "" }
}

extension Repository {
  /// The files that differ between two trees, by path. A file that was removed here and added
  /// there with at least half its lines is renamed.
  ///
  /// - Parameters:
  ///   - old: the tree before; nil is the empty one.
  ///   - new: the tree after; nil is the empty one.
  ///   - findingRenames: whether to look for them; else they are removed here and added there.
  package borrowing func changes(
    from old: ObjectID?, to new: ObjectID?, findingRenames: Bool = true
  ) throws(GitFailure) -> [FileChange] {
    let before: OpaquePointer? = if let old { try lookup(tree: old) } else { nil }
    defer { git_tree_free(before) }
    let after: OpaquePointer? = if let new { try lookup(tree: new) } else { nil }
    defer { git_tree_free(after) }
    var options = git_diff_options()
    git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION))
    options.flags = GIT_DIFF_INCLUDE_TYPECHANGE.rawValue
    let diff = try make("compare two trees") {
      git_diff_tree_to_tree(&$0, handle, before, after, &options)
    }
    defer { git_diff_free(diff) }
    if findingRenames { try check("find renamed files") { git_diff_find_similar(diff, nil) } }
    return (0..<git_diff_num_deltas(diff)).compactMap { index in
      git_diff_get_delta(diff, index).flatMap { FileChange($0.pointee) }
    }
  }
}

extension FileChange {
  fileprivate init?(_ delta: git_diff_delta) {
    let (before, after) = (TreeEntry(delta.old_file), TreeEntry(delta.new_file))
    switch delta.status {
    case GIT_DELTA_ADDED: self.init(kind: .added, old: nil, new: after)
    case GIT_DELTA_DELETED: self.init(kind: .removed, old: before, new: nil)
    case GIT_DELTA_MODIFIED: self.init(kind: .edited, old: before, new: after)
    case GIT_DELTA_RENAMED: self.init(kind: .renamed, old: before, new: after)
    case GIT_DELTA_TYPECHANGE: self.init(kind: .retyped, old: before, new: after)
    default: return nil
    }
  }
}

extension TreeEntry {
  fileprivate init(_ file: git_diff_file) {
    self.init(
      path: String(cString: file.path), id: ObjectID(file.id),
      mode: FileMode(rawValue: UInt32(file.mode)) ?? .file)
  }
}
