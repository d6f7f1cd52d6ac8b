import Examples
import Foundation
import Testing
import Workbench

/// Linked sections follow their sources, three ways; all else in their file is the author's.
@Suite struct LinkUpdateTests {
  private func linked() async throws -> Copied {
    let copied = try await Copied()
    try await copied.attach("steps")
    try await copied.attach("limits")
    return copied
  }

  private let change = { (text: String) in text.replacing("First this.", with: "First of all this.")
  }

  @Test func `what changed at the source arrives at the level it has here`() async throws {
    let copied = try await linked()
    try await copied.source("First this.", "First of all this.")
    try await copied.source("Mind the gap.", "Mind it.\n\n#### Why\n\nIt is deep.")
    try await copied.source("Not that.", "Not this.")
    let report = try await copied.update()
    #expect(report.name == Copied.path && report.recipe == nil && report.isWritten)
    #expect(report.files.map(\.outcome) == ["composed"])
    #expect(report.files.first?.sections == ["files/guide.md#steps", "files/guide.md#limits"])
    let expected = change(Copied.skill)
      .replacing("Mind the gap.", with: "Mind it.\n\n##### Why\n\nIt is deep.")
      .replacing("Not that.", with: "Not this.")
    #expect(try copied.text() == expected)
  }

  /// What the author did, and what is to come of it once the source's first line changed.
  static let edits: [(before: String, after: String, outcome: String)] = [
    ("Before.", "Before.\n\n## New\n\nMine.", "composed"),
    ("## How\n\n", "", "composed"),
    ("Then that.", "Then that, or this.", "merged"),
    ("#### Careful", "#### Take care", "merged"),
    ("Mind the gap.", "Mind the gap.\n\n##### More\n\nMine.", "merged"),
    ("\n\n#### Careful\n\nMind the gap.", "", "merged"),
    ("name: mine", "name: other", "composed"),
  ]

