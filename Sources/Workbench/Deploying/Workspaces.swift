internal import Workspace

extension Workbench {
  /// The workspace of the home, made where there is none.
  func workspace() throws -> Workspace { try Workspace(root: home.workspace) }
}
