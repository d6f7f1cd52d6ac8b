internal import Workspace

/// What came of restoring files.
package struct RestoreReport: Codable, Sendable, Equatable {
  /// The files that are other than they were.
  package var files: [FileChangeView]
  /// Whether they were written.
  package var isDone: Bool
}

extension Workbench {
  /// Makes files of the workspace what they were in a commit. What they hold now is kept in git
  /// where it is in no commit.
  ///
  /// - Parameters:
  ///   - paths: files and folders, below the workspace.
  ///   - revision: the commit, as git names it; the last where nil.
  /// - Throws: ``HistoryFailure``, ``WorkspaceFailure``.
  package func restore(
    _ paths: [String], from revision: String? = nil, isDryRun: Bool = false
  ) async throws -> RestoreReport {
    let workspace = try workspace()
    let set = try await workspace.restoring(
      paths.map { try RelativePath($0) }, from: revision)
    if !isDryRun { try await workspace.apply(set) }
    return RestoreReport(files: set.views, isDone: !isDryRun)
  }
}
