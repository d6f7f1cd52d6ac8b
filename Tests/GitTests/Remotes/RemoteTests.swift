import Examples
import Git
import Testing

/// Fetching and pushing between folders; the system's git prepares and checks.
struct RemoteTests {
  let scratch: Scratch
  let author = Signature(name: "Ada", email: "ada@example.com", time: 1_700_000_000)

  init() throws {
    scratch = try Scratch()
    try scratch.run("git", "init", "-q", "--bare", "-b", "main", "shared.git")
    for clone in ["one", "two"] { try scratch.run("git", "clone", "-q", "shared.git", clone) }
  }

  private func commit(_ text: String, in clone: String) throws {
    try scratch.write(text, to: clone + "/file")
    try scratch.run("git", "-C", clone, "add", "-A")
    try scratch.run("git", "-C", clone, "commit", "-q", "-m", text)
  }

  private func open(_ clone: String) throws -> Repository {
    try Repository(opening: scratch.path + "/" + clone)
  }

  private func tip(_ folder: String, _ revision: String = "main") throws -> String {
    try scratch.run("git", "-C", folder, "rev-parse", revision).trimmed
  }

  @Test func `what is pushed is there, and can be fetched`() throws {
    try commit("a", in: "one")
    let before = try open("one").push("refs/heads/main", to: "origin", as: "main", access: Access())
    #expect(before == nil)
    #expect(try tip("shared.git") == tip("one"))
    #expect(try tip("one", "origin/main") == tip("one"))
    let fetched = try open("two").fetch("main", from: "origin", access: Access())
    #expect(try fetched?.hex == tip("one"))
    #expect(try tip("two", "origin/main") == tip("one"))
    for folder in ["shared.git", "one", "two"] {
      try scratch.run("git", "-C", folder, "fsck", "--strict")
    }
    #expect(try open("two").fetch("none", from: "origin", access: Access()) == nil)
  }

  @Test func `a fetch changes one reference, whatever the configuration says`() throws {
    try commit("a", in: "one")
    try scratch.run("git", "-C", "one", "tag", "-m", "t", "v1")
    try scratch.run("git", "-C", "one", "push", "-q", "origin", "main", "main:other", "v1")
    try commit("mine", in: "two")
    let mine = try tip("two")
    let config = ["-C", "two", "config"]
    _ = try scratch.run("git", config + ["remote.origin.fetch", "+refs/heads/*:refs/heads/*"])
    _ = try scratch.run("git", config + ["remote.origin.mirror", "true"])
    _ = try scratch.run("git", config + ["remote.origin.prune", "true"])
    _ = try open("two").fetch("main", from: "origin", access: Access())
    let references = try scratch.run("git", "-C", "two", "for-each-ref", "--format=%(refname)")
    #expect(references == "refs/heads/main\nrefs/remotes/origin/main\n")
    #expect(try tip("two") == mine)
    #expect(scratch.read("two/.git/FETCH_HEAD") == nil)
  }

