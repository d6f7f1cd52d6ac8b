internal import CGit2

/// A repository elsewhere that this one knows by a name.
package struct Remote: Hashable, Sendable {
  /// What it is called.
  package let name: String
  /// Where it is, as git's configuration says. It may hold a password:
  /// see ``RemoteAddress/shown(_:)``.
  package let url: String
}

extension Repository {
  /// The remotes, by name.
  package borrowing func remotes() throws(GitFailure) -> [Remote] {
    var names = git_strarray()
    try check("list the remotes") { git_remote_list(&names, handle) }
    defer { git_strarray_dispose(&names) }
    var remotes: [Remote] = []
    for index in 0..<names.count {
      guard let text = names.strings[index] else { continue }
      let name = String(cString: text)
      let remote = try lookup(remote: name)
      defer { git_remote_free(remote) }
      remotes.append(
        Remote(name: name, url: git_remote_url(remote).map { String(cString: $0) } ?? ""))
    }
    return remotes.sorted { $0.name < $1.name }
  }

  /// Adds a remote. Nothing is asked of it yet.
  ///
  /// - Throws: ``GitFailure`` with the reason `exists` where there is one of that name.
  package borrowing func addRemote(_ name: String, url: String) throws(GitFailure) {
    guard RemoteAddress(url, relativeTo: "/") != nil else {
      throw GitFailure(
        operation: "add the remote \(name)", reason: .badAddress,
        message: "“\(RemoteAddress.shown(url))” is no address of a repository")
    }
    git_remote_free(
      try make("add the remote \(name)") { git_remote_create(&$0, handle, name, url) })
  }

  /// Forgets a remote, with what is known of its branches.
  package borrowing func removeRemote(_ name: String) throws(GitFailure) {
    try check("remove the remote \(name)") { git_remote_delete(handle, name) }
  }

  /// The remote and the branch there that a branch follows, as git's configuration says; nil where
  /// it follows none.
  ///
  /// - Parameter branch: the whole name, `refs/heads/main`.
  package borrowing func upstream(
    of branch: String
  ) throws(GitFailure) -> (remote: String, branch: String)? {
    guard
      let remote = try text(
        "tell what \(branch) follows", { git_branch_upstream_remote(&$0, handle, branch) }),
      let there = try text(
        "tell what \(branch) follows", { git_branch_upstream_merge(&$0, handle, branch) }),
      there.hasPrefix("refs/heads/")
    else { return nil }
    return (remote, String(there.dropFirst("refs/heads/".count)))
  }

  private borrowing func text(
    _ operation: String, _ call: (inout git_buf) -> Int32
  ) throws(GitFailure) -> String? {
    var buffer = git_buf()
    defer { git_buf_dispose(&buffer) }
    let status = call(&buffer)
    if status == GIT_ENOTFOUND.rawValue { return nil }
    try check(operation) { status }
    return buffer.ptr.map { String(cString: $0) }
  }

  /// Opens a remote. The caller frees it.
  borrowing func lookup(remote name: String) throws(GitFailure) -> OpaquePointer {
    try make("find the remote \(name)") { git_remote_lookup(&$0, handle, name) }
  }
}
