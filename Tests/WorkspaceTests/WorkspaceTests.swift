import Examples
import Foundation
import Git
import Sections
import Testing
import Workspace

struct WorkspaceTests {
  let scratch: Scratch
  let author = Signature(name: "Ada", email: "ada@example.com", time: 1_700_000_000)
  init() throws { scratch = try Scratch() }

  private func path(_ text: String) throws -> RelativePath { try RelativePath(text) }
  private func text(_ text: String) -> FileContent { FileContent(bytes: Array(text.utf8)) }

  @Test func `save, commit, and git agrees that all is clean`() async throws {
    let workspace = try Workspace(root: scratch.path + "/home/workspace")
    _ = try await workspace.save(text("one\r\n"), to: path("skills/a/SKILL.md"))
    _ = try await workspace.save(
      FileContent(bytes: [0, 1], isExecutable: true), to: path("skills/a/run"))
    let states = try await workspace.status()
    #expect(states.map(\.drift) == [.added, .added])
    let commit = try await workspace.commit(message: "Begin", author: author)
    #expect(commit?.summary == "Begin")
    #expect(try await workspace.commit(message: "Again", author: author) == nil)
    #expect(try await workspace.status().allSatisfy { $0.drift == .clean })
    let git = ["-C", scratch.path + "/home/workspace"]
    #expect(try scratch.run("git", git + ["status", "--porcelain"]) == "")
    #expect(try scratch.run("git", git + ["log", "--format=%s %an"]) == "Begin Ada\n")
    #expect(
      try scratch.run("git", git + ["ls-files", "-s"]).contains("100755"))
    _ = try scratch.run("git", git + ["fsck", "--strict"])
  }

  @Test func `every kind of change is told and committed`() async throws {
    let workspace = try Workspace(root: scratch.path)
    for file in ["a", "b/c", "d", "run"] { try scratch.write(file, to: file) }
    _ = try await workspace.commit(message: "one", author: author)
    try scratch.write("edited", to: "a")
    try scratch.run("rm", "-r", "b")
    try scratch.write("new", to: "b")
    try scratch.run("chmod", "+x", "run")
    try scratch.write("x", to: "ignored.log")
    try scratch.write("*.log\n", to: ".gitignore")
    let states = try await workspace.status()
    #expect(
      states.map { "\($0.path) \($0.drift.rawValue)" } == [
        ".gitignore added", "a edited", "b added", "b/c removed", "d clean", "run edited",
      ])
    _ = try await workspace.commit(message: "two", author: author)
    #expect(try scratch.run("git", "status", "--porcelain") == "")
    #expect(
      try scratch.run("git", "diff", "--name-status", "--no-renames", "HEAD~1")
        == "A\t.gitignore\nM\ta\nA\tb\nD\tb/c\nM\trun\n")
    #expect(try await workspace.log(of: path("d")).map(\.summary) == ["one"])
    #expect(try await workspace.log().map(\.summary) == ["two", "one"])
    try scratch.run("git", "fsck", "--strict")
  }

  @Test func `only the named files are committed, and what the user staged stays staged`()
    async throws
  {
    try scratch.run("git", "init", "-q", "-b", "trunk")
    try scratch.write("user", to: "user")
    try scratch.run("git", "add", "user")
    let workspace = try Workspace(root: scratch.path)
    for file in ["skills/a/x", "skills/a/y", "skills/b"] { try scratch.write(file, to: file) }
    _ = try await workspace.commit([path("skills/a")], message: "mine", author: author)
    #expect(try scratch.run("git", "status", "--porcelain") == "A  user\n?? skills/b\n")
    #expect(
      try scratch.run("git", "ls-tree", "-r", "--name-only", "trunk") == "skills/a/x\nskills/a/y\n")
    await #expect(throws: WorkspaceFailure.unknown(try path("none"))) {
      try await workspace.commit([path("none")], message: "x", author: author)
    }
  }

  @Test func `an edit that nobody knows is never overwritten, unless that is said`() async throws {
    let workspace = try Workspace(root: scratch.path)
    let file = try path("a")
    _ = try await workspace.save(text("one"), to: file)
    _ = try await workspace.commit(message: "one", author: author)
    _ = try await workspace.save(text("two"), to: file)
    await #expect(throws: WorkspaceFailure.edited(file)) {
      try await workspace.save(text("three"), to: file)
    }
    #expect(scratch.text("a") == "two")
    #expect(try await workspace.save(text("two"), to: file) == false)
    let seen = ContentHash(of: Array("two".utf8))
    #expect(try await workspace.save(text("three"), to: file, replacing: seen))
    _ = try await workspace.save(text("four"), to: file, force: true)
    let replaced = Array("three".utf8)
    #expect(try await workspace.blob(Repository.id(of: replaced)) == replaced)
    #expect(scratch.text("a") == "four")
  }

  @Test func `a commit waits for no merge, and needs an author and a message`() async throws {
    try scratch.run("git", "init", "-q", "-b", "main")
    try scratch.run("git", "commit", "-q", "--allow-empty", "-m", "one")
    try scratch.run("git", "checkout", "-q", "-b", "side")
    try scratch.run("git", "commit", "-q", "--allow-empty", "-m", "two")
    try scratch.run("git", "checkout", "-q", "main")
    try scratch.run("git", "merge", "-q", "--no-commit", "--no-ff", "side")
    try scratch.write("x", to: "x")
    let workspace = try Workspace(root: scratch.path)
    await #expect(throws: WorkspaceFailure.unfinished("a merge")) {
      try await workspace.commit(message: "x", author: author)
    }
    await #expect(throws: WorkspaceFailure.noMessage) {
      try await workspace.commit(message: " \n", author: author)
    }
  }

  @Test func `many files are committed as one pack, and only new ones`() async throws {
    let workspace = try Workspace(root: scratch.path)
    for number in 0..<120 { try scratch.write("\(number)", to: "skills/s\(number)/SKILL.md") }
    _ = try await workspace.commit(message: "one", author: author)
    for number in 0..<60 { try scratch.write("new \(number)", to: "skills/s\(number)/SKILL.md") }
    _ = try await workspace.commit(message: "two", author: author)
    let packs = try scratch.run("sh", "-c", "ls .git/objects/pack/*.pack").split(separator: "\n")
    #expect(packs.count == 2)
    let counted = try scratch.run("git", "count-objects", "-v").split(separator: "\n")
    #expect(counted.first == "count: 0")
    // The files, a folder each, the two around them and the commit: of all, then of what changed.
    let expected = (120 * 2 + 3) + (60 * 2 + 3)
    #expect(counted.contains("in-pack: \(expected)"))
    #expect(try await workspace.read(path("skills/s7/SKILL.md"))?.bytes == Array("new 7".utf8))
    #expect(try await workspace.status().allSatisfy { $0.drift == .clean })
    #expect(try scratch.run("git", "status", "--porcelain") == "")
    try scratch.run("git", "fsck", "--strict")
  }

  @Test func `another process that holds the workspace is named`() async throws {
    let workspace = try Workspace(root: scratch.path, patience: .milliseconds(60))
    let holder = try scratch.holdLock(".git/joinery.lock")
    defer { kill(holder.processIdentifier, SIGKILL) }
    let failure = await #expect(throws: WorkspaceFailure.self) {
      try await workspace.save(text("x"), to: path("x"))
    }
    #expect(failure?.problem.contains("process \(holder.processIdentifier)") == true)
    kill(holder.processIdentifier, SIGKILL)
    holder.waitUntilExit()
    #expect(try await workspace.save(text("x"), to: path("x")))
  }

  @Test func `two tasks that write at once both succeed`() async throws {
    let root = scratch.path
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<8 {
        group.addTask {
          let workspace = try Workspace(root: root)
          let path = try RelativePath("file\(number)")
          _ = try await workspace.save(FileContent(bytes: [UInt8(number)]), to: path)
          _ = try await workspace.commit([path], message: "\(number)", author: author)
        }
      }
      try await group.waitForAll()
    }
    #expect(try scratch.run("git", "rev-list", "--count", "HEAD") == "8\n")
    #expect(try scratch.run("git", "status", "--porcelain") == "")
    try scratch.run("git", "fsck", "--strict")
  }
}