  @Test func `a push that would drop commits is refused, on this side`() throws {
    try commit("a", in: "one")
    try commit("b", in: "two")
    _ = try open("one").push("refs/heads/main", to: "origin", as: "main", access: Access())
    let failure = #expect(throws: GitFailure.self) {
      _ = try open("two").push("refs/heads/main", to: "origin", as: "main", access: Access())
    }
    #expect(failure?.reason == .diverged)
    #expect(try tip("shared.git") == tip("one"))
    _ = try open("two").push("refs/heads/main", to: "origin", as: "mine", access: Access())
    #expect(try tip("shared.git", "mine") == tip("two"))
  }

  @Test func `the branch whose files somebody edits is not pushed to`() throws {
    try commit("a", in: "one")
    try commit("b", in: "two")
    try scratch.run("git", "-C", "one", "remote", "add", "two", "../two")
    let failure = #expect(throws: GitFailure.self) {
      _ = try open("one").push("refs/heads/main", to: "two", as: "main", access: Access())
    }
    #expect(failure?.reason == .refused)
    _ = try open("one").push("refs/heads/main", to: "two", as: "side", access: Access())
    #expect(try tip("two", "side") == tip("one"))
  }

  @Test func `only what is missing is sent`() throws {
    for number in 0..<5 { try commit("\(number)", in: "one") }
    _ = try open("one").push("refs/heads/main", to: "origin", as: "main", access: Access())
    let before = try objects()
    try commit("more", in: "one")
    _ = try open("one").push("refs/heads/main", to: "origin", as: "main", access: Access())
    #expect(try objects() == before + 3)
  }

  private func objects() throws -> Int {
    let counts = try scratch.run("git", "-C", "shared.git", "count-objects", "-v")
    let line = counts.split(separator: "\n").first { $0.hasPrefix("in-pack: ") }
    return try #require(line.flatMap { Int($0.dropFirst("in-pack: ".count)) })
  }

  @Test func `remotes are added, listed and removed as git has them`() throws {
    let repository = try open("one")
    try repository.addRemote("disk", url: "/somewhere/else.git")
    #expect(try repository.remotes().map(\.name) == ["disk", "origin"])
    #expect(try scratch.run("git", "-C", "one", "remote") == "disk\norigin\n")
    let failure = #expect(throws: GitFailure.self) {
      try repository.addRemote("disk", url: "/other")
    }
    #expect(failure?.reason == .exists)
    try repository.removeRemote("disk")
    #expect(try scratch.run("git", "-C", "one", "remote") == "origin\n")
  }

  @Test(arguments: ["ext::sh -c 'touch sprung'", "fd::3", "transport::address", "x://host/path"])
  func `an address that a program would have to be run for is none`(url: String) throws {
    #expect(RemoteAddress(url, relativeTo: "/") == nil)
    try scratch.run("git", "-C", "one", "config", "remote.bad.url", url)
    let repository = try open("one")
    for call in [
      { _ = try repository.fetch("main", from: "bad", access: Access()) },
      { _ = try repository.push("refs/heads/main", to: "bad", as: "main", access: Access()) },
      { try repository.addRemote("worse", url: url) },
    ] {
      #expect(throws: GitFailure.self) { try call() }
    }
  }

  @Test func `addresses are told apart as git does, and shown without secrets`() {
    func kind(_ text: String) -> RemoteAddress? { RemoteAddress(text, relativeTo: "/w") }
    #expect(kind("/a/b.git") == .folder("/a/b.git"))
    #expect(kind("../b") == .folder("/w/../b"))
    #expect(kind("./a:b") == .folder("/w/./a:b"))
    #expect(kind("file:///a/b%20c") == .folder("/a/b c"))
    #expect(kind("file://localhost/a") == .folder("/a"))
    for text in ["git@example.com:me/x.git", "ssh://h/x", "https://h/x", "host:x"] {
      #expect(kind(text) == .network)
    }
    #expect(kind("") == nil)
    #expect(RemoteAddress.shown("https://me:secret@h/x") == "https://…@h/x")
    #expect(RemoteAddress.shown("https://token@h/x@y") == "https://…@h/x@y")
    #expect(RemoteAddress.shown("ssh://git@h/x") == "ssh://git@h/x")
    #expect(RemoteAddress.shown("https://h/x@y") == "https://h/x@y")
  }

  @Test func `what two commits share is what git says`() throws {
    try commit("a", in: "one")
    try scratch.run("git", "-C", "one", "checkout", "-q", "-b", "side")
    try commit("b", in: "one")
    try commit("c", in: "one")
    try scratch.run("git", "-C", "one", "checkout", "-q", "main")
    try commit("d", in: "one")
    let repository = try open("one")
    let main = try #require(try repository.reference("refs/heads/main"))
    let side = try #require(try repository.reference("refs/heads/side"))
    #expect(
      try repository.mergeBase(main, side)?.hex
        == scratch.run("git", "-C", "one", "merge-base", "main", "side").trimmed)
    let distance = try repository.distance(from: main, to: side)
    #expect(distance.ahead == 1 && distance.behind == 2)
    #expect(try !repository.contains(side, in: main))
    #expect(try repository.contains(repository.mergeBase(main, side) ?? main, in: side))
  }
}

extension String {
  fileprivate var trimmed: String { String(prefix { $0 != "\n" }) }
}
