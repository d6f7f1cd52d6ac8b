import Examples
import Foundation
import Git
import Testing
import Workspace

/// What is remembered of files between commands saves reading them, and never changes an answer.
struct SnapshotTests {
  let scratch: Scratch
  let author = Signature(name: "Ada", email: "ada@example.com", time: 1_700_000_000)
  init() throws { scratch = try Scratch() }

  /// A workspace for which everything that is on disk has been there for long.
  private func workspace(_ root: String? = nil) throws -> Workspace {
    let year2200: Int64 = 7_258_118_400_000_000_000
    return try Workspace(root: root ?? scratch.path, now: { year2200 })
  }

  /// Commits some files, and has all of them seen.
  private func committed() async throws -> Workspace {
    for file in ["a", "b", "skills/pdf/SKILL.md"] { try scratch.write("\(file)\n", to: file) }
    let workspace = try workspace()
    _ = try await workspace.commit(message: "one", author: author)
    #expect(try await drifts(workspace) == [:])
    return workspace
  }

  private func drifts(_ workspace: Workspace) async throws -> [String: String] {
    let states = try await workspace.status().filter { $0.drift != .clean }
    return Dictionary(uniqueKeysWithValues: states.map { ($0.path.text, $0.drift.rawValue) })
  }

  @Test func `an edit of the same size in the same moment is seen`() async throws {
    try scratch.write("00", to: "a")
    let workspace = try Workspace(root: scratch.path)
    _ = try await workspace.commit(message: "one", author: author)
    for number in 1...99 {
      let file = try FileHandle(forWritingTo: URL(filePath: scratch.path + "/a"))
      try file.write(contentsOf: Data((number < 10 ? "0\(number)" : "\(number)").utf8))
      try file.close()
      #expect(try await drifts(workspace) == ["a": "edited"])
      _ = try await workspace.commit(message: "\(number)", author: author)
      #expect(try await drifts(workspace) == [:])
    }
  }

  @Test(arguments: [
    ("touch -d 1999-01-01 a", [:]), ("cp a c && mv c a", [:]), ("chmod 600 a", [:]),
    ("chmod +x a", ["a": "edited"]),
    ("printf 'x\\n' >c && touch -r a c && mv c a", ["a": "edited"]),
    ("printf 'x\\n' >a && touch -d 1999-01-01 a", ["a": "edited"]),
    ("rm a && ln -s b a", ["a": "removed"]), ("rm a && mkdir a", ["a": "removed"]),
    (
      "mv skills s && ln -s s skills",
      ["skills/pdf/SKILL.md": "removed", "s/pdf/SKILL.md": "added"]
    ),
  ])
  func `a file that only looks other is the same, and one that is other is told`(
    change: String, expected: [String: String]
  ) async throws {
    let workspace = try await committed()
    try scratch.run("sh", "-c", change)
    #expect(try await drifts(workspace) == expected)
    #expect(try await drifts(workspace) == expected)
  }

  // Reading moves a file's access time on wherever that lies before its modification, so a time in
  // the far future shows every reading; on a disk that keeps no access times it shows none.
  @Test func `a file that looks as it did is not read`() async throws {
    let workspace = try await committed()
    try scratch.run("touch", "-m", "-d", "2100-01-01", "a")
    #expect(try await drifts(workspace) == [:])
    let read = try scratch.run("stat", "-c", "%x", "a")
    #expect(try await drifts(workspace) == [:])
    #expect(try scratch.run("stat", "-c", "%x", "a") == read)
  }

  @Test func `what is damaged, another's or none counts for nothing`() async throws {
    let workspace = try await committed()
    let kept = try #require(scratch.read(".git/joinery/workspace"))
    try scratch.write("b", to: "b")
    var dice = Examples.Dice(seed: 5)
    for _ in 0..<200 {
      var bytes = kept
      bytes[Int.random(in: kept.indices, using: &dice)] ^=
        1 << UInt8.random(in: 0..<8, using: &dice)
      try scratch.write(bytes, to: ".git/joinery/workspace")
      #expect(try await drifts(workspace) == ["b": "edited"])
    }
    for bytes in [[], Array(kept.dropLast()), kept + [0], Array("joinery snapshot 1\n".utf8)] {
      try scratch.write(bytes, to: ".git/joinery/workspace")
      #expect(try await drifts(workspace) == ["b": "edited"])
    }
    try scratch.run("sh", "-c", "rm -r .git/joinery && touch .git/joinery")
    #expect(try await drifts(workspace) == ["b": "edited"])
  }

  @Test func `a copy of the workspace is looked at anew`() async throws {
    _ = try await committed()
    try scratch.run("sh", "-c", "mkdir copy && cp -Rp .git a b skills copy")
    try scratch.run("sh", "-c", "printf 'x\\n' >c && touch -r copy/a c && mv c copy/a")
    #expect(try await drifts(workspace(scratch.path + "/copy")) == ["a": "edited"])
  }

  @Test func `a tree that git has swept away is done without`() async throws {
    let workspace = try await committed()
    try scratch.run("git", "commit", "-q", "--amend", "--allow-empty", "-m", "other")
    try scratch.run("sh", "-c", "echo new >a && git commit -qam new")
    try scratch.run("sh", "-c", "git reflog expire --expire=now --all && git gc -q --prune=now")
    try scratch.run(
      "sh", "-c", "git checkout -q --orphan x && git commit -qm x && git branch -D main")
    try scratch.run("sh", "-c", "git reflog expire --expire=now --all && git gc -q --prune=now")
    #expect(try await drifts(workspace) == [:])
  }

  @Test func `an unchanged folder costs no reading of trees`() async throws {
    let workspace = try await committed()
    try scratch.write("new", to: "a")
    _ = try await workspace.commit(message: "two", author: author)
    let tree = try scratch.run("git", "rev-parse", "HEAD:skills").prefix(40)
    try scratch.run("rm", "-f", ".git/objects/\(tree.prefix(2))/\(tree.dropFirst(2))")
    #expect(try await drifts(self.workspace()) == [:])
  }
}
