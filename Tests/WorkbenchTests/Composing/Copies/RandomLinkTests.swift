import Examples
import Testing
import Workbench

/// Whatever author and source do to different lines, a linked section has both, and nothing else in
/// the file changes.
@Suite struct RandomLinkTests {
  /// A section of the source, and what the author makes of a copy of it.
  private struct Section {
    let key: String
    var first: Int
    var second: Int

    func text(_ level: Int) -> String {
      let marks = String(repeating: "#", count: level)
      return """
        \(marks) Part \(key)

        \(key) says \(first) first.

        \(key) says \(second) second.

        \(marks)# Below \(key)

        It stays.
        """
    }
  }

  /// A piece of the author's file.
  private enum Piece {
    case own(String)
    case copy(Section, level: Int)

    var text: String {
      switch self {
      case .own(let text): text
      case .copy(let section, let level): section.text(level)
      }
    }
  }

  private static let head = "---\nname: mine\ndescription: Mine. Use it.\n---\n# Mine\n\n"

  private func text(_ pieces: [Piece]) -> String {
    Self.head + pieces.map(\.text).joined(separator: "\n\n") + "\n"
  }

  @Test func `both sides' edits are there, and nothing else changed`() async throws {
    var dice = Dice(seed: Chance.seed(4))
    for _ in 0..<Chance.rounds(4) { try await tell(&dice) }
  }

  private func tell(_ dice: inout Dice) async throws {
    var sources = ["a", "b", "c", "d"].map { Section(key: $0, first: 0, second: 0) }
    func guide() -> String { "# Guide\n\n" + sources.map { $0.text(2) }.joined(separator: "\n\n") }
    var pieces: [Piece] = []
    for section in sources.prefix(Int.random(in: 2...4, using: &dice)) {
      pieces.append(.own("## Own \(section.key)\n\nMine.\n\n- \(section.key)"))
      pieces.append(.copy(section, level: Int.random(in: 2...4, using: &dice)))
    }
    let copied = try await Copied(text(pieces), ["guide.md": guide()])
    for case .copy(let section, _) in pieces { try await copied.attach("part-\(section.key)") }
    for step in 1...4 {
      for index in sources.indices where Bool.random(using: &dice) { sources[index].first = step }
      for index in pieces.indices where Bool.random(using: &dice) {
        switch pieces[index] {
        case .own(let text): pieces[index] = .own("\(text)\n- \(step)")
        case .copy(var section, let level):
          section.second = step
          pieces[index] = .copy(section, level: level)
        }
      }
      if Bool.random(using: &dice) { pieces.swapAt(0, pieces.count - 1) }
      if Bool.random(using: &dice) { pieces.insert(.own("## New \(step)\n\nNew."), at: 1) }
      try copied.write(text(pieces))
      try copied.bench.write(guide(), to: "guide.md")
      try await copied.bench.ingest()
      pieces = pieces.map { piece in
        guard case .copy(var section, let level) = piece else { return piece }
        section.first = sources.first { $0.key == section.key }?.first ?? 0
        return .copy(section, level: level)
      }
      let report = try await copied.update()
      #expect(!report.hasConflicts && report.unresolved.isEmpty && report.failure == nil)
      #expect(try copied.text() == text(pieces))
      try await expectBlame(copied)
    }
  }

  /// Every byte has an origin, and what is outside of the copies is the author's.
  private func expectBlame(_ copied: Copied) async throws {
    let blame = try await copied.workbench.blame(Copied.path)
    var end = 0
    for span in blame.spans {
      #expect(span.start == end && span.end > span.start)
      end = span.end
    }
    #expect(end == (try copied.text()).utf8.count)
    for line in blame.lines where !line.text.isEmpty {
      let isCopy =
        line.text.contains(" first.") || line.text.contains("Part ")
        || line.text == "It stays."
      if isCopy { #expect(line.from.address?.hasPrefix("files/guide.md#part-") == true) }
      if line.text.hasPrefix("## Own") || line.text.hasPrefix("- ") {
        #expect(line.from.origin == .author)
      }
    }
  }
}
