internal import CGit2

extension Repository {
  /// Makes a branch of a remote what `branch` is here, where that only adds commits to it. The
  /// remote gets the objects that it lacks.
  ///
  /// - Parameters:
  ///   - branch: the whole name, `refs/heads/main`.
  ///   - there: its name there, `main`.
  /// - Returns: the commit it pointed to before; nil where the branch is new there.
  /// - Throws: ``GitFailure`` with the reason `diverged` where the remote has commits that the
  ///   branch does not build on, `refused` where it does not take it.
  package borrowing func push(
    _ branch: String, to name: String, as there: String, access: Access
  ) throws(GitFailure) -> ObjectID? {
    guard let commit = try reference(branch) else {
      throw GitFailure(
        operation: "push \(branch)", reason: .notFound, message: "it has no commit")
    }
    let reference = "refs/heads/\(there)"
    let before: ObjectID? =
      if case .folder(let path) = try address(of: name, GIT_DIRECTION_PUSH).1 {
        try push(commit, toFolder: path, as: reference)
      } else {
        try push(commit, of: branch, toServer: name, as: reference, access)
      }
    try track(commit, "refs/remotes/\(name)/\(there)")
    return before
  }

  /// libgit2 itself would let two that push to a folder at once overwrite each other.
  private borrowing func push(
    _ commit: ObjectID, toFolder path: String, as reference: String
  ) throws(GitFailure) -> ObjectID? {
    let there = try Repository(opening: path)
    // Its files would no longer be what its branch says.
    if there.workingFolder() != nil, try there.headName() == reference {
      throw GitFailure(
        operation: "push to \(path)", reason: .refused,
        message: "its files are those of that branch")
    }
    let before = try there.reference(reference)
    guard before != commit else { return before }
    try expectDescendant(commit, of: before, reference)
    try copy(commit, to: there)
    try there.move(reference, to: commit, from: before, because: "push")
    return before
  }

  /// Writes what `commit` consists of to another repository, but for what its references have.
  private borrowing func copy(
    _ commit: ObjectID, to there: borrowing Repository
  ) throws(GitFailure) {
    let walk = try make("walk the history") { git_revwalk_new(&$0, handle) }
    defer { git_revwalk_free(walk) }
    var oid = commit.oid
    try check("pack \(commit.short)") { git_revwalk_push(walk, &oid) }
    let known = try there.references(under: "refs/").values
    for tip in Set(known) where try has(tip) {
      var oid = tip.oid
      // What is no commit, such as a tag with a message, hides nothing.
      git_revwalk_hide(walk, &oid)
    }
    let builder = try make("begin a pack") { git_packbuilder_new(&$0, handle) }
    defer { git_packbuilder_free(builder) }
    try check("pack \(commit.short)") { git_packbuilder_insert_walk(builder, walk) }
    let folder = try there.objectFolder() + "pack"
    try check("write a pack to \(folder)") {
      git_packbuilder_write(builder, folder, 0, nil, nil)
    }
  }

  private borrowing func push(
    _ commit: ObjectID, of branch: String, toServer name: String, as reference: String,
    _ access: Access
  ) throws(GitFailure) -> ObjectID? {
    let conversation = Conversation(access)
    let remote = try connect(name, GIT_DIRECTION_PUSH, conversation)
    defer { git_remote_free(remote) }
    let before = try heads(of: remote, name)[reference]
    guard before != commit else { return before }
    try expectDescendant(commit, of: before, reference)
    var options = git_push_options()
    git_push_options_init(&options, UInt32(GIT_PUSH_OPTIONS_VERSION))
    options.callbacks = conversation.callbacks
    options.proxy_opts.type = GIT_PROXY_AUTO
    try withStrings(["\(branch):\(reference)"]) { refspecs in
      git_remote_push(remote, refspecs, &options)
    } otherwise: {
      "push to \(name)"
    }
    if let refusal = conversation.refusals.first {
      throw GitFailure(operation: "push to \(name)", reason: .refused, message: refusal)
    }
    return before
  }

  private borrowing func expectDescendant(
    _ commit: ObjectID, of before: ObjectID?, _ reference: String
  ) throws(GitFailure) {
    guard let before else { return }
    guard try has(before), try contains(before, in: commit) else {
      throw GitFailure(
        operation: "push \(reference.dropFirst("refs/heads/".count))", reason: .diverged,
        message: "the remote has commits that are not here")
    }
  }
}
