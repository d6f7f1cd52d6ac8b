internal import CGit2

extension Repository {
  /// Fetches one branch of a remote, keeps it as `refs/remotes/REMOTE/BRANCH`, and returns its
  /// commit; nil where the remote has no such branch. Nothing else changes, whatever the
  /// configuration of the remote says: no tags, no other branches, no `FETCH_HEAD`.
  ///
  /// - Parameter branch: its name there, `main`.
  package borrowing func fetch(
    _ branch: String, from name: String, access: Access
  ) throws(GitFailure) -> ObjectID? {
    let conversation = Conversation(access)
    let remote = try connect(name, GIT_DIRECTION_FETCH, conversation)
    defer { git_remote_free(remote) }
    let there = "refs/heads/\(branch)"
    guard let commit = try heads(of: remote, name)[there] else { return nil }
    var options = git_fetch_options()
    git_fetch_options_init(&options, UInt32(GIT_FETCH_OPTIONS_VERSION))
    options.callbacks = conversation.callbacks
    options.prune = GIT_FETCH_NO_PRUNE
    options.update_fetchhead = 0
    options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE
    options.proxy_opts.type = GIT_PROXY_AUTO
    try withExtendedLifetime(conversation) { () throws(GitFailure) in
      try withStrings(["+\(there):refs/remotes/\(name)/\(branch)"]) { refspecs in
        git_remote_fetch(remote, refspecs, &options, "fetch")
      } otherwise: {
        "fetch \(branch) from \(name)"
      }
    }
    return commit
  }

  /// Opens a connection to a remote. The caller frees the remote.
  borrowing func connect(
    _ name: String, _ direction: git_direction, _ conversation: Conversation
  ) throws(GitFailure) -> OpaquePointer {
    let remote = try lookup(remote: name)
    do throws(GitFailure) {
      if case .folder(let path) = try address(of: remote, name, direction) {
        try check("find the remote \(name)") { git_remote_set_instance_url(remote, path) }
      }
      var callbacks = conversation.callbacks
      var proxy = git_proxy_options()
      git_proxy_options_init(&proxy, UInt32(GIT_PROXY_OPTIONS_VERSION))
      proxy.type = GIT_PROXY_AUTO
      try check("reach the remote \(name)") {
        git_remote_connect(remote, direction, &callbacks, &proxy, nil)
      }
      return remote
    } catch {
      git_remote_free(remote)
      throw error
    }
  }

  /// How a remote is reached.
  ///
  /// - Throws: ``GitFailure`` with the reason `badAddress` where a program would have to be run.
  borrowing func address(
    of remote: OpaquePointer, _ name: String, _ direction: git_direction
  ) throws(GitFailure) -> RemoteAddress {
    let pushed = direction == GIT_DIRECTION_PUSH ? git_remote_pushurl(remote) : nil
    let text = (pushed ?? git_remote_url(remote)).map { String(cString: $0) } ?? ""
    guard let address = RemoteAddress(text, relativeTo: workingFolder() ?? gitFolder()) else {
      throw GitFailure(
        operation: "reach the remote \(name)", reason: .badAddress,
        message: "“\(RemoteAddress.shown(text))” is no address of a repository")
    }
    return address
  }

  /// The references that a connected remote has.
  borrowing func heads(
    of remote: OpaquePointer, _ name: String
  ) throws(GitFailure) -> [String: ObjectID] {
    var list: UnsafeMutablePointer<UnsafePointer<git_remote_head>?>?
    var count = 0
    try check("list the branches of \(name)") { git_remote_ls(&list, &count, remote) }
    var heads: [String: ObjectID] = [:]
    for index in 0..<count {
      guard let head = list?[index]?.pointee else { continue }
      heads[String(cString: head.name)] = ObjectID(head.oid)
    }
    return heads
  }
}
