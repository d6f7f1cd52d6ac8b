import Examples
import Git
import Testing

struct IgnoreTests {
  static let rules: [(file: String, text: String)] = [
    (
      ".gitignore",
      "*.log\n!keep.log\nbuild/\n/top\nsub/only\n**/deep/*.tmp\n# note\n\\#odd\n[ab].c\n"
    ),
    ("sub/.gitignore", "*.txt\n!yes.txt\n/here\n"),
    ("build/.gitignore", "!*\n"),
    ("sub/inner/.gitignore", "!*.log\n"),
  ]
  static let files = [
    "a.log", "keep.log", "sub/a.log", "sub/keep.log", "build/x", "build/keep.log", "sub/build/x",
    "top", "sub/top", "sub/only", "other/sub/only", "x/deep/a.tmp", "deep/a.tmp", "#odd", "a.c",
    "c.c", "sub/no.txt", "sub/yes.txt", "sub/here", "sub/inner/here", "sub/inner/z.log", "plain",
    "sub/inner/n.txt", "ünï.log", "with space.log",
  ]

  @Test(arguments: [true, false])
  func `what is ignored is what git check-ignore says`(inRepository: Bool) throws {
    let scratch = try Scratch()
    for (file, text) in Self.rules { try scratch.write(text, to: file) }
    for file in Self.files { try scratch.write("", to: file) }
    if inRepository { try scratch.run("git", "init", "-q") }
    var rules = try IgnoreRules(folder: scratch.path)
    let ours = try Self.files.filter { try rules.ignores($0, isFolder: false) }
    if !inRepository { try scratch.run("git", "init", "-q") }
    let shown = try scratch.run(
      "git", "-c", "core.quotePath=false", "ls-files", "-z", "--others", "--exclude-standard")
    let kept = Set(shown.split(separator: "\0").map(String.init))
    #expect(ours == Self.files.filter { !kept.contains($0) })
    #expect(try rules.ignores("build", isFolder: true))
  }

  @Test func `rules are read where there are none`() throws {
    let scratch = try Scratch()
    var rules = try IgnoreRules(folder: scratch.path)
    #expect(try !rules.ignores("a/b/c", isFolder: false))
  }
}
