internal import CGit2

extension Repository {
  /// The name of the branch that `HEAD` stands on (`refs/heads/main`), born or not; `HEAD` where
  /// it stands on a commit.
  package borrowing func headName() throws(GitFailure) -> String {
    let head = try make("read HEAD") { git_reference_lookup(&$0, handle, "HEAD") }
    defer { git_reference_free(head) }
    return git_reference_symbolic_target(head).map { String(cString: $0) } ?? "HEAD"
  }

  /// The commit that `HEAD` stands on; nil before the first.
  package borrowing func head() throws(GitFailure) -> ObjectID? { try reference("HEAD") }

  /// What the reference of that whole name (`refs/heads/main`) points to; nil where it is not.
  package borrowing func reference(_ name: String) throws(GitFailure) -> ObjectID? {
    var oid = git_oid()
    let status = git_reference_name_to_id(&oid, handle, name)
    if status == GIT_ENOTFOUND.rawValue { return nil }
    try check("read the reference \(name)") { status }
    return ObjectID(oid)
  }

  /// The references whose names begin with `prefix`, by name.
  package borrowing func references(
    under prefix: String
  ) throws(GitFailure) -> [String: ObjectID] {
    var iterator: OpaquePointer?
    try check("list the references") {
      git_reference_iterator_glob_new(&iterator, handle, prefix + "*")
    }
    defer { git_reference_iterator_free(iterator) }
    var found: [String: ObjectID] = [:]
    var name: UnsafePointer<CChar>?
    while git_reference_next_name(&name, iterator) == 0, let text = name {
      let name = String(cString: text)
      found[name] = try reference(name)
    }
    return found
  }

  /// Makes a reference point to `new`, if it still points to `old`.
  ///
  /// - Parameters:
  ///   - old: what it must point to now; nil where it must not exist yet.
  ///   - reason: what the reflog says.
  /// - Throws: ``GitFailure`` with the reason `moved` or `exists` where it points elsewhere.
  package borrowing func move(
    _ name: String, to new: ObjectID, from old: ObjectID?, because reason: String
  ) throws(GitFailure) {
    var target = new.oid
    var expected = old?.oid ?? git_oid()
    let reference = try writing([name]) { () throws(GitFailure) in
      try make("move the reference \(name)") { made in
        withUnsafePointer(to: &expected) { expected in
          git_reference_create_matching(
            &made, handle, name, &target, old == nil ? 0 : 1, old == nil ? nil : expected, reason)
        }
      }
    }
    git_reference_free(reference)
  }

  /// Removes a reference, if it still points to `old`.
  package borrowing func remove(
    reference name: String, from old: ObjectID
  ) throws(GitFailure) {
    let reference = try make("find the reference \(name)") {
      git_reference_lookup(&$0, handle, name)
    }
    defer { git_reference_free(reference) }
    guard try self.reference(name) == old else {
      throw GitFailure(
        operation: "remove the reference \(name)", reason: .moved, message: "it has moved")
    }
    try writing([name, "packed-refs"]) { () throws(GitFailure) in
      try check("remove the reference \(name)") { git_reference_delete(reference) }
    }
  }

  /// What git is in the middle of, such as a merge or a rebase; nil where it is in nothing.
  package borrowing func unfinished() -> String? {
    switch UInt32(bitPattern: git_repository_state(handle)) {
    case GIT_REPOSITORY_STATE_NONE.rawValue: nil
    case GIT_REPOSITORY_STATE_MERGE.rawValue: "a merge"
    case GIT_REPOSITORY_STATE_REVERT.rawValue, GIT_REPOSITORY_STATE_REVERT_SEQUENCE.rawValue:
      "a revert"
    case GIT_REPOSITORY_STATE_CHERRYPICK.rawValue,
      GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE.rawValue:
      "a cherry-pick"
    case GIT_REPOSITORY_STATE_BISECT.rawValue: "a bisection"
    default: "a rebase"
    }
  }
}

extension Repository {
  /// Has `HEAD` stand on the branch of that whole name (`refs/heads/main`), born or not, or on a
  /// commit, by its id. Files and index stay as they are.
  package borrowing func setHead(_ place: String) throws(GitFailure) {
    try writing(["HEAD"]) { () throws(GitFailure) in
      guard var commit = ObjectID(hex: place)?.oid else {
        return try check("check out \(place)") { git_repository_set_head(handle, place) }
      }
      try check("check out \(place)") { git_repository_set_head_detached(handle, &commit) }
    }
  }
}
