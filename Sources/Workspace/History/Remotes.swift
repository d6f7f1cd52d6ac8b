package import Git

/// A branch of a remote, and what the branch of the workspace that follows it is called.
package struct RemoteBranch: Hashable, Sendable {
  /// The remote.
  package let remote: String
  /// The branch there, `main`.
  package let branch: String
  /// The branch here, by its whole name.
  package let local: String

  /// What messages call it, `origin/main`.
  package var name: String { "\(remote)/\(branch)" }
}

/// What came of a push.
package struct Pushed: Hashable, Sendable {
  /// The commit that the remote has now.
  package let commit: ObjectID
  /// How many commits it got; nil where the branch is new there.
  package let commits: Int?
}

extension Workspace {
  /// The remotes, by name.
  package func remotes() throws -> [Remote] { try repository.remotes() }

  /// Adds a remote. Nothing is asked of it yet.
  package func addRemote(_ name: String, url: String) async throws {
    try await locked { try add(name, url) }
  }

  /// Forgets a remote, with what is known of its branches. The remote itself stays as it is.
  package func removeRemote(_ name: String) async throws {
    try await locked { try remove(name) }
  }

  // Neither is inlined: Swift 6.3's optimizer crashes on their typed errors in asynchronous
  // functions.

  @inline(never)
  private func add(_ name: String, _ url: String) throws {
    try repository.addRemote(name, url: url)
  }

  @inline(never)
  private func remove(_ name: String) throws {
    try expectRemote(name)
    try repository.removeRemote(name)
  }

  /// The branch of a remote that belongs to the one the workspace stands on: the one it follows by
  /// git's configuration, else the one of the same name.
  ///
  /// - Parameters:
  ///   - remote: the remote; where nil the one that the branch follows, else `origin`, else the
  ///     only one.
  ///   - branch: the branch there, where it is another.
  package func remoteBranch(
    remote: String? = nil, branch: String? = nil
  ) throws -> RemoteBranch {
    guard let current = try self.branch() else { throw HistoryFailure.detached }
    let local = Branch.prefix + current
    let followed = try repository.upstream(of: local)
    let chosen = try remote ?? followed?.remote ?? onlyRemote()
    try expectRemote(chosen)
    let there = followed?.remote == chosen ? followed?.branch : nil
    return RemoteBranch(remote: chosen, branch: branch ?? there ?? current, local: local)
  }

  private func onlyRemote() throws -> String {
    let names = try remotes().map(\.name)
    guard let name = names.first(where: { $0 == "origin" }) ?? names.first,
      name == "origin" || names.count == 1
    else { throw RemoteFailure.notOne(names) }
    return name
  }

  private func expectRemote(_ name: String) throws {
    let names = try remotes().map(\.name)
    guard names.contains(name) else { throw RemoteFailure.unknown(name, known: names) }
  }

  /// Fetches a branch, and returns its last commit. No file and no branch of the workspace changes.
  ///
  /// - Throws: ``RemoteFailure/noBranch(_:remote:)`` where the remote has no such branch.
  package func fetch(_ there: RemoteBranch, access: Access) throws -> ObjectID {
    guard let commit = try repository.fetch(there.branch, from: there.remote, access: access)
    else { throw RemoteFailure.noBranch(there.branch, remote: there.remote) }
    return commit
  }

  /// Pushes the commits of the current branch.
  ///
  /// - Throws: ``GitFailure`` with the reason `diverged` where the remote has commits that are not
  ///   here.
  package func push(to there: RemoteBranch, access: Access) throws -> Pushed {
    guard let commit = try repository.reference(there.local) else { throw HistoryFailure.noCommit }
    let before = try repository.push(
      there.local, to: there.remote, as: there.branch, access: access)
    return Pushed(
      commit: commit,
      commits: try before.map { try repository.distance(from: commit, to: $0).ahead })
  }
}
