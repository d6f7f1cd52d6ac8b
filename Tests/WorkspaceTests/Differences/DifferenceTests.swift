import Examples
import Git
import Testing
import Workspace

/// Differences are git's, byte for byte, and git takes them back.
struct DifferenceTests {
  private let scratch: Scratch
  private let author = Signature(name: "Ada", email: "ada@example.com", time: 1_700_000_000)

  init() throws { scratch = try Scratch() }

  /// A workspace with files that are committed, and edited since.
  private func edited(_ seed: Int) async throws -> Workspace {
    var files = RandomFiles(seed: seed)
    let workspace = try Workspace(root: scratch.path + "/work")
    try files.write(to: scratch, in: "work")
    _ = try await workspace.commit(message: "one", author: author)
    files.edit()
    try files.write(to: scratch, in: "work")
    return workspace
  }

  private func git(_ arguments: String...) throws -> [UInt8] {
    try scratch.run("sh", "-c", "cd work && git \(arguments.joined(separator: " ")) > ../out")
    return scratch.read("out") ?? []
  }

  @Test(arguments: 0..<24)
  func `a difference is what git says, and git apply makes the new files of it`(seed: Int)
    async throws
  {
    let workspace = try await edited(seed)
    let differences = try await workspace.differences(from: .lastCommit, to: .disk)
    let ours = differences.map { Patch($0).bytes }
    _ = try git("add", "-A")
    let theirs = try git("diff", "--cached", "-M", "--abbrev=7", "--no-color")
    let unlike = Self.files(in: Array(ours.joined())).symmetricDifference(Self.files(in: theirs))
    #expect(unlike.isEmpty, "\(unlike.map { String(decoding: $0, as: UTF8.self) }.joined())")

    let texts = differences.filter { !$0.lines.isBinary }
    try scratch.write(texts.flatMap { Patch($0, context: ["A › B"]).bytes }, to: "patch")
    guard !texts.isEmpty else { return }
    _ = try git("reset", "-q", "--hard")
    _ = try git("apply", "--index", "../patch")
    for difference in texts {
      if let new = difference.new {
        #expect(scratch.read("work/\(new.path)") == new.content.bytes, "\(new.path)")
      } else {
        #expect(scratch.read("work/\(difference.path)") == nil, "\(difference.path)")
      }
    }
  }

  /// The difference of each file, without what stands behind the second `@@`, and without how
  /// similar renamed files are, which libgit2 and git measure differently.
  private static func files(in patch: [UInt8]) -> Set<[UInt8]> {
    var files: [[UInt8]] = []
    for line in patch.split(separator: 10, omittingEmptySubsequences: false) {
      if line.starts(with: Array("diff --git ".utf8)) { files.append([]) }
      var line = Array(line)
      if line.starts(with: Array("@@ ".utf8)) {
        let end = line.indices.dropFirst(3).first { line[$0] == 0x40 && line[$0 - 1] == 0x40 }
        line = Array(line[...(end ?? 0)])
      }
      if line.starts(with: Array("similarity index ".utf8)) { continue }
      if !files.isEmpty, !line.isEmpty { files[files.count - 1] += line + [10] }
    }
    return Set(files)
  }

  @Test(arguments: 0..<24)
  func `words that differ are those that git says`(seed: Int) async throws {
    let workspace = try await edited(seed)
    let differences = try await workspace.differences(from: .lastCommit, to: .disk)
    for difference in differences where !difference.lines.isBinary {
      guard let old = difference.old, let new = difference.new, old.id != new.id,
        old.content.bytes.last == 10, new.content.bytes.last == 10
      else { continue }
      try scratch.write(old.content.bytes, to: "old")
      try scratch.write(new.content.bytes, to: "new")
      try scratch.run(
        "sh", "-c", "git diff --no-index --word-diff=plain old new > out; test $? = 1")
      let lines = (scratch.read("out") ?? []).split(separator: 10, omittingEmptySubsequences: false)
      let theirs = lines.dropFirst(4).filter { !$0.starts(with: Array("@@ ".utf8)) }
      let ours = try difference.lines.hunks.flatMap { try WordDiff(of: $0).marked }
      let isSame = ours == Array(theirs.joined(separator: [10]))
      #expect(isSame, "\(difference.path): \(String(decoding: ours, as: UTF8.self))")
    }
  }
}

extension WordDiff {
  /// As git writes it without colours.
  fileprivate var marked: [UInt8] {
    var text: [UInt8] = []
    for piece in pieces {
      let (open, close) =
        switch piece.kind {
        case .context: ("", "")
        case .removed: ("[-", "-]")
        case .added: ("{+", "+}")
        }
      let lines = piece.bytes.split(separator: 10, omittingEmptySubsequences: false)
      text += Array(
        lines.map { $0.isEmpty ? [] : Array(open.utf8) + $0 + Array(close.utf8) }
          .joined(separator: [10]))
    }
    return text
  }
}
