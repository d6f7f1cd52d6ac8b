internal import Git
internal import Sections
internal import Workspace

/// The history of the workspace, or of something in it.
package struct LogReport: Codable, Sendable, Equatable {
  /// One commit of it.
  package struct Entry: Codable, Sendable, Equatable {
    /// The commit.
    package var commit: CommitView
    /// Where the file was then; nil in the history of the whole workspace.
    package var path: String?
    /// What the commit did to the section, and to what is inside it; empty for files.
    package var sections: [SectionChange]
    /// What differs from the commit before; nil where that was not asked for.
    package var diff: DiffReport?
  }

  /// What it is the history of: a path or a section; nil for all.
  package var name: String?
  /// The commits, newest first.
  package var commits: [Entry]
}

/// A commit, and what it changed.
package struct CommitReport: Codable, Sendable, Equatable {
  /// The commit.
  package var commit: CommitView
  /// The ids of the commits before it: none for the first, several for a merge.
  package var parents: [String]
  /// What differs from the first of them.
  package var diff: DiffReport
}

extension Workbench {
  /// The history of the workspace, of a file or folder, or of one section, newest first. Files and
  /// sections are followed through renames.
  ///
  /// - Parameters:
  ///   - argument: what it is of; all where nil.
  ///   - limit: how many commits at most.
  ///   - withDiffs: whether to say what each commit changed.
  /// - Throws: ``NameFailure``, ``GitFailure``.
  package func log(
    _ argument: String? = nil, limit: Int = .max, withDiffs: Bool = false
  ) async throws -> LogReport {
    let workspace = try workspace()
    guard let argument else {
      let commits = try await workspace.log(limit: limit)
      return LogReport(commits: try await entries(commits, in: nil, withDiffs, workspace))
    }
    let names = try await everName(argument, workspace)
    if let section = names.sections.first {
      var history = SectionHistory(workspace, self)
      let revisions = try await history.revisions(of: section, limit: limit)
      return LogReport(
        name: "\(section.path)#\(section.fragment)",
        commits: try await entries(revisions, withDiffs))
    }
    guard let path = names.paths.first else { throw NameFailure.unknown(argument) }
    let revisions = try await workspace.history(of: path).prefix(limit)
    var entries: [LogReport.Entry] = []
    for revision in revisions {
      let places = try [revision.path, revision.before.first??.path].compactMap(\.self)
        .map { try RelativePath($0) }
      var entry = try await self.entries([revision.commit], in: places, withDiffs, workspace)
      entry[0].path = revision.path
      entries += entry
    }
    return LogReport(name: path.text, commits: entries)
  }

  /// A commit of the workspace, and what it changed.
  ///
  /// - Throws: ``NameFailure/unknown(_:)`` where there is no such commit.
  package func show(revision: String) async throws -> CommitReport {
    let workspace = try workspace()
    guard let commit = try await workspace.commit(named: revision) else {
      throw NameFailure.unknown(revision)
    }
    return CommitReport(
      commit: CommitView(commit), parents: commit.parents.map(\.hex),
      diff: try await diff(of: commit, in: nil, workspace))
  }

  /// What `argument` names among the files there are, or, where it names none, those there ever
  /// were.
  private func everName(
    _ argument: String, _ workspace: Workspace
  ) async throws -> WorkspaceNames {
    do {
      return try await names([argument], in: workspace, .lastCommit, .disk)
    } catch NameFailure.unknown {
      return try await WorkspaceNames([argument], among: workspace.formerPaths())
    }
  }

  private func entries(
    _ commits: [Commit], in places: [RelativePath]?, _ withDiffs: Bool, _ workspace: Workspace
  ) async throws -> [LogReport.Entry] {
    var entries: [LogReport.Entry] = []
    for commit in commits {
      var entry = LogReport.Entry(commit: CommitView(commit), sections: [])
      if withDiffs { entry.diff = try await diff(of: commit, in: places, workspace) }
      entries.append(entry)
    }
    return entries
  }

  private func diff(
    of commit: Commit, in places: [RelativePath]?, _ workspace: Workspace
  ) async throws -> DiffReport {
    let parent = commit.parents.first
    let differences = try await workspace.differences(
      from: parent.map { .commit($0) } ?? .nothing, to: .commit(commit.id), in: places)
    return DiffReport(
      from: parent?.short ?? "nothing", to: commit.id.short,
      files: try await files(differences, WorkspaceNames(), false))
  }

  private func entries(
    _ revisions: [SectionHistory.Revision], _ withDiffs: Bool
  ) async throws -> [LogReport.Entry] {
    var entries: [LogReport.Entry] = []
    for revision in revisions {
      var entry = LogReport.Entry(
        commit: CommitView(revision.commit), path: revision.new.source.path,
        sections: revision.changes)
      if withDiffs {
        entry.diff = DiffReport(
          from: revision.commit.parents.first?.short ?? "nothing", to: revision.commit.id.short,
          files: try await files([difference(revision)], WorkspaceNames(), false))
      }
      entries.append(entry)
    }
    return entries
  }

  private func difference(_ revision: SectionHistory.Revision) throws -> FileDifference {
    func side(_ path: String, _ bytes: [UInt8]) throws -> FileDifference.Side {
      try FileDifference.Side(path: RelativePath(path), content: FileContent(bytes: bytes))
    }
    return try FileDifference(
      from: revision.old.map { try side($0.source.path, $0.source.bytes) },
      to: side(revision.new.source.path, revision.bytes))
  }
}
