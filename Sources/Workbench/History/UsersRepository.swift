internal import Foundation
internal import Workspace

extension Workbench {
  /// What is the tool's in a repository that the user had already.
  static let managed: Set<String> = Layout.folders.union(LibraryDrift.folders).union([
    "recipes", Layout.sharedFolder, "joinery.lock", "sets.yaml",
  ])
}

extension Home {
  /// Which part of the workspace's repository is the tool's.
  var share: Share { hasOwnWorkspace ? .all : .only(Workbench.managed) }

  /// The home with a repository of the user's as its workspace. That is remembered in the home; the
  /// repository is only looked at.
  ///
  /// - Throws: ``HomeFailure/hasWorkspace(_:)`` where the home has another that is in use;
  ///   ``WorkspaceFailure`` where the folder is not the top of a repository.
  package func adopting(workspace folder: String) throws -> Home {
    let root = Home(at: folder).path
    guard root != workspace else { return self }
    if Folder.exists("\(workspace)/.git") || !hasOwnWorkspace {
      throw HomeFailure.hasWorkspace(workspace)
    }
    _ = try Workspace(root: root, share: .only(Workbench.managed))
    try Folder(state, making: true)
      .write(FileContent(bytes: Array("\(root)\n".utf8)), to: RelativePath("workspace"))
    return Home(at: path)
  }
}
