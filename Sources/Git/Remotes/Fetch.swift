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
    options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE
    options.proxy_opts.type = GIT_PROXY_AUTO
    try withStrings(["\(there):\(there)"]) { refspecs in
      withExtendedLifetime(conversation) { git_remote_download(remote, refspecs, &options) }
    } otherwise: {
      "fetch \(branch) from \(name)"
    }
    try track(commit, "refs/remotes/\(name)/\(branch)")
    return commit
  }

  /// Opens a connection to a remote. The caller frees it.
  ///
  /// It has only an address, and nothing else of what the configuration says of the remote, by
  /// which libgit2 would also move references that nobody asked it to.
  borrowing func connect(
    _ name: String, _ direction: git_direction, _ conversation: Conversation
  ) throws(GitFailure) -> OpaquePointer {
    try Certificates.read()
    let (text, address) = try address(of: name, direction)
    let place = if case .folder(let path) = address { path } else { text }
    var options = git_remote_create_options()
    git_remote_create_options_init(&options, UInt32(GIT_REMOTE_CREATE_OPTIONS_VERSION))
    options.repository = handle
    options.flags =
      GIT_REMOTE_CREATE_SKIP_INSTEADOF.rawValue | GIT_REMOTE_CREATE_SKIP_DEFAULT_FETCHSPEC.rawValue
    let remote = try make("find the remote \(name)") {
      git_remote_create_with_opts(&$0, place, &options)
    }
    do throws(GitFailure) {
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

  /// Where a remote is, and how it is reached.
  ///
  /// - Throws: ``GitFailure`` with the reason `badAddress` where a program would have to be run.
  borrowing func address(
    of name: String, _ direction: git_direction
  ) throws(GitFailure) -> (text: String, RemoteAddress) {
    let remote = try lookup(remote: name)
    defer { git_remote_free(remote) }
    let pushed = direction == GIT_DIRECTION_PUSH ? git_remote_pushurl(remote) : nil
    let text = (pushed ?? git_remote_url(remote)).map { String(cString: $0) } ?? ""
    guard let address = RemoteAddress(text, relativeTo: workingFolder() ?? gitFolder()) else {
      throw GitFailure(
        operation: "reach the remote \(name)", reason: .badAddress,
        message: "“\(RemoteAddress.shown(text))” is no address of a repository")
    }
    return (text, address)
  }

  /// Makes a reference point to `commit`, wherever it pointed to.
  borrowing func track(_ commit: ObjectID, _ name: String) throws(GitFailure) {
    var oid = commit.oid
    git_reference_free(
      try make("keep \(name)") { git_reference_create(&$0, handle, name, &oid, 1, "fetch") })
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
