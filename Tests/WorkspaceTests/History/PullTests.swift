import Examples
import Git
import Testing
import Workspace

struct PullTests {
  static let lines = (1...12).map { "line \($0)\n" }.joined()

  @Test func `an empty workspace takes what the remote has`() async throws {
    let pair = try await Pair(["skills/a/SKILL.md": Self.lines, "run": "x"])
    #expect(try pair.files("two") == pair.files("one"))
    #expect(try pair.git("two", "status", "--porcelain") == "")
    #expect(try pair.git("two", "log", "--format=%s") == "Begin\n")
  }

  @Test func `a fast-forward writes, removes and sets modes, and git agrees`() async throws {
    let pair = try await Pair(["a": "a", "b/c": "c", "d": "d", "run": "run"])
    try pair.scratch.write("new", to: "one/e/f")
    try pair.scratch.run("rm", "-r", "one/b", "one/d")
    try pair.scratch.write("c is a file", to: "one/b")
    try pair.scratch.write("d is a folder", to: "one/d/e")
    try pair.scratch.run("chmod", "+x", "one/run")
    try await pair.commit("one")
    try await pair.push("one")
    try await pair.pull("two")
    #expect(try pair.files("two") == pair.files("one"))
    #expect(try pair.git("two", "status", "--porcelain") == "")
    #expect(try pair.git("two", "rev-parse", "main") == pair.git("one", "rev-parse", "main"))
    #expect(try pair.scratch.run("test", "-x", "two/run") == "")
    #expect(try await pair.pull("two")?.isEmpty == true)
  }

