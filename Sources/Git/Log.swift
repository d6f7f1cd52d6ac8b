internal import CGit2

extension Repository {
  /// The commits that lead to `commit`, newest first; a commit always before its parents.
  ///
  /// - Parameters:
  ///   - path: only commits that changed this file or folder. A merge that took it unchanged from
  ///     one side is left out, and only that side is followed, as `git log` does.
  ///   - limit: how many at most.
  package borrowing func log(
    from commit: ObjectID, path: String? = nil, limit: Int = .max
  ) throws(GitFailure) -> [Commit] {
    let walk = try newestFirst(from: commit)
    defer { git_revwalk_free(walk) }
    var oid = git_oid()

    var found: [Commit] = []
    var followed: Set<ObjectID> = [commit]
    while found.count < limit, git_revwalk_next(&oid, walk) == 0 {
      guard followed.remove(ObjectID(oid)) != nil else { continue }
      let commit = try self.commit(ObjectID(oid))
      if let path, let unchanged = try unchanged(path, in: commit) {
        followed.formUnion(unchanged)
      } else {
        followed.formUnion(commit.parents)
        found.append(commit)
      }
    }
    return found
  }

  /// A walk over the commits that lead to `commit`, newest first; a commit always before its
  /// parents. The caller frees it.
  borrowing func newestFirst(from commit: ObjectID) throws(GitFailure) -> OpaquePointer {
    let walk = try make("walk the history") { git_revwalk_new(&$0, handle) }
    do throws(GitFailure) {
      let order = GIT_SORT_TOPOLOGICAL.rawValue | GIT_SORT_TIME.rawValue
      var oid = commit.oid
      try check("walk the history") { git_revwalk_sorting(walk, order) }
      try check("walk the history of \(commit.short)") { git_revwalk_push(walk, &oid) }
      return walk
    } catch {
      git_revwalk_free(walk)
      throw error
    }
  }

  /// Where to look on when `commit` did not change `path`: the first parent that has the same
  /// there, or nobody where the first commit of all has nothing. Nil where it did change it.
  private borrowing func unchanged(
    _ path: String, in commit: Commit
  ) throws(GitFailure) -> [ObjectID]? {
    let here = try entry(at: path, in: commit.tree)
    if commit.parents.isEmpty { return here == nil ? [] : nil }
    for parent in commit.parents where try entry(at: path, in: tree(of: parent)) == here {
      return [parent]
    }
    return nil
  }
}
