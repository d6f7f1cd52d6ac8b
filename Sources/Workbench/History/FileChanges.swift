internal import Git
internal import Workspace

/// What happens to one file of the workspace.
package struct FileChangeView: Codable, Sendable, Equatable {
  /// Its path below the workspace.
  package var path: String
  /// What happens to it: create, update or remove.
  package var action: String
  /// The name in git (`git cat-file -p`) of what it replaces, where that is in no commit.
  package var kept: String?

  init(_ edit: FileChangeSet.Edit) {
    path = edit.path.text
    action = edit.before == nil ? "create" : edit.after == nil ? "remove" : "update"
    kept = edit.kept?.hex
  }
}

extension FileChangeSet {
  /// The files as reports list them, by path.
  var views: [FileChangeView] { writes.map(FileChangeView.init).sorted { $0.path < $1.path } }
}
