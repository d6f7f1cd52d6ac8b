internal import Sections
internal import Workspace

/// A file of the workspace that is to have other content.
struct FileEdit: Sendable {
  /// The file.
  var path: RelativePath
  /// What was seen there when it was decided; nil where nothing was.
  var before: FileContent?
  /// What it is to be.
  var after: FileContent
}

extension Workbench {
  /// Writes files to the workspace, all or none, as long as each is what was seen there.
  func write(_ edits: [FileEdit], to workspace: Workspace, isForced: Bool = false) async throws {
    _ = try await workspace.save(
      edits.map { edit in
        Workspace.Save(
          edit.after, to: edit.path,
          replacing: isForced ? nil : edit.before.map { ContentHash(of: $0.bytes) })
      }, force: isForced)
  }
}
