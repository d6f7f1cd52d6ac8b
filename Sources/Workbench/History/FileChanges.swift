internal import Workspace

/// What happens to one file of the workspace.
package struct FileChangeView: Codable, Sendable, Equatable {
  /// Its path below the workspace.
  package var path: String
  /// What happens to it: create, update or remove.
  package var action: String

  init(_ edit: Changes.File) {
    path = edit.path.text
    action = edit.before == nil ? "create" : edit.after == nil ? "remove" : "update"
  }
}

extension Changes {
  /// The files as reports list them, by path.
  var views: [FileChangeView] { files.map(FileChangeView.init).sorted { $0.path < $1.path } }
}

extension Workbench {
  /// Works out changes and does them as one operation, while nobody else writes to the workspace.
  /// What was interrupted before is finished first.
  ///
  /// - Parameters:
  ///   - command: the command's name.
  ///   - summary: what it does, in a line.
  ///   - isDryRun: whether the changes are only worked out.
  func change(
    as command: String, _ summary: String, isDryRun: Bool = false,
    _ workOut: (Workspace) async throws -> Changes
  ) async throws -> Changes {
    let workspace = try workspace()
    return try await workspace.exclusively {
      try await recover(workspace)
      let changes = try await workOut(workspace)
      if !isDryRun, !changes.isEmpty {
        try await perform(changes, as: command, summary, in: workspace)
      }
      return changes
    }
  }
}
