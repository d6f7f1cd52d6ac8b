internal import Git
internal import Workspace

/// A branch of the workspace.
package struct BranchView: Codable, Sendable, Equatable {
  /// Its name.
  package var name: String
  /// The first ten characters of its last commit.
  package var commit: String
  /// Whether the workspace stands on it.
  package var isCurrent: Bool
}

/// What came of a switch to another branch.
package struct SwitchReport: Codable, Sendable, Equatable {
  /// The branch that the workspace stands on now.
  package var branch: String
  /// Whether it was made for that.
  package var isNew: Bool
  /// The files that were written or removed.
  package var files: [FileChangeView]
}

extension Workbench {
  /// The branches of the workspace, by name. One without a commit is none yet.
  package func branches() async throws -> [BranchView] {
    try await workspace().branches().map { branch in
      BranchView(
        name: branch.name, commit: branch.commit.short, isCurrent: branch.isCurrent)
    }
  }

  /// Makes a branch at the last commit.
  ///
  /// - Throws: ``HistoryFailure``.
  package func addBranch(_ name: String) async throws -> [BranchView] {
    _ = try await change(as: "branch", name) { try await $0.creating(branch: name) }
    return try await branches()
  }

  /// Removes a branch whose commits the current one has too.
  ///
  /// - Throws: ``HistoryFailure``.
  package func removeBranch(_ name: String) async throws -> [BranchView] {
    _ = try await change(as: "branch", "-d \(name)") { try await $0.deleting(branch: name) }
    return try await branches()
  }

  /// Makes the workspace stand on another branch, with the files of that. Files that are alike on
  /// both, and those that are in no commit, stay as they are.
  ///
  /// - Parameter creating: whether the branch is made first, at the last commit.
  /// - Throws: ``HistoryFailure/uncommitted(_:)`` where a change would be lost; nothing is written.
  package func switchBranch(
    to name: String, creating: Bool = false
  ) async throws -> SwitchReport {
    let changes = try await change(as: "switch", name) { workspace in
      try await workspace.switching(to: name, creating: creating)
    }
    return SwitchReport(branch: name, isNew: creating, files: changes.views)
  }
}
