import Examples
import Git
import Testing
import Workspace

/// Random edits on two sides, merged by us and by git.
struct TreeMergeTests {
  /// Numbers that are the same in every run.
  private struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  private static func text(_ name: String) -> String {
    (1...20).map { "\(name) line \($0)\n" }.joined()
  }

  /// Edits, adds, removes and renames some files of a side.
  private func change(_ pair: Pair, _ side: String, _ random: inout Seeded) throws {
    let paths = ["a", "b", "c/d", "c/e", "f/g/h"]
    for path in paths where Int.random(in: 0..<3, using: &random) > 0 {
      guard let text = pair.scratch.text("\(side)/\(path)") else { continue }
      let line = Int.random(in: 1...20, using: &random)
      let edited = text.replacing(" line \(line)\n", with: " line \(line) by \(side)\n")
      switch Int.random(in: 0..<8, using: &random) {
      case 0: try pair.scratch.run("rm", "\(side)/\(path)")
      case 1:
        let to = Bool.random(using: &random) ? "moved-\(path.prefix(1))" : "\(side)-moved"
        if pair.scratch.read("\(side)/\(to)") == nil {
          try pair.scratch.run("mv", "\(side)/\(path)", "\(side)/\(to)")
        }
      case 2: try pair.scratch.run("chmod", "+x", "\(side)/\(path)")
      case 3: try pair.scratch.write(Self.text(side), to: "\(side)/new-\(line % 3)")
      default: try pair.scratch.write(edited, to: "\(side)/\(path)")
      }
    }
  }

  @Test(arguments: 1...24)
  func `what we merge, git merges to the same tree, and what we do not, it does not`(seed: UInt64)
    async throws
  {
    var random = Seeded(state: seed &* 0x9E37_79B9_7F4A_7C15)
    let files = ["a", "b", "c/d", "c/e", "f/g/h"].map { ($0, Self.text($0)) }
    let pair = try await Pair(Dictionary(uniqueKeysWithValues: files))
    for side in ["one", "two"] {
      try change(pair, side, &random)
      try await pair.commit(side)
    }
    try await pair.push("one")
    let ours = try pair.git("two", "rev-parse", "HEAD").prefix { $0 != "\n" }
    let done = try await pair.pull("two")
    let theirs = try pair.git("two", "rev-parse", "origin/main").prefix { $0 != "\n" }
    let merged = try? pair.git(
      "two", "-c", "merge.directoryRenames=false", "merge-tree", "--write-tree", String(ours),
      String(theirs))
    guard done != nil else {
      #expect(merged == nil)
      #expect(try pair.git("two", "rev-parse", "HEAD").hasPrefix(ours))
      #expect(try pair.git("two", "status", "--porcelain") == "")
      return
    }
    #expect(try pair.git("two", "rev-parse", "HEAD^{tree}") == merged)
    #expect(try pair.git("two", "status", "--porcelain") == "")
  }
}
