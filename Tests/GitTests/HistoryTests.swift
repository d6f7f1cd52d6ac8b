import Examples
import Git
import Testing

/// A history with a branch and a merge, made by the system's git.
struct HistoryTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.run("git", "init", "-q", "-b", "main")
    let lines = (1...20).map { "line \($0)\n" }.joined()
    try commit("one") { try scratch.write(lines, to: "skills/a/SKILL.md") }
    try commit("two") { try scratch.write("b", to: "b.txt") }
    try scratch.run("git", "checkout", "-q", "-b", "side")
    try commit("side") { try scratch.write("side", to: "side.txt") }
    try scratch.run("git", "checkout", "-q", "main")
    try commit("three") { try scratch.write(lines + "more\n", to: "skills/a/SKILL.md") }
    try scratch.run("git", "merge", "-q", "--no-ff", "-m", "merge", "side")
    try commit("rename") {
      try scratch.run("git", "mv", "skills/a/SKILL.md", "skills/a/OTHER.md")
      try scratch.run("git", "rm", "-q", "b.txt")
      try scratch.write("new", to: "new.sh")
      try scratch.run("chmod", "+x", "new.sh")
    }
  }

  private func commit(_ message: String, _ change: () throws -> Void) throws {
    try change()
    try scratch.run("git", "add", "-A")
    try scratch.run("git", "commit", "-q", "-m", message)
  }

  @Test(arguments: [nil, "skills", "skills/a/SKILL.md", "b.txt", "side.txt", "none"])
  func `the log of a path is git's`(path: String?) throws {
    let repository = try Repository(opening: scratch.path)
    let head = try #require(try repository.head())
    let ours = try repository.log(from: head, path: path).map(\.summary)
    let arguments = path.map { ["--", $0] } ?? []
    let expected = try scratch.run("git", ["log", "--topo-order", "--format=%s"] + arguments)
      .split(separator: "\n").map(String.init)
    #expect(Set(ours) == Set(expected) && ours.count == expected.count)
    #expect(
      try repository.log(from: head, path: path, limit: 1).map(\.summary) == Array(ours.prefix(1)))
  }

  @Test(arguments: [("HEAD~1", "HEAD"), ("HEAD", "HEAD~1"), ("HEAD~3", "HEAD"), ("HEAD", "HEAD")])
  func `the difference of two trees is git's, renames included`(old: String, new: String) throws {
    let repository = try Repository(opening: scratch.path)
    func tree(_ revision: String) throws -> ObjectID {
      try repository.tree(of: #require(try repository.commit(named: revision)))
    }
    let ours = try repository.changes(from: tree(old), to: tree(new)).map(described)
    let theirs = try scratch.run("git", "diff", "--name-status", "-M", old, new)
      .split(separator: "\n").map { line in
        let fields = line.split(separator: "\t")
        return ([String(fields[0].prefix(1))] + fields.dropFirst().map(String.init))
          .joined(separator: " ")
      }
    #expect(ours.sorted() == theirs.sorted())
  }

  private func described(_ change: FileChange) -> String {
    let letters: [FileChange.Kind: String] = [
      .added: "A", .removed: "D", .edited: "M", .renamed: "R", .retyped: "T",
    ]
    let paths = change.kind == .renamed ? "\(change.old?.path ?? "") \(change.path)" : change.path
    return "\(letters[change.kind] ?? "?") \(paths)"
  }
}
