import Examples
import Foundation
import Testing
import Workbench

/// A composed file and what it is composed of, changed by turns and composed again, in any order.
///
/// Whatever is done: what the author wrote and did not remove is in the file; what is new at the
/// sources is in it wherever nothing is at odds; composing twice is composing once, and an undo
/// brings back what was.
@Suite struct RandomHistoryTests {
  @Test(arguments: 0..<6)
  func `edits, removals, renames and reorders on both sides lose nothing`(seed: UInt64) async throws
  {
    var history = try await History(seed: Chance.seed(0) &+ seed)
    for step in 0..<12 {
      switch Int.random(in: 0..<3, using: &history.dice) {
      case 0: try history.editMine(step)
      case 1: try await history.editTheirs(step)
      default: try await history.update()
      }
    }
    try await history.update()
  }

  private struct History {
    let bench: Bench
    var dice: Dice
    /// What the author wrote, and did not remove since.
    var mine: Set<String> = []
    /// The sections of the source, each with its title first.
    var source = ["alpha", "beta", "gamma", "delta"].map { [$0, "\($0) one", "\($0) two"] }
    /// The titles that the recipe takes, in its order.
    var taken = ["alpha", "beta", "gamma", "delta"]
    /// The lines of the source when it was last composed.
    var arrived: Set<String> = []

    init(seed: UInt64) async throws {
      bench = try Bench()
      dice = Dice(seed: seed)
      try await writeSource()
      try writeRecipe()
      #expect(try await bench.workbench.recompose(["made"]).first?.isWritten == true)
      arrived = Set(source.joined())
    }

    private func writeSource() async throws {
      let text = source.map { "## " + $0.joined(separator: "\n\n") }.joined(separator: "\n\n")
      try bench.write("# Notes\n\n\(text)\n", to: "notes.md")
      try await bench.ingest()
    }

    private func writeRecipe() throws {
      let slug = { (title: String) in title.replacing(" ", with: "-") }
      let entries = taken.map { "    - files/notes.md#\(slug($0))\n" }.joined()
      try bench.scratch.write(
        "template: skill\nparameters:\n  name: made\n  description: Does it. Use it.\n"
          + "slots:\n  body:\n\(entries)", to: "home/workspace/recipes/made.yaml")
    }

    private func lines(_ text: String) -> Set<String> {
      Set(text.split(separator: "\n").map { String($0.drop { $0 == "#" || $0 == " " }) })
    }

    /// Changes sections at random: text, title, presence, place.
    private mutating func change(_ sections: inout [[String]], _ words: String) {
      let place = Int.random(in: 0..<sections.count, using: &dice)
      switch Int.random(in: 0..<6, using: &dice) {
      case 0: sections[place].append("\(words) added")
      case 1: sections[place][sections[place].count - 1] = "\(words) edited"
      case 2: sections[place][0] = "\(words) renamed"
      case 3 where sections.count > 2: sections.remove(at: place)
      case 4: sections.insert([words, "\(words) text"], at: place)
      default:
        let other = Int.random(in: 0..<sections.count, using: &dice)
        sections.swapAt(place, other)
      }
    }

    mutating func editMine(_ step: Int) throws {
      let text = try bench.made()
      var sections = text.dropLast().split(separator: "\n\n## ", omittingEmptySubsequences: false)
        .map { $0.components(separatedBy: "\n\n") }
      let top = sections.removeFirst()
      guard !sections.isEmpty else { return }
      change(&sections, "mine \(step)")
      let parts = [top] + sections
      let after = parts.map { $0.joined(separator: "\n\n") }.joined(separator: "\n\n## ") + "\n"
      try bench.scratch.write(after, to: ProvenanceTests.made)
      mine = mine.union(lines(after).subtracting(lines(text))).intersection(lines(after))
    }

    mutating func editTheirs(_ step: Int) async throws {
      let before = source
      var sections = source
      change(&sections, "theirs \(step)")
      source = sections
      try await writeSource()
      // The recipe goes along with what is there, and at times takes another order. A section that
      // was renamed is followed by itself.
      let titles = Set(source.map { $0[0] })
      let gone = taken.filter { !titles.contains($0) }
      guard source.count == before.count, gone.count == 1 else {
        taken = taken.filter(titles.contains)
        if Bool.random(using: &dice) { taken.shuffle(using: &dice) }
        return try writeRecipe()
      }
      let new = titles.subtracting(before.map { $0[0] }).first
      taken = taken.map { $0 == gone[0] ? new ?? $0 : $0 }
    }

    mutating func update() async throws {
      let before = try bench.everything()
      let report: ComposeReport
      do {
        report = try #require(try await bench.workbench.recompose(["made"]).first)
      } catch {
        // Both renamed and changed beyond recognition: refused, with nothing written.
        #expect(try bench.everything() == before)
        return try writeRecipe()
      }
      let now = lines(try bench.made())
      for words in mine { #expect(now.contains(words), "lost: \(words)") }
      guard !report.hasConflicts else {
        #expect(!report.isWritten && report.files.contains { !$0.conflicts.isEmpty })
        #expect(try bench.everything() == before)
        return
      }
      let wanted = Set(source.filter { taken.contains($0[0]) }.joined())
      for words in wanted.subtracting(arrived) { #expect(now.contains(words), "missing: \(words)") }
      arrived = Set(source.joined())
      let done = try bench.everything()
      #expect(try await bench.workbench.recompose(["made"]).first?.hasConflicts == false)
      #expect(try bench.everything() == done)
      guard done != before else { return }
      _ = try await bench.workbench.undo(nil)
      #expect(try bench.everything() == before)
      _ = try await bench.workbench.undo(bench.workbench.operations(limit: 1).first?.number)
      #expect(try bench.everything() == done)
    }
  }
}
