internal import Git
internal import Sections
internal import Workspace

/// How to pull.
package struct PullRequest: Sendable {
  /// The remote; where nil the one that the branch follows, else `origin`, else the only one.
  package var remote: String?
  /// The branch there; where nil the one that is followed, else of the same name.
  package var branch: String?
  /// `Name <address>` for a merge; what git's configuration says where nil.
  package var author: String?
  /// Whether to say only what would be done.
  package var isDryRun: Bool
  /// Who we are there.
  package var credentials: Credentials

  /// A request.
  package init(
    remote: String? = nil, branch: String? = nil, author: String? = nil, isDryRun: Bool = false,
    credentials: Credentials = Credentials()
  ) {
    self.remote = remote
    self.branch = branch
    self.author = author
    self.isDryRun = isDryRun
    self.credentials = credentials
  }
}

/// What came of a pull.
package struct PullReport: Codable, Sendable, Equatable {
  /// A file, or a section of it, that both sides changed in ways that exclude each other.
  package struct Conflict: Codable, Sendable, Equatable {
    /// The file's path below the workspace.
    package var path: String
    /// What stands after `#` in the section's address; empty where it is the whole file.
    package var anchor: String
    /// The section's title.
    package var title: String
    /// How they exclude each other.
    package var reason: String
  }

  /// The remote.
  package var remote: String
  /// The branch there.
  package var branch: String
  /// What taking it means: “up to date”, “fast-forward” or “merge”.
  package var kind = ""
  /// How many commits it has that the workspace had not.
  package var commits = 0
  /// The files that change.
  package var files: [FileChangeView] = []
  /// What could not be merged. Nothing was changed then.
  package var conflicts: [Conflict] = []
  /// Whether the workspace has it now.
  package var isDone = false
}

extension Workbench {
  /// Brings the commits of a remote's branch into the current one: a fast-forward, else a merge by
  /// section. Where something cannot be merged, nothing changes.
  ///
  /// - Throws: ``GitFailure``, ``RemoteFailure``, ``HistoryFailure``.
  package func pull(
    _ request: PullRequest = PullRequest(), progress: @escaping Progress = { _, _ in }
  ) async throws -> PullReport {
    let author = try request.author.map { try Signature(now: $0) }
    let workspace = try workspace()
    let there = try await workspace.remoteBranch(
      remote: request.remote, branch: request.branch)
    let commit = try await workspace.fetch(
      there, access: request.credentials.access(progress))
    var report = PullReport(remote: there.remote, branch: there.branch)
    let changes = try await change(
      as: "pull", there.name, isDryRun: request.isDryRun
    ) { workspace in
      let incoming = try await workspace.incoming(commit, as: there.name)
      (report.kind, report.commits) = (incoming.kind.rawValue, incoming.commits)
      let merged = try await merge(incoming, &report.conflicts)
      guard report.conflicts.isEmpty else { return Changes() }
      return try await workspace.taking(incoming, merged: merged, author: author)
    }
    report.files = changes.views
    report.isDone = !request.isDryRun && report.conflicts.isEmpty
    return report
  }

  /// Merges what both sides edited, section by section.
  private func merge(
    _ incoming: Incoming, _ conflicts: inout [PullReport.Conflict]
  ) async throws -> [RelativePath: [UInt8]] {
    conflicts = incoming.clashes.map { clash in
      PullReport.Conflict(path: clash.path, anchor: "", title: "", reason: clash.reason.rawValue)
    }
    var merged: [RelativePath: [UInt8]] = [:]
    for meeting in incoming.meetings {
      let path = meeting.path.text
      let merge = try SectionMerge(
        base: await parsers.read(Source(path: path, bytes: meeting.base)),
        ours: await parsers.read(Source(path: path, bytes: meeting.ours)),
        theirs: await parsers.read(Source(path: path, bytes: meeting.theirs)),
        labels: SectionMerge.Labels(theirs: incoming.name))
      merged[meeting.path] = merge.bytes
      conflicts += merge.conflicts.map { conflict in
        PullReport.Conflict(
          path: path, anchor: conflict.fragment, title: conflict.title,
          reason: conflict.reason.rawValue)
      }
    }
    return merged
  }
}
