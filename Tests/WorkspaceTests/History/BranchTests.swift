import Examples
import Git
import Testing
import Workspace

struct BranchTests {
  let scratch: Scratch
  let author = Signature(name: "Ada", email: "ada@example.com", time: 1_700_000_000)

  /// Says what every file holds, but for the notes that the tool keeps for itself.
  static let digest = "find . -type f ! -path './.git/joinery*' | sort | xargs sha1sum"

  init() throws { scratch = try Scratch() }

  private func workspace() throws -> Workspace { try Workspace(root: scratch.path) }

  private func apply(_ change: (Workspace) async throws -> Changes) async throws {
    let journal = Journal(scratch.path + "/.git/journal")
    try await workspace().perform(journal, change)
  }

  private func commit(_ files: [String: String?]) async throws {
    for (path, text) in files {
      if let text {
        try scratch.write(text, to: path)
      } else {
        try scratch.run("rm", path)
      }
    }
    _ = try await workspace().commit(message: "Change", author: author)
  }

  /// A repository whose branches `main` and `side` differ in all ways that files can.
  private func forked() async throws {
    try await commit([
      "same": "same", "edited": "1", "gone": "gone", "f/g": "g", "h": "h", "lost/x": "x",
    ])
    try await apply { try await $0.switching(to: "side", creating: true) }
    try scratch.run("rm", "-r", "f", "h")
    try await commit([
      "edited": "2", "gone": nil, "new/file": "n", "f": "f", "h/i": "i", "lost/x": nil,
    ])
  }

