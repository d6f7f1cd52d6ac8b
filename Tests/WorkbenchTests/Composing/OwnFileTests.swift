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

/// What was detached is linked again, however many sections it is of.
@Suite struct AttachAgainTests {
  @Test func `a script of several sections is linked to all of them again`() async throws {
    let code = "def one():\n    return 1\n\n\ndef two():\n    return 2\n"
    let bench = try await Bench.composed(
      ["alpha/check.py": code], ["alpha/check.py#one", "alpha/check.py#two"]
    ).bench
    let recipe = "home/workspace/recipes/made.yaml"
    let before = try bench.everything()
    let path = "skills/made/scripts/made.py"
    for source in [nil, "alpha/check.py#two"] {
      _ = try await bench.workbench.detach(path)
      let text = try #require(bench.scratch.text(recipe))
      #expect(text.contains("of: [\"files/alpha/check.py#one\", \"files/alpha/check.py#two\"]"))
      let report =
        if let source { try await bench.workbench.attach("made", to: source) } else {
          try await bench.workbench.attach(path)
        }
      #expect(report.composed.isWritten && report.files == [path])
      #expect(try bench.everything() == before)
    }
    try bench.write(code.replacing("2", with: "3"), to: "alpha/check.py")
    try await bench.ingest()
    _ = try await bench.workbench.recompose(["made"])
    #expect(try bench.made("scripts/made.py").contains("return 3"))
  }

  @Test func `a recipe that cannot be read keeps nobody from tidying up`() async throws {
    let bench = try await Bench.composed(["alpha.md": "# A\n\nOne.\n"], ["alpha.md#a"])
      .bench
    let pinned = try #require(try bench.workbench.tree("alpha.md").first?.sections.first)
    let text = try bench.workbench.show(pinned.id)
    let hash = try #require(text.section?.hash.prefix(10))
    try bench.scratch.write(
      "slots: [\"files/alpha.md#a@\(hash)\"\n", to: "home/workspace/recipes/bad.yaml")
    for line in ["Two.", "Three."] {
      try bench.write("# A\n\n\(line)\n", to: "alpha.md")
      try await bench.ingest()
    }
    _ = try await bench.workbench.recompose(["made"])
    let report = try await bench.workbench.collectGarbage()
    #expect(report.unreadable == ["bad"] && report.versions > 0)
    #expect(try bench.workbench.show("files/alpha.md#a@\(hash)").text.contains("One."))
  }

  @Test func `a file that comes along from what another recipe makes is foreseen`() async throws {
    let bench = try await Bench.composed(
      ["alpha/SKILL.md": "# Alpha\n\n## Limits\n\nNot that.\n"], [],
      slots: [("references", "alpha/SKILL.md#limits")]
    ).bench
    let link = "# Own\n\n## Read\n\nSee [it](../made/references/limits.md).\n"
    try bench.scratch.write(link, to: "home/workspace/skills/own/SKILL.md")
    _ = try await bench.workbench.checkin()
    _ = try await bench.workbench.compose(
      ComposeRequest(
        name: "zlast", sections: ["skills/own/SKILL.md#read"],
        settings: [("description", "Last. Use it.")]))
    _ = try await bench.workbench.checkin()
    try bench.write("# Alpha\n\n## Limits\n\nNot this.\n", to: "alpha/SKILL.md")
    try await bench.ingest()
    let foreseen = try await bench.workbench.recompose([], isDryRun: true)
    let done = try await bench.workbench.recompose([])
    #expect(foreseen.flatMap(\.files).filter(\.isChanged).count == 2)
    #expect(foreseen.flatMap(\.files).map(\.outcome) == done.flatMap(\.files).map(\.outcome))
    #expect(foreseen.flatMap(\.files).map(\.bytes) == done.flatMap(\.files).map(\.bytes))
  }
}
