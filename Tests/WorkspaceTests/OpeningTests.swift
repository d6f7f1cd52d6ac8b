import Examples
import Testing
import Workspace

@Suite struct OpeningTests {
  @Test func `many who open a workspace that is not there yet all get the same`() async throws {
    for _ in 0..<10 {
      let scratch = try Scratch()
      let root = "\(scratch.path)/workspace"
      try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<8 { group.addTask { try Workspace(root: root).root } }
        for try await opened in group { #expect(opened == root) }
      }
      #expect(scratch.text("workspace/.git/HEAD") == "ref: refs/heads/main\n")
    }
  }
}
