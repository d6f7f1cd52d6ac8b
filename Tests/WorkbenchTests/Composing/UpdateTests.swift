import Examples
import Foundation
import Testing
import Workbench

/// Composing again: what the author edited and what changed at the sources go together, or say
/// where they do not.
@Suite struct UpdateTests {
  private let made = ProvenanceTests.made

  private func text(_ bench: Bench) -> String { bench.scratch.text(made) ?? "" }

  private func edit(_ bench: Bench, _ before: String, _ after: String) throws {
    let text = text(bench)
    try #require(text.contains(before))
    try bench.scratch.write(text.replacingOccurrences(of: before, with: after), to: made)
  }

  private func upstream(_ bench: Bench, _ before: String, _ after: String) async throws {
    let notes = try #require(bench.scratch.text("files/notes.md"))
    try #require(notes.contains(before))
    try bench.write(notes.replacingOccurrences(of: before, with: after), to: "notes.md")
    try await bench.ingest()
  }

  private func update(_ bench: Bench, force: Bool = false) async throws -> ComposeReport {
    try #require(try await bench.workbench.recompose(["made"], isForced: force).first)
  }

  @Test(arguments: [false, true])
  func `edits and changes at the source go together`(committed: Bool) async throws {
    let bench = try await ProvenanceTests.bench()
    try edit(bench, "Another text.", "Another text.\n\nMine.")
    if committed { _ = try await bench.workbench.commit(message: "mine") }
    try await upstream(bench, "say it", "say it all")
    let report = try await update(bench)
    #expect(report.isWritten && report.files.map(\.outcome) == ["merged", "unchanged"])
    #expect(text(bench).contains("say it all.") && text(bench).contains("Mine."))
    let blame = try await bench.workbench.blame("made")
    #expect(blame.lines.filter { $0.from.origin == .author }.map(\.text) == ["Mine.", ""])
    #expect(try await bench.workbench.stale().isEmpty)
    // What was merged is the base of nothing: the next merge starts at what was composed.
    let merged = text(bench)
    #expect(try await update(bench).files.map(\.outcome) == ["kept", "unchanged"])
    #expect(text(bench) == merged)
    try await upstream(bench, "First of all", "First")
    #expect(try await update(bench).files.map(\.outcome) == ["merged", "unchanged"])
    #expect(text(bench).contains("First.") && text(bench).contains("Mine."))
    _ = try await bench.workbench.undo(nil)
    #expect(text(bench) == merged)
  }

  @Test func `what excludes each other is left, and said`() async throws {
    let bench = try await ProvenanceTests.bench()
    try edit(bench, "Names say it.", "Names shout it.")
    try await upstream(bench, "Names say it.", "Names whisper it.")
    try await upstream(bench, "Another", "One more")
    let before = try bench.everything()
    let report = try await update(bench)
    #expect(!report.isWritten && report.hasConflicts)
    #expect(report.files.map(\.outcome) == ["conflict", "unchanged"])
    #expect(report.files[0].conflicts.map(\.anchor) == ["names"])
    #expect(try bench.everything() == before)
    // With the section as it is composed, nothing is at odds.
    try edit(bench, "Names shout it.", "Names whisper it.")
    #expect(try await update(bench).files.map(\.outcome) == ["composed", "unchanged"])
    try edit(bench, "One more", "Mine, one more")
    try await upstream(bench, "One more", "Some more")
    #expect(try await update(bench).hasConflicts)
    #expect(try await update(bench, force: true).isWritten)
    #expect(text(bench).contains("Some more") && !text(bench).contains("Mine"))
    _ = try await bench.workbench.undo(nil)
    #expect(text(bench).contains("Mine, one more"))
  }

