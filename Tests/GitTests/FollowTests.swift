import Examples
import Git
import Testing

/// The history of one file, through its renames, is git's.
struct FollowTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.run("git", "init", "-q", "-b", "main")
  }

  private func commit(_ message: String) throws {
    try scratch.run("git", "add", "-A")
    try scratch.run("git", "commit", "-q", "--allow-empty", "-m", message)
  }

  /// A history of edits, renames and removals of three files, and where each of them is in the end.
  private func history(_ seed: Int) throws -> [String] {
    var random = SplitMix(state: UInt64(seed))
    var paths = ["one.md", "two/a.md", "two/b.md"]
    var texts = paths.map { path in (0..<30).map { "\(path) line \($0)\n" } }
    func write(_ index: Int) throws { try scratch.write(texts[index].joined(), to: paths[index]) }
    for index in paths.indices { try write(index) }
    try commit("begin")
    for step in 0..<25 {
      let index = Int.random(in: 0..<3, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0:
        let name = "moved\(step)/file.md"
        try scratch.run("sh", "-c", "rm -f '\(paths[index])'")
        paths[index] = name
      case 1:
        try scratch.run("sh", "-c", "rm -f '\(paths[index])'")
        try commit("remove \(step)")
      default: texts[index][Int.random(in: 0..<30, using: &random)] += "edit \(step)\n"
      }
      try write(index)
      try commit("step \(step)")
    }
    return paths
  }

  @Test(arguments: 1..<9)
  func `a file is followed as git follows it`(seed: Int) throws {
    let paths = try history(seed)
    let repository = try Repository(opening: scratch.path)
    let head = try #require(try repository.head())
    for path in paths {
      let ours = try repository.history(of: path, from: head).map(\.commit.summary)
      let theirs = try scratch.run("git", "log", "--follow", "--format=%s", "--", path)
      #expect(ours == theirs.split(separator: "\n").map(String.init), "\(path)")
    }
    let folder = try repository.history(of: "two", from: head).map(\.commit.summary)
    let theirs = try scratch.run("git", "log", "--format=%s", "--", "two")
    #expect(folder == theirs.split(separator: "\n").map(String.init))
  }

  @Test func `both sides of a merge are followed, each under its own name`() throws {
    try scratch.write((0..<30).map { "line \($0)\n" }.joined(), to: "old.md")
    try commit("begin")
    try scratch.run("git", "checkout", "-q", "-b", "side")
    try scratch.run("sh", "-c", "sed -i.b 's/line 3$/side/' old.md; rm old.md.b")
    try commit("side")
    try scratch.run("git", "checkout", "-q", "main")
    try scratch.run("git", "mv", "old.md", "new.md")
    try commit("rename")
    try scratch.run("git", "merge", "-q", "--no-edit", "-m", "merge", "side")
    let repository = try Repository(opening: scratch.path)
    let head = try #require(try repository.head())
    let revisions = try repository.history(of: "new.md", from: head)
    #expect(revisions.map(\.commit.summary).first == "merge")
    #expect(Set(revisions.map(\.commit.summary)) == ["merge", "side", "rename", "begin"])
    #expect(revisions.map(\.path).last == "old.md")
    #expect(revisions.first?.before.map { $0?.path } == ["new.md", "old.md"])
  }
}

/// Random numbers that are the same every time.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }
}
