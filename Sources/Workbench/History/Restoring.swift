internal import Workspace

/// What came of restoring files.
package struct RestoreReport: Codable, Sendable, Equatable {
  /// The files that are other than they were.
  package var files: [FileChangeView]
  /// Whether they were written.
  package var isDone: Bool
}

extension Workbench {
  /// Makes files of the workspace what they were in a commit. What they hold now can be had
  /// back with ``undo(_:)``.
  ///
  /// - Parameters:
  ///   - paths: files and folders, below the workspace.
  ///   - revision: the commit, as git names it; the last where nil.
  /// - Throws: ``HistoryFailure``, ``WorkspaceFailure``.
  package func restore(
    _ paths: [String], from revision: String? = nil, isDryRun: Bool = false
  ) async throws -> RestoreReport {
    let chosen = try paths.map { try RelativePath($0) }
    let changes = try await change(
      as: "restore", paths.joined(separator: " "), isDryRun: isDryRun
    ) { try await $0.restoring(chosen, from: revision) }
    return RestoreReport(files: changes.views, isDone: !isDryRun)
  }
}
