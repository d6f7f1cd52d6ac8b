import Examples
import Git
import Testing

/// The system's git reads what we write, and the reverse.
struct ObjectTests {
  let scratch: Scratch
  let author = Signature(name: "Ada", email: "ada@example.com", time: 1_700_000_000, offset: 60)

  init() throws { scratch = try Scratch() }

  @Test func `a new repository is on the branch main, and sound`() throws {
    let repository = try Repository(creating: scratch.path)
    #expect(try repository.headName() == "refs/heads/main")
    #expect(try repository.head() == nil)
    #expect(repository.workingFolder() == scratch.path + "/")
    #expect(try scratch.run("git", "symbolic-ref", "HEAD") == "refs/heads/main\n")
    try scratch.run("git", "fsck", "--strict")
  }

  @Test func `a repository is found from a folder in it, and not from outside`() throws {
    _ = try Repository(creating: scratch.path + "/inner")
    try scratch.write("", to: "inner/a/b")
    #expect(
      try Repository.discover(from: scratch.path + "/inner/a") == scratch.path + "/inner/.git/")
    #expect(try Repository.discover(from: scratch.path) == nil)
  }

  @Test func `opening what is no repository names it`() throws {
    let failure = #expect(throws: GitFailure.self) { _ = try Repository(opening: scratch.path) }
    #expect(failure?.reason == .notFound)
    #expect(failure?.problem.contains(scratch.path) == true)
  }

  @Test func `certificates that were passed over at the start are read when asked for`() throws {
    _ = try Repository(creating: scratch.path)
    #expect(throws: Never.self) { try Certificates.read() }
    #expect(throws: Never.self) { try Certificates.read() }
  }

  @Test(arguments: [
    [], [0], Array("a\r\nb".utf8), [0xFF, 0xFE], [UInt8](repeating: 7, count: 70_000),
  ])
  func `a blob keeps its bytes under the id that git gives them`(bytes: [UInt8]) throws {
    let repository = try Repository(creating: scratch.path)
    try scratch.write(bytes, to: "file")
    let id = try repository.write(bytes)
    #expect(try Repository.id(of: bytes) == id)
    #expect(try repository.blob(id) == bytes)
    #expect(try repository.size(ofBlob: id) == bytes.count)
    #expect(try scratch.run("git", "hash-object", "--no-filters", "file") == id.hex + "\n")
    #expect(ObjectID(hex: id.hex) == id)
  }

  @Test func `git lists the tree we wrote, and we list git's`() throws {
    let repository = try Repository(creating: scratch.path)
    let id = try repository.write(Array("x".utf8))
    let entries = [
      TreeEntry(path: "a", id: id, mode: .file),
      TreeEntry(path: "a.b/c", id: id, mode: .executable),
      TreeEntry(path: "a0", id: id, mode: .link), TreeEntry(path: "d/e/f/ü", id: id, mode: .file),
    ]
    let tree = try repository.writeTree(entries.map(TreeChange.put), on: nil)
    let listed = try scratch.run("git", "ls-tree", "-r", "-z", tree.hex).split(separator: "\0")
    #expect(
      listed.map(String.init)
        == entries.map { "\(padded($0.mode)) blob \($0.id)\t\($0.path)" })
    #expect(try repository.files(of: tree) == entries)
    #expect(try repository.files(of: tree, under: "d").map(\.path) == ["d/e/f/ü"])
    #expect(try repository.files(of: tree, under: "none").isEmpty)
    try scratch.run("git", "fsck", "--strict")
  }

  @Test func `a tree is made from another by changes, files and folders trading places`() throws {
    let repository = try Repository(creating: scratch.path)
    let (one, two) = (try repository.write([1]), try repository.write([2]))
    func put(_ path: String, _ id: ObjectID) -> TreeChange {
      .put(TreeEntry(path: path, id: id, mode: .file))
    }
    let base = try repository.writeTree([put("a", one), put("b/c", one), put("d/e", one)], on: nil)
    let tree = try repository.writeTree(
      [
        .remove("a"), put("a/x", two), .remove("b/c"), put("b", two), .remove("no/such"),
        put("d/f", two),
      ],
      on: base)
    #expect(try repository.files(of: tree).map(\.path) == ["a/x", "b", "d/e", "d/f"])
    let empty = try repository.writeTree(
      [.remove("a/x"), .remove("b"), .remove("d/e"), .remove("d/f")], on: tree)
    #expect(empty.hex == "4b825dc642cb6eb9a060e54bf8d69288fbee4904")
    #expect(try repository.writeTree([], on: nil) == empty)
  }

  @Test func `a commit is what git shows`() throws {
    let repository = try Repository(creating: scratch.path)
    let id = try repository.write(Array("hello\n".utf8))
    let tree = try repository.writeTree(
      [.put(TreeEntry(path: "a/b", id: id, mode: .file))], on: nil)
    let first = try repository.writeCommit(tree: tree, parents: [], message: "One", author: author)
    try repository.move(repository.headName(), to: first.id, from: nil, because: "commit: One")
    let second = try repository.writeCommit(
      tree: tree, parents: [first.id], message: "Two\n\nMore.", author: author)
    try repository.move(repository.headName(), to: second.id, from: first.id, because: "commit")
    #expect(
      try scratch.run("git", "log", "--format=%H %T %P|%an <%ae> %ad|%s", "--date=raw")
        == """
        \(second.id) \(tree) \(first.id)|Ada <ada@example.com> 1700000000 +0100|Two
        \(first.id) \(tree) |Ada <ada@example.com> 1700000000 +0100|One

        """)
    #expect(try repository.commit(second.id) == second)
    #expect(second.summary == "Two")
    #expect(try repository.commit(named: "HEAD~1") == first.id)
    #expect(try repository.commit(named: "HEAD~2") == nil)
    #expect(try repository.blob(at: "main", path: "a/b") == Array("hello\n".utf8))
    #expect(try repository.blob(at: "main", path: "a/c") == nil)
    try scratch.run("git", "fsck", "--strict")
  }

  private func padded(_ mode: FileMode) -> String {
    String(mode.rawValue, radix: 8)
  }
}
