internal import Foundation
internal import Git
internal import Sections
internal import Workspace

/// A commit of the workspace.
package struct CommitView: Codable, Sendable, Equatable {
  /// Its id in git.
  package var id: String
  /// The first ten characters of it.
  package var short: String
  /// What it says.
  package var message: String
  /// Who made it.
  package var author: String
  /// When: seconds since 1970, UTC.
  package var time: Int64
}

extension Workbench {
  /// Commits what changed in the workspace; nil where nothing did.
  ///
  /// What is on disk is read once, and what was read is what is committed. Of a file of which only
  /// sections are named, the rest stays as the last commit has it, and uncommitted on disk.
  ///
  /// - Parameters:
  ///   - names: only these files, folders and sections (`skills/pdf/SKILL.md#notes`), below the
  ///     workspace; everything where empty.
  ///   - message: what to say; a summary of what changed where nil.
  ///   - author: `Name <address>`; what git's configuration says where nil.
  /// - Throws: ``WorkspaceFailure``, ``NameFailure``, ``GitFailure``.
  package func commit(
    _ names: [String] = [], message: String?, author: String? = nil
  ) async throws -> CommitView? {
    let workspace = try workspace()
    let signature = try author.map { try Signature(now: $0) }
    return try await workspace.exclusively {
      try await recover(workspace)
      let uncommitted = try await uncommitted(names, in: workspace)
      let summary = try await summary(of: uncommitted, workspace)
      return try await workspace.commit(
        uncommitted, message: message ?? summary.text, author: signature,
        journal: Journal(home.journal)
      ).map { CommitView($0) }
    }
  }

  private func uncommitted(
    _ arguments: [String], in workspace: Workspace
  ) async throws -> Uncommitted {
    let names = try await names(arguments, in: workspace, .lastCommit, .disk)
    var uncommitted = try await workspace.uncommitted(in: names.places)
    var files: [Uncommitted.File] = []
    for file in uncommitted.files {
      let sections = names.sections(of: file.path)
      let part = sections.isEmpty ? file : try await part(of: file, sections, workspace)
      if let part { files.append(part) }
    }
    uncommitted.files = files
    return uncommitted
  }

  /// The file with only those of its changes that are in the sections; nil where there are none.
  private func part(
    of file: Uncommitted.File, _ sections: [SectionName], _ workspace: Workspace
  ) async throws -> Uncommitted.File? {
    let before: [UInt8]? =
      if let id = file.committed?.id { try await workspace.blob(id) } else { nil }
    let bytes = try ChosenSections(
      from: await read(before, at: file.path.text),
      to: await read(file.content?.bytes, at: file.path.text)
    ).bytes(of: sections)
    guard bytes != before ?? [] else { return nil }
    var part = file
    part.content = FileContent(
      bytes: bytes,
      isExecutable: file.committed?.isExecutable ?? file.content?.isExecutable ?? false)
    return part
  }

  private func summary(
    of uncommitted: Uncommitted, _ workspace: Workspace
  ) async throws -> CommitSummary {
    var files: [CommitSummary.File] = []
    for file in uncommitted.files {
      var shown = CommitSummary.File(path: file.path.text, drift: file.drift.rawValue)
      if let committed = file.committed, let content = file.content {
        let before = try await workspace.blob(committed.id)
        shown.sections =
          SectionComparison(
            from: await read(before, at: shown.path), to: await read(content.bytes, at: shown.path)
          ).changes
        if committed.isExecutable != content.isExecutable {
          shown.isExecutable = content.isExecutable
        }
      }
      files.append(shown)
    }
    return CommitSummary(files)
  }
}

extension CommitView {
  init(_ commit: Commit) {
    self.init(
      id: commit.id.hex, short: commit.id.short, message: commit.message,
      author: "\(commit.author.name) <\(commit.author.email)>", time: commit.author.time)
  }
}