  @Test(arguments: edits)
  func `edits of the author stay`(before: String, after: String, outcome: String) async throws {
    let copied = try await linked()
    try copied.edit(before, after)
    #expect(try await copied.update().files.map(\.isChanged) == [false])
    try await copied.source("First this.", "First of all this.")
    #expect(try await copied.update().files.map(\.outcome) == [outcome])
    #expect(try copied.text() == change(Copied.skill.replacing(before, with: after)))
    // The edit is one for good.
    try await copied.source("First of all this.", "First this, then")
    _ = try await copied.update()
    #expect(
      try copied.text()
        == Copied.skill.replacing(before, with: after)
        .replacing("First this.", with: "First this, then"))
  }

  @Test func `where both changed the same nothing is written, unless forced`() async throws {
    let copied = try await linked()
    try copied.edit("First this.", "First mine.")
    try await copied.source("First this.", "First of all this.")
    try await copied.source("Not that.", "Not this.")
    let before = try copied.bench.everything()
    let report = try #require(try await copied.workbench.recompose([Copied.path]).first)
    #expect(report.hasConflicts && !report.isWritten && report.files[0].outcome == "conflict")
    #expect(report.files[0].conflicts.map(\.anchor) == ["steps"])
    #expect(try copied.bench.everything() == before)
    let forced = try await copied.update(forced: true)
    #expect(forced.files.map(\.outcome) == ["composed"])
    #expect(try copied.text() == change(Copied.skill).replacing("Not that.", with: "Not this."))
    _ = try await copied.workbench.undo(nil)
    #expect(try copied.text().contains("First mine."))
  }

  @Test func `what is wrong with what arrives is told`() async throws {
    let copied = try await linked()
    try copied.edit("Before.", "Be\u{200B}fore.")
    try await copied.source("First this.", "First\u{200B} this.")
    try await copied.source("Not that.", "Not this.")
    let report = try await copied.update()
    #expect(report.isWritten && report.findings.map(\.severity) == ["warning"])
    #expect(report.findings.first?.path == Copied.path)
    let none = try await copied.update()
    #expect(none.findings.isEmpty)
  }

  @Test func `a section is found where the author put it, at the level it got`() async throws {
    let copied = try await linked()
    let limits = "\n\n## Limits\n\nNot that."
    try copied.edit(limits, "")
    try copied.edit("Before.", "Before.\(limits)")
    for (old, new) in [("#### Careful", "### Careful"), ("### Steps", "## Steps")] {
      try copied.edit(old, new)
    }
    try await copied.source("Not that.", "Not this.")
    try await copied.source("Mind the gap.", "Mind it.\n\n### Again\n\nAnd again.")
    let wanted = try copied.text().replacing("Not that.", with: "Not this.")
      .replacing("Mind the gap.", with: "Mind it.\n\n### Again\n\nAnd again.")
    #expect(try await copied.update().files.map(\.outcome) == ["composed"])
    #expect(try copied.text() == wanted)
  }

  @Test func `a linked section that the author put below another stays linked`() async throws {
    let copied = try await linked()
    try copied.edit("## Limits", "#### Limits")
    try await copied.source("Not that.", "Not this.")
    try await copied.source("Then that.", "Then another.")
    let wanted = try copied.text().replacing("Not that.", with: "Not this.")
      .replacing("Then that.", with: "Then another.")
    _ = try await copied.update()
    #expect(try copied.text() == wanted)
    try await copied.source("Not this.", "Not these.")
    _ = try await copied.update()
    #expect(try copied.text() == wanted.replacing("Not this.", with: "Not these."))
  }

  @Test func `a section that was taken out is linked no more`() async throws {
    let copied = try await linked()
    try copied.edit("\n\n## Limits\n\nNot that.", "")
    let report = try await copied.update()
    #expect(report.unresolved.map(\.what) == ["files/guide.md#limits"])
    #expect(try await copied.workbench.whereUsed("files/guide.md#limits").isEmpty)
    #expect(try await copied.workbench.whereUsed("files/guide.md#steps").map(\.kind) == ["linked"])
  }

  @Test(arguments: [false, true])
  func `a file that was moved is followed, one that is gone is forgotten`(
    edited: Bool
  ) async throws {
    let copied = try await linked()
    if edited { try copied.edit("Before.", "Ere.") }
    let root = "\(copied.bench.scratch.path)/home/workspace"
    let new = "skills/renamed/SKILL.md"
    try FileManager.default.moveItem(
      atPath: "\(root)/skills/mine", toPath: "\(root)/skills/renamed")
    let lines = try await copied.workbench.blame(new).lines
    #expect(lines.contains { $0.from.address == "files/guide.md#steps" })
    try await copied.source("First this.", "First of all this.")
    let report = try await copied.update()
    #expect(report.name == new && report.files.map(\.outcome) == ["composed"])
    #expect(try copied.text(new).contains("First of all this."))
    try FileManager.default.removeItem(atPath: "\(root)/skills/renamed")
    let gone = try #require(try await copied.workbench.recompose([]).first)
    #expect(gone.unresolved.count == 2 && gone.files.isEmpty)
    #expect(try await copied.workbench.recompose([]).isEmpty)
  }

  @Test func `a source is followed when it is renamed, and told of when it is gone`() async throws {
    let copied = try await linked()
    try await copied.source("## Limits", "## Bounds")
    let stale = try #require(try await copied.workbench.stale([Copied.path]).first)
    #expect(stale.recipe == nil && stale.sections.map(\.changes) == [[.edited, .renamed]])
    let report = try await copied.update()
    #expect(report.followed.map(\.address) == ["files/guide.md#bounds"])
    #expect(try copied.text().contains("## Bounds"))
    try copied.bench.write("# Guide\n\n## Bounds\n\nNone.\n", to: "guide.md")
    try await copied.bench.ingest()
    let gone = try await copied.update()
    #expect(gone.failure?.problem.contains("files/guide.md#steps") == true)
    #expect(try copied.text().contains("First this.") && copied.text().contains("None."))
  }

  @Test func `what is pinned stays, and the library keeps what links begin with`() async throws {
    let copied = try await Copied()
    try await copied.source("Not that.", "Not this.")
    try await copied.attach("steps")
    let hash = try #require(try await copied.attach("limits").link?.hash)
    _ = try await copied.workbench.detach("\(Copied.path)#limits")
    try await copied.attach("limits", to: "guide.md#limits@\(hash.prefix(10))")
    #expect(try await copied.workbench.stale().isEmpty)
    _ = try await copied.workbench.collectGarbage()
    #expect(try copied.workbench.show("guide.md#limits@\(hash.prefix(10))").address != "")
    #expect(try await copied.update().files.map(\.isChanged) == [false])
    #expect(try copied.text() == Copied.skill)
  }

  @Test func `recipes and links of each other's results settle in one pass`() async throws {
    let copied = try await linked()
    _ = try await copied.workbench.checkin()
    _ = try await copied.workbench.compose(
      ComposeRequest(
        name: "upper", sections: ["workspace/\(Copied.path)#steps"],
        settings: [("description", "Upper. Use it.")]))
    _ = try await copied.workbench.checkin()
    let top = "skills/atop/SKILL.md"
    let upper = try copied.text("skills/upper/SKILL.md")
    try copied.write(upper.replacing("name: upper", with: "name: atop"), to: top)
    _ = try await copied.workbench.attach(
      "\(top)#steps", to: "workspace/skills/upper/SKILL.md#steps")
    try await copied.source("First this.", "First of all this.")
    #expect(try await copied.update().files.map(\.outcome) == ["composed"])
    for path in [Copied.path, "skills/upper/SKILL.md", top] {
      #expect(try copied.text(path).contains("First of all this."))
    }
    // A circle is one through a recipe, too.
    _ = try await copied.workbench.checkin()
    _ = try await copied.workbench.detach("\(Copied.path)#steps")
    await #expect(throws: LinkFailure.cycle([Copied.path, top, "upper", Copied.path])) {
      try await copied.attach("steps", to: "workspace/\(top)#steps")
    }
  }
}
