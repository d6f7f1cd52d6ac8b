import Examples
import Git
import Testing

struct ReferenceTests {
  let scratch: Scratch
  let author = Signature(name: "Ada", email: "ada@example.com", time: 1_700_000_000)

  init() throws { scratch = try Scratch() }

  @Test func `a reference moves only from the value it was expected to have`() throws {
    let repository = try Repository(creating: scratch.path)
    let tree = try repository.writeTree([], on: nil)
    let commits = try (1...3).map { number in
      try repository.writeCommit(tree: tree, parents: [], message: "\(number)", author: author).id
    }
    let name = "refs/joinery/targets/claude"
    try repository.move(name, to: commits[0], from: nil, because: "deploy")
    let exists = #expect(throws: GitFailure.self) {
      try repository.move(name, to: commits[1], from: nil, because: "deploy")
    }
    #expect(exists?.reason == .exists)
    let moved = #expect(throws: GitFailure.self) {
      try repository.move(name, to: commits[1], from: commits[2], because: "deploy")
    }
    #expect(moved?.reason == .moved)
    #expect(try repository.reference(name) == commits[0])
    try repository.move(name, to: commits[1], from: commits[0], because: "deploy")
    #expect(try repository.references(under: "refs/joinery/") == [name: commits[1]])
    #expect(try scratch.run("git", "rev-parse", name) == commits[1].hex + "\n")
    try repository.remove(reference: name, from: commits[1])
    #expect(try repository.reference(name) == nil)
  }

  @Test(arguments: ["no brackets", "A <a@b", "A <", "<a@b>", "A <>", "A <a> <b>"])
  func `an author must be a name and an address`(text: String) {
    #expect(throws: GitFailure.self) { try Signature(now: text) }
  }

  @Test func `an author is a name and an address`() throws {
    let author = try Signature(now: "Ada Lovelace <ada@example.com>")
    #expect(author.name == "Ada Lovelace")
    #expect(author.email == "ada@example.com")
  }

  @Test func `the repository's configuration says who commits`() throws {
    let repository = try Repository(creating: scratch.path)
    try scratch.run("git", "config", "user.name", "Grace")
    try scratch.run("git", "config", "user.email", "grace@example.com")
    let identity = try Repository(opening: scratch.path).identity()
    #expect(identity.name == "Grace" && identity.email == "grace@example.com")
    _ = repository
  }

  @Test func `a merge that is under way is told`() throws {
    try scratch.run("git", "init", "-q", "-b", "main")
    try scratch.run("git", "commit", "-q", "--allow-empty", "-m", "one")
    try scratch.run("git", "checkout", "-q", "-b", "side")
    try scratch.run("git", "commit", "-q", "--allow-empty", "-m", "two")
    try scratch.run("git", "checkout", "-q", "main")
    try scratch.run("git", "commit", "-q", "--allow-empty", "-m", "three")
    let repository = try Repository(opening: scratch.path)
    #expect(repository.unfinished() == nil)
    try scratch.run("git", "merge", "-q", "--no-commit", "--no-ff", "side")
    #expect(repository.unfinished() == "a merge")
  }

  @Test func `what is staged is what git status sees, and other entries stay`() throws {
    try scratch.run("git", "init", "-q", "-b", "main")
    try scratch.write("mine", to: "user")
    try scratch.run("git", "add", "user")
    let repository = try Repository(opening: scratch.path)
    try scratch.write("ours", to: "a/b")
    let id = try repository.write(Array("ours".utf8))
    try repository.stage([.put(TreeEntry(path: "a/b", id: id, mode: .file)), .remove("no/such")])
    #expect(try scratch.run("git", "status", "--porcelain") == "A  a/b\nA  user\n")
    try repository.stage([.remove("a/b")])
    #expect(try scratch.run("git", "status", "--porcelain") == "A  user\n?? a/\n")
  }

  @Test func `an edit in the second in which a file was staged is still seen`() throws {
    try scratch.run("git", "init", "-q", "-b", "main")
    try scratch.run("git", "config", "core.trustctime", "false")
    func backdate(_ file: String) throws {
      try scratch.run("touch", "-d", "2020-01-01 00:00:00", file)
    }
    try scratch.write("1", to: "user")
    try backdate("user")
    try scratch.run("git", "add", "user")
    try scratch.run("sh", "-c", "printf 2 > user")
    try backdate("user")
    try backdate(".git/index")
    let repository = try Repository(opening: scratch.path)
    let id = try repository.write(Array("ours".utf8))
    try repository.stage([.put(TreeEntry(path: "a", id: id, mode: .file))])
    #expect(try scratch.run("git", "status", "--porcelain") == "AD a\nAM user\n")
  }
}
