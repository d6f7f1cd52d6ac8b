import Examples
import Foundation
import Git
import Testing
import Workspace

/// What a crash leaves is cleared away, and nothing else is.
struct SweepTests {
  let scratch: Scratch
  let author = Signature(name: "Ada", email: "ada@example.com", time: 1_700_000_000)
  init() throws { scratch = try Scratch() }

  private func save(_ workspace: Workspace, _ text: String, to file: String) async throws {
    _ = try await workspace.save(
      FileContent(bytes: Array(text.utf8)), to: RelativePath(file), force: true)
  }

  private func temporaries(_ folder: String = ".") throws -> String {
    try scratch.run("find", folder, "-name", "*joinery-*")
  }

  @Test func `the next writer sweeps after one that did not end well`() async throws {
    let workspace = try Workspace(root: scratch.path)
    try await save(workspace, "known", to: "a/b/known")
    _ = try await workspace.commit(message: "known", author: author)
    try scratch.write("half", to: "a/b/.joinery-1.tmp")
    try scratch.write("known", to: "a/.joinery-2-none.old")
    try scratch.write("somebody's", to: ".joinery-3-none.old")
    try scratch.write("x", to: "a/.joinery-mine.txt")
    try await save(workspace, "1", to: "x")
    #expect(try temporaries().split(separator: "\n").count == 4, "the last owner ended well")
    try scratch.write("process 1", to: ".git/joinery.lock")
    try await save(workspace, "2", to: "x")
    #expect(
      Set(try temporaries().split(separator: "\n"))
        == ["./joinery-kept-3", "./a/.joinery-mine.txt"])
    #expect(scratch.text("joinery-kept-3") == "somebody's")
    #expect(scratch.read(".git/joinery.lock") == [])
  }

  @Test func `nothing is swept beyond a link, nor while another is at work`() async throws {
    let outside = try Scratch()
    try outside.write("theirs", to: ".joinery-1.tmp")
    let workspace = try Workspace(root: scratch.path, patience: .milliseconds(60))
    try await save(workspace, "1", to: "x")
    try scratch.run("ln", "-s", outside.path, "link")
    try scratch.write("half", to: ".joinery-1.tmp")
    let holder = try scratch.holdLock(".git/joinery.lock")
    await #expect(throws: WorkspaceFailure.self) { try await save(workspace, "2", to: "x") }
    #expect(scratch.text(".joinery-1.tmp") == "half")
    kill(holder.processIdentifier, SIGKILL)
    holder.waitUntilExit()
    try await save(workspace, "2", to: "x")
    #expect(scratch.read(".joinery-1.tmp") == nil)
    #expect(outside.text(".joinery-1.tmp") == "theirs")
  }

  @Test func `a save that crashes at any moment leaves nothing after the next`() async throws {
    for moment in 1...14 {
      let scratch = try Scratch()
      let workspace = try Workspace(root: scratch.path)
      try await save(workspace, "old", to: "a/file")
      _ = try await workspace.commit(message: "old", author: author)
      let crashing = try Workspace(root: scratch.path, hazard: .events(crash: moment))
      try? await save(crashing, "new", to: "a/file")
      try? await save(crashing, "more", to: "b/file")
      #expect(["old", "new"].contains(scratch.text("a/file")), "crash at \(moment)")
      try await save(workspace, "x", to: "x")
      #expect(
        try scratch.run("find", ".", "-name", "*joinery-*") == "", "crash at \(moment)")
    }
  }
}
