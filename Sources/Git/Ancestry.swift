internal import CGit2

extension Repository {
  /// The best commit that both others build on; nil where they share none.
  package borrowing func mergeBase(
    _ one: ObjectID, _ other: ObjectID
  ) throws(GitFailure) -> ObjectID? {
    var (oid, first, second) = (git_oid(), one.oid, other.oid)
    let status = git_merge_base(&oid, handle, &first, &second)
    if status == GIT_ENOTFOUND.rawValue { return nil }
    try check("find what \(one.short) and \(other.short) share") { status }
    return ObjectID(oid)
  }

  /// How many commits `one` has that `other` has not, and the reverse.
  package borrowing func distance(
    from one: ObjectID, to other: ObjectID
  ) throws(GitFailure) -> (ahead: Int, behind: Int) {
    var (ahead, behind, first, second) = (0, 0, one.oid, other.oid)
    try check("compare \(one.short) with \(other.short)") {
      git_graph_ahead_behind(&ahead, &behind, handle, &first, &second)
    }
    return (ahead, behind)
  }

  /// Whether `commit` is `tip`, or one that `tip` builds on.
  package borrowing func contains(
    _ commit: ObjectID, in tip: ObjectID
  ) throws(GitFailure) -> Bool {
    try mergeBase(commit, tip) == commit
  }

  /// Whether there is an object of that id.
  package borrowing func has(_ id: ObjectID) throws(GitFailure) -> Bool {
    let objects = try make("open the object store") { git_repository_odb(&$0, handle) }
    defer { git_odb_free(objects) }
    var oid = id.oid
    return git_odb_exists(objects, &oid) == 1
  }
}
