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
  /// How much of a renamed file stayed, in percent; 0 for others.
  package let similarity: Int

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
    guard findingRenames else { return deltas(of: diff) }
    // Said in full: the user's configuration must not change what counts as renamed.
    var similar = git_diff_find_options()
    git_diff_find_options_init(&similar, UInt32(GIT_DIFF_FIND_OPTIONS_VERSION))
    similar.flags = GIT_DIFF_FIND_RENAMES.rawValue | GIT_DIFF_FIND_DONT_IGNORE_WHITESPACE.rawValue
    similar.rename_limit = 1000
    try check("find renamed files") { git_diff_find_similar(diff, &similar) }
    return deltas(of: diff)
  }

  private borrowing func deltas(of diff: OpaquePointer) -> [FileChange] {
    (0..<git_diff_num_deltas(diff)).compactMap { index in
      git_diff_get_delta(diff, index).flatMap { FileChange($0.pointee) }
    }
  }
}

extension FileChange {
  fileprivate init?(_ delta: git_diff_delta) {
    let (before, after) = (TreeEntry(delta.old_file), TreeEntry(delta.new_file))
    let kind: Kind
    switch delta.status {
    case GIT_DELTA_ADDED: kind = .added
    case GIT_DELTA_DELETED: kind = .removed
    case GIT_DELTA_MODIFIED: kind = .edited
    case GIT_DELTA_RENAMED: kind = .renamed
    case GIT_DELTA_TYPECHANGE: kind = .retyped
    default: return nil
    }
    self.init(
      kind: kind, old: kind == .added ? nil : before, new: kind == .removed ? nil : after,
      similarity: kind == .renamed ? Int(delta.similarity) : 0)
  }
}

extension TreeEntry {
  fileprivate init(_ file: git_diff_file) {
    self.init(
      path: String(cString: file.path), id: ObjectID(file.id),
      mode: FileMode(rawValue: UInt32(file.mode)) ?? .file)
  }
}