  @Test func `sections that come, go and change places upstream do so around edits`() async throws {
    let bench = try await ProvenanceTests.bench()
    try edit(bench, "Another text.", "Another text, mine.")
    try await upstream(bench, "## Names\n\nNames say it.", "## Limits\n\n- one\n\n## Order\n\nSo.")
    #expect(try await update(bench).isWritten)
    for part in ["mine.", "## Limits", "- one", "So."] { #expect(text(bench).contains(part)) }
    #expect(!text(bench).contains("Names"))
  }

  @Test func `sections that change places in the recipe take edits along`() async throws {
    let bench = try await ProvenanceTests.bench()
    try edit(bench, "Another text.", "Another text, mine.")
    try edit(bench, "First of all.", "First of all, mine.")
    try await upstream(bench, "Names say it.", "Names say it all.")
    let path = "home/workspace/recipes/made.yaml"
    let recipe = try #require(bench.scratch.text(path))
    let swapped = recipe.replacingOccurrences(of: "notes.md#checks", with: "notes.md#!")
      .replacingOccurrences(of: "notes.md#other", with: "notes.md#checks")
      .replacingOccurrences(of: "notes.md#!", with: "notes.md#other")
    try bench.scratch.write(swapped, to: path)
    let report = try await update(bench)
    #expect(report.isWritten && report.files.map(\.outcome) == ["merged", "unchanged"])
    let places = try ["Another text, mine.", "First of all, mine.", "Names say it all."].map {
      try #require(text(bench).range(of: $0)).lowerBound
    }
    #expect(places == places.sorted())
    // A section that is taken out goes; an edit in it does not go unseen.
    try bench.scratch.write(
      swapped.replacingOccurrences(of: "    - files/notes.md#other\n", with: ""), to: path)
    let gone = try await update(bench)
    #expect(gone.hasConflicts && text(bench).contains("Another text, mine."))
  }

  @Test func `a section that was renamed is followed, and the recipe's comments stay`() async throws
  {
    let bench = try await ProvenanceTests.bench()
    let path = "home/workspace/recipes/made.yaml"
    let recipe = "# Mine.\n" + (bench.scratch.text(path) ?? "")
    try bench.scratch.write(recipe, to: path)
    try await upstream(bench, "# Other", "# Elsewhere")
    let report = try await update(bench)
    #expect(report.followed.map(\.former) == ["files/notes.md#other"])
    #expect(report.followed.map(\.address) == ["files/notes.md#elsewhere"])
    #expect(text(bench).contains("## Elsewhere"))
    let after = recipe.replacingOccurrences(of: "notes.md#other", with: "notes.md#elsewhere")
    #expect(bench.scratch.text(path) == after)
    #expect(try await bench.workbench.stale().isEmpty)
  }

  @Test func `composing once more adds to the recipe, and twice changes nothing`() async throws {
    let bench = try await ProvenanceTests.bench()
    let request = ComposeRequest(
      name: "made", sections: ["notes.md#names"], settings: [("description", "Other.")])
    let report = try await bench.workbench.compose(request)
    #expect(report.isWritten && text(bench).contains("description: Other."))
    let names = text(bench).components(separatedBy: "## Names").count + 1
    #expect(names >= 3 && text(bench).contains("Another text."))
    let before = try bench.everything()
    let again = try await bench.workbench.compose(request)
    #expect(again.files.allSatisfy { !$0.isChanged })
    _ = try await bench.workbench.recompose([])
    #expect(try bench.everything() == before)
    var anew = ComposeRequest(
      name: "made", sections: ["notes.md#names"], settings: [("description", "Other.")])
    anew.isReplacing = true
    let replaced = try await bench.workbench.compose(anew)
    #expect(replaced.files.map(\.outcome) == ["composed", "removed"])
    #expect(!text(bench).contains("Another text."))
    #expect(bench.scratch.text("home/workspace/skills/made/scripts/made.py") == nil)
  }

  @Test(arguments: ["skills/made/SKILL.md#names", "files/notes.md#checks"])
  func `a section that was detached is left, and can be linked again`(name: String) async throws {
    let bench = try await ProvenanceTests.bench()
    try edit(bench, "First of all.", "First of all, mine.")
    let before = text(bench)
    let report = try await bench.workbench.detach(name)
    #expect(report.recipe == "made" && report.address == "files/notes.md#checks")
    #expect(report.composed.isWritten && text(bench) == before)
    let recipe = bench.scratch.text("home/workspace/recipes/made.yaml")
    #expect(recipe?.contains("- text: |\n        ## Checks\n\n        First of all, mine.") == true)
    try await upstream(bench, "Names say it.", "Names say it all.")
    try await upstream(bench, "Another", "One more")
    #expect(try await update(bench).files.map(\.outcome) == ["composed", "unchanged"])
    #expect(text(bench) == before.replacingOccurrences(of: "Another", with: "One more"))
    // As long as they differ they are not the section's.
    await #expect(throws: AttachFailure.self) {
      try await bench.workbench.attach("made", to: "files/notes.md#checks")
    }
    try await upstream(bench, "First of all.", "First of all, mine.")
    try await upstream(bench, "Names say it all.", "Names say it.")
    let now = text(bench)
    let linked = try await bench.workbench.attach("made", to: "files/notes.md#checks")
    #expect(linked.composed.isWritten && text(bench) == now)
    try await upstream(bench, "mine.", "mine, upstream.")
    #expect(try await update(bench).isWritten && text(bench).contains("mine, upstream."))
    let script = try await bench.workbench.detach("files/check.py#check")
    #expect(script.address == "files/check.py#check")
    #expect(script.files == ["skills/made/scripts/made.py"])
  }

