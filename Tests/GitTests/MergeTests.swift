import Examples
import Git
import Testing

struct MergeTests {
  static let lines = (1...12).map { "line \($0)\n" }

  /// Texts that edits at different places make of twelve lines.
  static let texts: [String] = [
    lines.joined(), "", lines.joined().replacing("line 2\n", with: "two\n"),
    lines.joined().replacing("line 2\n", with: "zwei\n"),
    lines.joined().replacing("line 11\n", with: ""), "before\n" + lines.joined(),
    lines.joined() + "after", lines.joined().replacing("\n", with: "\r\n"),
  ]

  @Test(arguments: texts.indices, texts.indices)
  func `two edits merge as git merge-file merges them`(our: Int, their: Int) throws {
    let (ours, theirs) = (Self.texts[our], Self.texts[their])
    let scratch = try Scratch()
    try scratch.write(ours, to: "ours")
    try scratch.write(theirs, to: "theirs")
    try scratch.write(Self.texts[0], to: "base")
    let merge = try Merge(
      base: Array(Self.texts[0].utf8), ours: Array(ours.utf8), theirs: Array(theirs.utf8))
    let printed = try scratch.run(
      "git", "merge-file", "-p", "--diff3", "-L", "ours", "-L", "base", "-L", "theirs", "ours",
      "base", "theirs", status: merge.isClean ? 0 : 1)
    #expect(String(decoding: merge.bytes, as: UTF8.self) == printed)
  }
}