  @Test func `both sides' commits are merged, and git sees a merge`() async throws {
    let pair = try await Pair(["a": Self.lines, "b": "b", "moved": Self.lines])
    try pair.scratch.write(Self.lines.replacing("line 2\n", with: "two\n"), to: "one/a")
    try pair.scratch.run("git", "-C", "one", "mv", "moved", "elsewhere")
    try await pair.commit("one", "One")
    try await pair.push("one")
    try pair.scratch.write(Self.lines.replacing("line 11\n", with: "eleven\n"), to: "two/a")
    try pair.scratch.write(Self.lines + "more\n", to: "two/moved")
    try pair.scratch.run("chmod", "+x", "two/b")
    try await pair.commit("two", "Two")
    await #expect(throws: GitFailure.self) { try await pair.push("two") }
    try await pair.pull("two")
    let both = Self.lines.replacing("line 2\n", with: "two\n")
      .replacing("line 11\n", with: "eleven\n")
    #expect(
      try pair.files("two") == ["a": both, "b": "b", "elsewhere": Self.lines + "more\n"])
    #expect(try pair.git("two", "status", "--porcelain") == "")
    #expect(try pair.git("two", "log", "-1", "--format=%s %an") == "Merge origin/main Ada\n")
    #expect(
      try pair.git("two", "rev-parse", "HEAD^2") == pair.git("two", "rev-parse", "origin/main"))
    #expect(try pair.git("two", "blame", "-s", "a").contains("eleven"))
    try pair.git("two", "fsck", "--strict")
    try await pair.push("two")
    try await pair.pull("one")
    #expect(try pair.files("one") == pair.files("two"))
    #expect(try pair.git("one", "diff", "--stat", "origin/main") == "")
  }

  @Test(arguments: ["edit", "rm a", "mv a c"])
  func `what cannot be merged changes nothing`(theirs: String) async throws {
    let pair = try await Pair(["a": Self.lines, "b": "b"])
    try pair.scratch.run(
      "sh", "-c", theirs == "edit" ? "cd one && echo one > a" : "cd one && \(theirs)")
    try pair.scratch.write("changed too", to: "one/b")
    try await pair.commit("one")
    try await pair.push("one")
    let ours = theirs == "mv a c" ? "mv a d" : "echo two > a"
    try pair.scratch.run("sh", "-c", "cd two && \(ours) && echo other > uncommitted")
    _ = try await pair.workspace("two").commit(
      (ours == "mv a d" ? ["a", "d"] : ["a"]).map { try RelativePath($0) },
      message: "Two", author: pair.author)
    let before = (try pair.files("two"), try pair.git("two", "rev-parse", "HEAD"))
    #expect(try await pair.pull("two") == nil)
    #expect(try pair.files("two") == before.0)
    #expect(try pair.git("two", "rev-parse", "HEAD") == before.1)
  }

  @Test func `a file with changes that are not committed is never replaced`() async throws {
    let pair = try await Pair(["a": "a", "b": "b"])
    for file in ["a", "new"] { try pair.scratch.write("one", to: "one/\(file)") }
    try await pair.commit("one")
    try await pair.push("one")
    let workspace = try pair.workspace("two")
    for (file, text) in [("a", "mine"), ("new", "mine")] {
      let old = pair.scratch.text("two/\(file)")
      try pair.scratch.write(text, to: "two/\(file)")
      let before = try pair.digest("two/.git/refs/heads") + pair.digest("two/.git/index")
      await #expect(throws: HistoryFailure.uncommitted([try RelativePath(file)])) {
        try await pair.pull("two")
      }
      #expect(try pair.digest("two/.git/refs/heads") + pair.digest("two/.git/index") == before)
      #expect(pair.scratch.text("two/\(file)") == text)
      if let old {
        try pair.scratch.write(old, to: "two/\(file)")
      } else {
        try pair.scratch.run("rm", "two/\(file)")
      }
    }
    // What is staged and nowhere else is a change too.
    try pair.scratch.write("staged", to: "two/a")
    try pair.git("two", "add", "a")
    try pair.scratch.write("a", to: "two/a")
    await #expect(throws: HistoryFailure.uncommitted([try RelativePath("a")])) {
      try await pair.pull("two")
    }
    try pair.git("two", "reset", "-q", "a")
    // A change elsewhere is no obstacle, and stays.
    try pair.scratch.write("mine", to: "two/b")
    try await pair.pull("two")
    #expect(try pair.files("two") == ["a": "one", "b": "mine", "new": "one"])
    #expect(try await workspace.status().filter { $0.drift != .clean }.map(\.path.text) == ["b"])
  }

  @Test func `histories that share nothing are not merged`() async throws {
    let pair = try await Pair()
    for side in ["one", "two"] {
      try pair.scratch.write(side, to: "\(side)/\(side)")
      try await pair.commit(side)
    }
    try await pair.push("one")
    await #expect(throws: HistoryFailure.unrelated("origin/main")) { try await pair.pull("two") }
  }

  @Test func `which remote is meant is clear, or asked`() async throws {
    let pair = try await Pair(["a": "a"])
    let workspace = try pair.workspace("one")
    await #expect(throws: RemoteFailure.unknown("x", known: ["origin"])) {
      try await workspace.remoteBranch(remote: "x")
    }
    #expect(try await workspace.remoteBranch().name == "origin/main")
    try await workspace.addRemote("b", url: "/b")
    try await workspace.addRemote("c", url: "/c")
    #expect(try await workspace.remoteBranch().remote == "origin")
    try pair.git("one", "config", "branch.main.remote", "b")
    try pair.git("one", "config", "branch.main.merge", "refs/heads/trunk")
    #expect(try await pair.workspace("one").remoteBranch().name == "b/trunk")
    #expect(try await pair.workspace("one").remoteBranch(remote: "c").name == "c/main")
    try await workspace.removeRemote("origin")
    try pair.git("one", "config", "--unset", "branch.main.remote")
    await #expect(throws: RemoteFailure.notOne(["b", "c"])) {
      try await pair.workspace("one").remoteBranch()
    }
    try pair.git("one", "checkout", "-q", "--detach")
    await #expect(throws: HistoryFailure.detached) {
      try await pair.workspace("one").remoteBranch()
    }
    await #expect(throws: RemoteFailure.noBranch("none", remote: "origin")) {
      let two = try pair.workspace("two")
      _ = try await two.fetch(two.remoteBranch(branch: "none"), access: Access())
    }
  }
}
