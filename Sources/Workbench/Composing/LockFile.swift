internal import Composition
internal import Sections
internal import Workspace

extension Workbench {
  /// Where the lock is below the workspace.
  static let lockPath = "joinery.lock"

  /// What the workspace's lock says; nothing where there is none.
  func lock(of workspace: Workspace) async throws -> Composition.Lock {
    guard let content = try await workspace.read(try RelativePath(Self.lockPath)) else {
      return Composition.Lock()
    }
    return try Composition.Lock(content.bytes)
  }
}
