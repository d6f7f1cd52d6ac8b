import Examples
import Git
import Testing
import Workspace

/// A repository that the user had already, of which only some folders are ours.
struct UsersRepositoryTests {
  let scratch: Scratch
  let author = Signature(name: "Ada", email: "ada@example.com", time: 1_700_000_000)
  static let ours = Share.only(["skills", "joinery.lock"])

  init() throws {
    scratch = try Scratch()
    try scratch.run("git", "init", "-q", "-b", "trunk", "repo")
    for file in ["src/main.c", "skills/a/SKILL.md", "README.md"] {
      try scratch.write("first\n", to: "repo/\(file)")
    }
    try git("add", "-A")
    try git("commit", "-q", "-m", "Theirs")
  }

  @discardableResult
  private func git(_ arguments: String...) throws -> String {
    try scratch.run("git", ["-C", "repo"] + arguments)
  }

  private func workspace() throws -> Workspace {
    try Workspace(root: scratch.path + "/repo", share: Self.ours)
  }

  @Test func `only ours is listed and committed, and what they staged stays staged`() async throws {
    try scratch.write("staged\n", to: "repo/src/main.c")
    try git("add", "src")
    try scratch.write("working\n", to: "repo/src/main.c")
    try scratch.write("edited\n", to: "repo/README.md")
    try scratch.write("untracked\n", to: "repo/notes")
    try scratch.write("ours\n", to: "repo/skills/a/SKILL.md")
    try scratch.write("{}\n", to: "repo/joinery.lock")
    let before = try git("status", "--porcelain")
    #expect(before.contains("MM src/main.c"))
    let workspace = try workspace()
    #expect(
      try await workspace.status().map { "\($0.path) \($0.drift)" }
        == ["joinery.lock added", "skills/a/SKILL.md edited"])
    let committed = try await workspace.commit(message: "Ours", author: author)
    #expect(committed?.summary == "Ours")
    #expect(
      try git("show", "--name-status", "--format=", "HEAD")
        == "A\tjoinery.lock\nM\tskills/a/SKILL.md\n")
    #expect(
      try git("status", "--porcelain") == " M README.md\nMM src/main.c\n?? notes\n")
    #expect(try git("show", ":src/main.c") == "staged\n")
    for path in ["src/main.c", "src", "README.md"] {
      await #expect(throws: WorkspaceFailure.unknown(try RelativePath(path))) {
        try await workspace.commit([RelativePath(path)], message: "x", author: author)
      }
      await #expect(throws: WorkspaceFailure.unknown(try RelativePath(path))) {
        try await workspace.restoring([RelativePath(path)])
      }
    }
    #expect(try await workspace.commit(message: "Again", author: author) == nil)
    try git("fsck", "--strict")
  }

  @Test func `a switch and a merge bring all of the files, and leave the rest of the index`()
    async throws
  {
    try git("checkout", "-q", "-b", "side")
    for file in ["src/main.c", "skills/a/SKILL.md"] { try scratch.write("2\n", to: "repo/\(file)") }
    try git("commit", "-q", "-a", "-m", "Side")
    try scratch.write("staged\n", to: "repo/README.md")
    try git("add", "README.md")
    try scratch.write("working\n", to: "repo/README.md")
    let (workspace, journal) = (try workspace(), Journal(scratch.path + "/journal"))
    try await workspace.perform(journal) { try await $0.switching(to: "trunk") }
    #expect(scratch.text("repo/src/main.c") == "first\n")
    #expect(try git("status", "--porcelain") == "MM README.md\n")
    try scratch.write("mine\n", to: "repo/src/main.c")
    await #expect(throws: HistoryFailure.uncommitted([try RelativePath("src/main.c")])) {
      try await workspace.perform(journal) { try await $0.switching(to: "side") }
    }
  }

  @Test func `commits go to the branch or the commit that they stand on`() async throws {
    try git("checkout", "-q", "--detach")
    try scratch.write("detached\n", to: "repo/skills/b")
    _ = try await workspace().commit(message: "Detached", author: author)
    #expect(try git("log", "-1", "--format=%s") == "Detached\n")
    #expect(try git("log", "-1", "--format=%s", "trunk") == "Theirs\n")
    #expect(try git("status", "--porcelain") == "")
    try git("checkout", "-q", "--orphan", "unborn")
    try scratch.write("unborn\n", to: "repo/skills/c")
    _ = try await workspace().commit(message: "Unborn", author: author)
    #expect(try git("log", "--format=%s") == "Unborn\n")
    #expect(try git("ls-tree", "-r", "--name-only", "HEAD").contains("src/main.c") == false)
    #expect(try git("status", "--porcelain").contains("A  src/main.c\n"))
  }

  @Test func `what is no whole repository with files is refused, and not made one`() throws {
    func expect(_ failure: WorkspaceFailure, at folder: String) throws {
      #expect(throws: failure) {
        try Workspace(root: "\(scratch.path)/\(folder)", share: Self.ours)
      }
    }
    try expect(.noRepository(scratch.path + "/none"), at: "none")
    try scratch.write("", to: "plain/file")
    try expect(.noRepository(scratch.path + "/plain"), at: "plain")
    try expect(
      .partOf(scratch.path + "/repo/", root: scratch.path + "/repo/skills"), at: "repo/skills")
    try scratch.run("git", "init", "-q", "--bare", "bare.git")
    try expect(.bare(scratch.path + "/bare.git"), at: "bare.git")
    #expect(!Folder.exists(scratch.path + "/none"))
    #expect(scratch.read("plain/.git/HEAD") == nil)
    #expect(scratch.read("repo/skills/.git/HEAD") == nil)
  }

  @Test func `a worktree and a submodule are repositories of their own`() async throws {
    try git("worktree", "add", "-q", "../tree", "-b", "tree")
    try scratch.run("git", "init", "-q", "-b", "main", "whole")
    try scratch.run(
      "git", "-C", "whole", "-c", "protocol.file.allow=always", "submodule", "--quiet", "add",
      "../repo", "sub")
    for folder in ["tree", "whole/sub"] {
      let workspace = try Workspace(root: "\(scratch.path)/\(folder)", share: Self.ours)
      try scratch.write("x\n", to: "\(folder)/skills/x")
      _ = try await workspace.commit(message: "X", author: author)
      #expect(try scratch.run("git", "-C", folder, "log", "-1", "--format=%s") == "X\n")
      #expect(try scratch.run("git", "-C", folder, "status", "--porcelain") == "")
    }
    #expect(try git("log", "-1", "--format=%s", "trunk") == "Theirs\n")
  }
}
