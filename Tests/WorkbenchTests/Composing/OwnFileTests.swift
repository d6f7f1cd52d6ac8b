import Examples
import Foundation
import Testing
import Workbench

/// A composed file that was detached is the author's: linked to, and never written or removed.
@Suite struct OwnFileTests {
  private static let alpha = """
    ---
    name: alpha
    description: d
    ---
    # Alpha

    ## Usage

    Run [it](scripts/helper.sh), mind [the limits](#limits) and [notes](guide.md#notes).

    ## Limits

    See [the table](assets/table.csv).

    """

  /// A bench with a skill of a section in the text, which brings a script along, and of two that are
  /// reference files, one of which brings an asset.
  private func bench() async throws -> Bench {
    try await Bench.composed(
      [
        "alpha/SKILL.md": Self.alpha, "alpha/scripts/helper.sh": "echo theirs\n",
        "alpha/assets/table.csv": "a,b\n", "alpha/guide.md": "# Guide\n\n## Notes\n\nNote.\n",
        "alpha/check.py": "def one():\n    return 1\n\n\ndef two():\n    return 2\n",
      ],
      ["alpha/SKILL.md#usage", "alpha/check.py#one", "alpha/check.py#two"],
      slots: [("references", "alpha/SKILL.md#limits"), ("references", "alpha/guide.md#notes")]
    ).bench
  }

  private func update(_ bench: Bench) async throws -> ComposeReport {
    try #require(try await bench.workbench.recompose(["made"]).first)
  }

  private func outcomes(_ report: ComposeReport) -> [String: String] {
    Dictionary(uniqueKeysWithValues: report.files.map { ($0.path, $0.outcome) })
  }

  @Test(arguments: [
    "references/limits.md", "references/notes.md", "scripts/helper.sh", "scripts/made.py",
  ])
  func `a file is the author's, and everything stays as it is`(file: String) async throws {
    let bench = try await bench()
    let path = "skills/made/\(file)"
    let files = [
      "SKILL.md", "references/limits.md", "references/notes.md", "scripts/helper.sh",
      "scripts/made.py", "assets/table.csv",
    ]
    let before = try files.map { try bench.made($0) }
    let report = try await bench.workbench.detach(path)
    #expect(report.composed.isWritten && report.files.first == path)
    #expect(outcomes(report.composed)[path] == "own")
    #expect(try files.map { try bench.made($0) } == before)
    #expect(report.composed.findings.isEmpty && report.composed.unresolved.isEmpty)
    // Whatever is done to the file or its source, it is not composing's.
    try bench.scratch.write("mine\n", to: "home/workspace/\(path)")
    for source in ["alpha/scripts/helper.sh", "alpha/guide.md", "alpha/check.py"] {
      let text = try #require(bench.scratch.text("files/\(source)"))
      try bench.write(
        text.replacing("theirs", with: "t").replacing("Note.", with: "N.")
          .replacing("return", with: "yield"), to: source)
    }
    try await bench.ingest()
    let next = try await update(bench)
    #expect(next.isWritten && !next.hasConflicts && outcomes(next)[path] == "own")
    #expect(try bench.made(file) == "mine\n")
    #expect(try bench.made() == before[0])
    _ = try await bench.workbench.commit(message: "mine")
    #expect(try await update(bench).files.allSatisfy { !$0.isChanged })
  }

  @Test func `the recipe needs the source of a detached file no more`() async throws {
    let bench = try await bench()
    _ = try await bench.workbench.detach("skills/made/references/notes.md")
    let before = try bench.made()
    try bench.remove("alpha/guide.md")
    try await bench.ingest()
    let report = try await update(bench)
    #expect(report.isWritten && report.files.allSatisfy { !$0.isChanged })
    #expect(try bench.made() == before)
    await #expect(throws: AttachFailure.self) {
      try await bench.workbench.attach("skills/made/scripts/made.py")
    }
  }

  @Test func `what a file brought along stays with it`() async throws {
    let bench = try await bench()
    let report = try await bench.workbench.detach("alpha/SKILL.md#limits")
    #expect(report.files == ["skills/made/references/limits.md", "skills/made/assets/table.csv"])
    let recipe = try #require(bench.scratch.text("home/workspace/recipes/made.yaml"))
    #expect(recipe.contains("- own: references/limits.md\n      of: files/alpha/SKILL.md#limits"))
    #expect(recipe.contains("own:\n  assets/table.csv: files/alpha/assets/table.csv\n"))
    try bench.write("a,b,c\n", to: "alpha/assets/table.csv")
    try await bench.ingest()
    #expect(try await update(bench).isWritten)
    #expect(try bench.made("assets/table.csv") == "a,b\n")
    // Words that were a section keep what it brought, too.
    let words = try await bench.workbench.detach("skills/made/SKILL.md#usage")
    #expect(words.files == ["skills/made/scripts/helper.sh"])
    #expect(try bench.made("scripts/helper.sh") == "echo theirs\n")
  }

  @Test func `a detached file is linked again where it is the same, and detaching is undone`()
    async throws
  {
    let bench = try await bench()
    let before = try bench.everything()
    _ = try await bench.workbench.detach("skills/made/references/notes.md")
    _ = try await bench.workbench.undo(nil)
    #expect(try bench.everything() == before)
    _ = try await bench.workbench.detach("skills/made/references/notes.md")
    try bench.write("# Guide\n\n## Notes\n\nMore.\n", to: "alpha/guide.md")
    try await bench.ingest()
    await #expect(throws: AttachFailure.self) {
      try await bench.workbench.attach("made", to: "alpha/guide.md#notes")
    }
    let text = try bench.made("references/notes.md").replacing("Note.", with: "More.")
    try bench.scratch.write(text, to: "home/workspace/skills/made/references/notes.md")
    let report = try await bench.workbench.attach("skills/made/references/notes.md")
    #expect(report.recipe == "made" && report.files == ["skills/made/references/notes.md"])
    try bench.write("# Guide\n\n## Notes\n\nMost.\n", to: "alpha/guide.md")
    try await bench.ingest()
    #expect(try await update(bench).isWritten)
    #expect(try bench.made("references/notes.md").contains("Most."))
  }

  @Test func `another section does not take the place of the author's file`() async throws {
    let bench = try await bench()
    _ = try await bench.workbench.detach("skills/made/references/notes.md")
    var again = ComposeRequest(name: "made")
    again.slots = [(slot: "references", address: "alpha/guide.md#notes")]
    let failure = await #expect(throws: (any Error).self) {
      try await bench.workbench.compose(again)
    }
    #expect("\(String(describing: failure))".contains("your own file"))
    again.renames = true
    #expect(try await bench.workbench.compose(again).isWritten)
    #expect(try bench.made("references/notes-2.md").contains("Note."))
  }

  @Test func `what the template writes itself is detached by section only`() async throws {
    let bench = try await bench()
    await #expect(throws: AttachFailure.ofTemplate("skills/made/SKILL.md")) {
      try await bench.workbench.detach("skills/made/SKILL.md")
    }
  }
}
