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

  /// Has `changes` write `lock`, where it is other than what is there.
  func write(
    _ lock: Composition.Lock, to changes: inout Changes, of workspace: Workspace
  ) async throws {
    let path = try RelativePath(Self.lockPath)
    let before = try await workspace.read(path)
    guard before != nil || lock != Composition.Lock() else { return }
    let after = FileContent(bytes: Array(lock.text.utf8))
    changes.write(after, to: path, in: .workspace, replacing: before)
  }
}
