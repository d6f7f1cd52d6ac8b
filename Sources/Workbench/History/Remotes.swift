internal import Foundation
internal import Git
internal import Workspace

/// A repository elsewhere that the workspace exchanges commits with.
package struct RemoteView: Codable, Sendable, Equatable {
  /// What it is called.
  package var name: String
  /// Where it is, without passwords.
  package var url: String
}

/// Who we are for other machines. No program is ever asked for it.
package struct Credentials: Sendable {
  /// Whether an SSH agent is running, whose keys are offered first.
  package var hasAgent: Bool
  /// The files of private keys to offer to servers of SSH, in order.
  package var keys: [String]
  /// The password or token for servers of the web.
  package var token: String?

  /// Credentials.
  package init(hasAgent: Bool = false, keys: [String] = [], token: String? = nil) {
    self.hasAgent = hasAgent
    self.keys = keys
    self.token = token
  }

  func access(_ progress: @escaping Workbench.Progress) -> Access {
    Access(hasAgent: hasAgent, keys: keys, token: token, progress: progress)
  }
}

/// What came of a push.
package struct PushReport: Codable, Sendable, Equatable {
  /// The remote.
  package var remote: String
  /// The branch there.
  package var branch: String
  /// The commit that it has now.
  package var commit: String
  /// How many commits it got; nil where the branch is new there.
  package var commits: Int?
}

extension Workbench {
  /// The remotes of the workspace, by name.
  package func remotes() async throws -> [RemoteView] {
    try await workspace().remotes().map { remote in
      RemoteView(name: remote.name, url: RemoteAddress.shown(remote.url))
    }
  }

  /// Adds a remote. Nothing is asked of it yet.
  ///
  /// - Parameter url: its address; a path is relative to the current folder.
  /// - Throws: ``GitFailure``.
  package func addRemote(_ name: String, url: String) async throws -> [RemoteView] {
    let root = FileManager.default.currentDirectoryPath
    var url = url
    if !url.contains("://"), case .folder(let path)? = RemoteAddress(url, relativeTo: root) {
      url = URL(fileURLWithPath: path).standardizedFileURL.path
    }
    try await workspace().addRemote(name, url: url)
    return try await remotes()
  }

  /// Forgets a remote. The remote itself stays as it is.
  ///
  /// - Throws: ``RemoteFailure``.
  package func removeRemote(_ name: String) async throws -> [RemoteView] {
    try await workspace().removeRemote(name)
    return try await remotes()
  }

  /// Pushes the commits of the current branch to a remote, where that only adds to what is there.
  ///
  /// - Parameters:
  ///   - remote: the remote; where nil the one that the branch follows, else `origin`, else the
  ///     only one.
  ///   - branch: the branch there; where nil the one that is followed, else of the same name.
  /// - Throws: ``GitFailure``, ``RemoteFailure``, ``HistoryFailure``.
  package func push(
    to remote: String? = nil, branch: String? = nil, as credentials: Credentials = Credentials(),
    progress: @escaping Progress = { _, _ in }
  ) async throws -> PushReport {
    let workspace = try workspace()
    let there = try await workspace.remoteBranch(remote: remote, branch: branch)
    let pushed = try await workspace.push(to: there, access: credentials.access(progress))
    return PushReport(
      remote: there.remote, branch: there.branch, commit: pushed.commit.short,
      commits: pushed.commits)
  }
}