  @Test func `a switch brings the files of the branch, and writes no others`() async throws {
    try await forked()
    let before = try scratch.run("stat", "-c", "%i %y", "same")
    for (branch, other) in [("main", "side"), ("side", "main"), ("main", "side")] {
      try await apply { try await $0.switching(to: branch) }
      #expect(try scratch.run("git", "symbolic-ref", "--short", "HEAD") == "\(branch)\n")
      #expect(try scratch.run("git", "status", "--porcelain") == "")
      #expect(
        try scratch.run("git", "reflog", "-1", "--format=%gs")
          == "checkout: moving from \(other) to \(branch)\n")
    }
    #expect(try scratch.run("stat", "-c", "%i %y", "same") == before)
    #expect(scratch.read("new") == nil && scratch.text("f/g") == "g" && scratch.text("h") == "h")
    try scratch.run("git", "fsck", "--strict")
  }

  @Test func `what is not committed is carried along where it is in nobody's way`() async throws {
    try await forked()
    try scratch.write("mine", to: "same")
    try scratch.write("staged", to: "staged")
    try scratch.run("git", "add", "staged")
    try scratch.write("*.log\n", to: ".git/info/exclude")
    try scratch.run("rm", "-r", "new")
    for file in ["untracked", "x.log", "new"] { try scratch.write("mine", to: file) }
    try await apply { try await $0.switching(to: "main") }
    #expect(
      try scratch.run("git", "status", "--porcelain")
        == " M same\nA  staged\n?? new\n?? untracked\n")
    #expect(scratch.text("x.log") == "mine")
  }

  @Test(arguments: ["edited", "gone", "f/g", "h", "h/other", "lost"])
  func `a switch that would lose a change is refused, and nothing is written`(
    path: String
  ) async throws {
    try await forked()
    let folder = ["h": "h", "f/g": "f", "lost": "lost"][path]
    if let folder { try scratch.run("rm", "-r", folder) }
    try scratch.write("mine", to: path)
    let before = try scratch.run("sh", "-c", Self.digest)
    let failure = await #expect(throws: HistoryFailure.self) {
      try await apply { try await $0.switching(to: "main") }
    }
    guard case .uncommitted? = failure else { throw failure ?? HistoryFailure.noCommit }
    #expect(try scratch.run("sh", "-c", Self.digest) == before)
  }

  @Test func `links and submodules are left to git`() async throws {
    try await commit(["a": "a"])
    try scratch.run("git", "checkout", "-q", "-b", "side")
    try scratch.run("ln", "-s", "/etc/passwd", "link")
    try scratch.run("git", "add", "link")
    try scratch.run("git", "commit", "-q", "-m", "link")
    try scratch.run("git", "checkout", "-q", "main")
    await #expect(throws: HistoryFailure.beyond("link")) {
      try await apply { try await $0.switching(to: "side") }
    }
  }

  @Test func `branches are git's, and only what is merged is removed`() async throws {
    await #expect(throws: HistoryFailure.noCommit) {
      try await apply { try await $0.creating(branch: "early") }
    }
    try await apply { try await $0.switching(to: "trunk", creating: true) }
    try await commit(["a": "a"])
    try await apply { try await $0.creating(branch: "x/y") }
    #expect(try scratch.run("git", "branch", "--format=%(refname:short)") == "trunk\nx/y\n")
    #expect(try await workspace().branches().map(\.name) == ["trunk", "x/y"])
    #expect(try await workspace().branches().map(\.isCurrent) == [true, false])
    await #expect(throws: HistoryFailure.branchExists("x/y")) {
      try await apply { try await $0.creating(branch: "x/y") }
    }
    for name in ["a b", "-x", "x..y", "", "a.lock", "HEAD"] {
      await #expect(throws: HistoryFailure.badName(name)) {
        try await apply { try await $0.creating(branch: name) }
      }
    }
    await #expect(throws: HistoryFailure.inUse("trunk")) {
      try await apply { try await $0.deleting(branch: "trunk") }
    }
    try await apply { try await $0.switching(to: "x/y") }
    try await commit(["a": "b"])
    try await apply { try await $0.switching(to: "trunk") }
    await #expect(throws: HistoryFailure.unmerged("x/y")) {
      try await apply { try await $0.deleting(branch: "x/y") }
    }
    try scratch.run("git", "merge", "-q", "x/y")
    try await apply { try await $0.deleting(branch: "x/y") }
    await #expect(throws: HistoryFailure.unknownBranch("x/y", known: ["trunk"])) {
      try await apply { try await $0.switching(to: "x/y") }
    }
  }

  @Test func `a commit that no branch names can be left and gone on from`() async throws {
    try await forked()
    try scratch.run("git", "checkout", "-q", "--detach", "main")
    #expect(try await workspace().branch() == nil)
    try await commit(["edited": "3"])
    #expect(try scratch.run("git", "log", "--format=%s", "-1") == "Change\n")
    try await apply { try await $0.switching(to: "kept", creating: true) }
    try await apply { try await $0.switching(to: "side") }
    #expect(scratch.text("edited") == "2")
  }

  @Test func `a branch that another worktree stands on is left to it`() async throws {
    try await forked()
    try scratch.run("git", "worktree", "add", "-q", "tree", "main")
    await #expect(throws: HistoryFailure.inUse("main")) {
      try await apply { try await $0.switching(to: "main") }
    }
    let tree = try Workspace(root: scratch.path + "/tree")
    try scratch.write("in the tree", to: "tree/edited")
    _ = try await tree.commit(message: "Tree", author: author)
    #expect(try scratch.run("git", "log", "-1", "--format=%s", "main") == "Tree\n")
    #expect(try scratch.run("git", "-C", "tree", "status", "--porcelain") == "")
  }

  @Test func `files are what they were in a commit, and the index stays`() async throws {
    try await forked()
    try scratch.write("unknown", to: "edited")
    try scratch.write("untracked", to: "new/other")
    try scratch.run("git", "add", "edited")
    let paths = try ["edited", "new"].map { try RelativePath($0) }
    let workspace = try workspace()
    let changes = try await workspace.restoring(paths)
    #expect(changes.files.map(\.path.text) == ["edited"])
    try await apply { _ in changes }
    #expect(scratch.text("edited") == "2" && scratch.text("new/other") == "untracked")
    #expect(try scratch.run("git", "show", ":edited") == "unknown")
    #expect(
      try scratch.run("git", "fsck", "--unreachable").split(separator: "\n").allSatisfy {
        !$0.contains("blob")
      })
    try await apply { try await $0.restoring([paths[1]], from: "main") }
    #expect(scratch.read("new/file") == nil && scratch.text("new/other") == "untracked")
    await #expect(throws: HistoryFailure.unknownRevision("no such")) {
      try await workspace.restoring(paths, from: "no such")
    }
    await #expect(throws: WorkspaceFailure.unknown(try RelativePath("nothing"))) {
      try await workspace.restoring([RelativePath("nothing")])
    }
  }

  @Test func `nothing happens while git is in the middle of something`() async throws {
    try await forked()
    try scratch.run("git", "commit", "-q", "--allow-empty", "-m", "empty")
    try scratch.run("git", "bisect", "start")
    await #expect(throws: WorkspaceFailure.unfinished("a bisection")) {
      try await apply { try await $0.switching(to: "main") }
    }
    await #expect(throws: WorkspaceFailure.unfinished("a bisection")) {
      try await apply { try await $0.restoring([RelativePath("same")]) }
    }
  }
}
