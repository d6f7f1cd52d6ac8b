internal import CGit2

/// What one commit did to a file.
package struct FileRevision: Hashable, Sendable {
  /// The commit.
  package let commit: Commit
  /// Where the file is, or was until this commit removed it.
  package let path: String
  /// The file as the commit has it; nil where it removed it.
  package let entry: TreeEntry?
  /// The file as each parent has it, under the name it has there; nil where it has none. Empty for
  /// the first commit of all.
  package let before: [TreeEntry?]
}

extension Repository {
  /// The commits that changed the file or folder at `path`, newest first. A file is followed
  /// through renames; a folder is not.
  ///
  /// Where a merge took it unchanged from one side, only that side is followed, as `git log` does.
  package borrowing func history(
    of path: String, from commit: ObjectID
  ) throws(GitFailure) -> [FileRevision] {
    let walk = try newestFirst(from: commit)
    defer { git_revwalk_free(walk) }
    var oid = git_oid()

    var revisions: [FileRevision] = []
    var followed = [commit: path]
    while !followed.isEmpty, git_revwalk_next(&oid, walk) == 0 {
      guard let path = followed.removeValue(forKey: ObjectID(oid)) else { continue }
      let commit = try self.commit(ObjectID(oid))
      let entry = try self.entry(at: path, in: commit.tree)
      let before = try parents(of: commit, path, entry)
      if let same = before.firstIndex(of: entry) {
        followed[commit.parents[same]] = path
        continue
      }
      // Where it was not there before, it may have been there earlier.
      for (parent, before) in zip(commit.parents, before) {
        followed[parent] = before?.path ?? path
      }
      if entry != nil || !before.isEmpty {
        revisions.append(
          FileRevision(commit: commit, path: path, entry: entry, before: before))
      }
    }
    return revisions
  }

  /// The file as each parent of `commit` has it.
  private borrowing func parents(
    of commit: Commit, _ path: String, _ entry: TreeEntry?
  ) throws(GitFailure) -> [TreeEntry?] {
    var found: [TreeEntry?] = []
    for parent in commit.parents { found.append(try self.entry(at: path, in: tree(of: parent))) }
    // Looking for renames costs a comparison of all files, so only where nothing simpler is true.
    guard let entry, entry.mode != .folder, !found.contains(entry) else {
      return found
    }
    for index in found.indices where found[index] == nil {
      let changes = try changes(from: tree(of: commit.parents[index]), to: commit.tree)
      found[index] = changes.first { $0.kind == .renamed && $0.new?.path == path }?.old
    }
    return found
  }
}
