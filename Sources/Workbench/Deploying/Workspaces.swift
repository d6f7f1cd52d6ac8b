internal import Workspace

extension Workbench {
  /// The workspace of the home, made where there is none; one that is the user's is not.
  func workspace() throws -> Workspace {
    try Workspace(root: home.workspace, share: home.share)
  }
}