  @Test func `a search gives sections, in reading order and none twice`() async throws {
    let bench = try await ProvenanceTests.bench()
    var request = ComposeRequest(name: "found", settings: [("description", "D. Use it.")])
    request.query = "text names say"
    request.limit = 2
    let report = try await bench.workbench.compose(request)
    #expect(report.isWritten)
    #expect(report.found.count == 2 && report.found.allSatisfy { $0.hasPrefix("files/notes.md#") })
    let places = try report.found.map { address in
      let line = try bench.workbench.show(address).section?.firstLine
      return try #require(line)
    }
    #expect(places == places.sorted())
    #expect(report.files.flatMap(\.sections) == report.found)
    request.query = "zebra"
    await #expect(throws: RecipeFailure.self) { try await bench.workbench.compose(request) }
  }

  @Test func `the base is found without git's help too`() async throws {
    let bench = try await ProvenanceTests.bench()
    try edit(bench, "Another text.", "Another text.\n\nMine.")
    let path = "home/workspace/joinery.lock"
    let lock = try #require(bench.scratch.text(path))
    let old = lock.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.contains("\"blob\"") }.joined(separator: "\n")
    try bench.scratch.write(old, to: path)
    try await upstream(bench, "say it", "say it all")
    #expect(try await update(bench).files.map(\.outcome) == ["merged", "unchanged"])
    #expect(text(bench).contains("say it all.") && text(bench).contains("Mine."))
  }

  /// Each step edits the workspace, or the source, or composes again. Every line that the author
  /// ever wrote is there at the end.
  @Test(arguments: 0..<12) func `no edit of the author is ever lost`(seed: UInt64) async throws {
    let bench = try await ProvenanceTests.bench()
    var dice = Dice(seed: seed)
    var mine: [String] = []
    for step in 0..<14 {
      switch Int.random(in: 0..<3, using: &dice) {
      case 0:
        var lines = text(bench).components(separatedBy: "\n")
        let line = Int.random(in: 5..<lines.count, using: &dice)
        let words = Int.random(in: 0..<4, using: &dice) == 0 ? "### Mine \(step)" : "mine \(step)"
        lines.insert(contentsOf: ["", words, ""], at: line)
        mine.append(words)
        try bench.scratch.write(lines.joined(separator: "\n"), to: made)
      case 1:
        var parts = (bench.scratch.text("files/notes.md") ?? "").components(separatedBy: "\n\n")
        let place = Int.random(in: 1..<parts.count, using: &dice)
        switch Int.random(in: 0..<3, using: &dice) {
        case 0: parts.insert("theirs \(step)", at: place)
        case 1 where !parts[place].hasPrefix("#"): parts[place] = "theirs, changed \(step)"
        default: parts.insert("## Theirs \(step)\n\ntext \(step)", at: place)
        }
        try bench.write(parts.joined(separator: "\n\n"), to: "notes.md")
        try await bench.ingest()
      default: _ = try await update(bench)
      }
    }
    let before = text(bench)
    let last = try await update(bench)
    for words in mine { #expect(text(bench).contains(words), "\(words)") }
    if last.hasConflicts { #expect(text(bench) == before) }
    let blame = try await bench.workbench.blame("made")
    #expect(blame.spans.last?.end ?? 0 == text(bench).utf8.count)
  }
}

extension Bench {
  /// Every file of the workspace but git's own, by path.
  func everything() throws -> [String: Data] {
    let root = URL(filePath: "\(scratch.path)/home/workspace")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
      .filter { !$0.hasPrefix(".git") }
    return Dictionary(
      uniqueKeysWithValues: paths.compactMap { path in
        (try? Data(contentsOf: root.appending(path: path))).map { (path, $0) }
      })
  }
}
