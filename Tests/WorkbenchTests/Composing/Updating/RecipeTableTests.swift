import Examples
import Foundation
import Testing
import Workbench

/// Each edit of an author with each change of what a component is composed of.
///
/// What must come of it is what ``Leaf`` makes of the three versions: what only one side changed is
/// changed, what both changed in two ways is a conflict. Nothing of it is read off the program.
@Suite struct RecipeTableTests {
  /// A component for each of the author's edits, all composed of the same sections.
  private struct Table {
    let bench: Bench
    static let sections =
      [Leaf("Alpha"), Leaf("Beta", inner: [Leaf("Inner", level: 3)])]
      + [Leaf("Gamma")]
    static let entries = ["alpha", "beta", "gamma"].map { "files/notes.md#\($0)" }

    init() async throws {
      bench = try Bench()
      try write(Self.sections)
      try await bench.ingest()
      for index in AuthorsEdit.all.indices { try writeRecipe(index, Self.entries) }
      let reports = try await bench.workbench.recompose([])
      #expect(reports.allSatisfy { $0.isWritten } && reports.count == AuthorsEdit.all.count)
    }

    func write(_ sections: [Leaf]) throws {
      try bench.write(
        "# Notes\n\n" + Leaf.text(sections) + "\n" + SourceChange.extra.text, to: "notes.md")
    }

    func writeRecipe(_ index: Int, _ entries: [String]) throws {
      let list = entries.map { "    - " + $0.replacing("\n", with: "\n      ") + "\n" }.joined()
      try bench.scratch.write(
        "template: skill\nparameters:\n  name: made\(index)\n  description: Does it. Use it.\n"
          + "slots:\n  body:\n\(list)", to: "home/workspace/recipes/made\(index).yaml")
    }

    func path(_ index: Int) -> String { "home/workspace/skills/made\(index)/SKILL.md" }

    func text(_ index: Int) -> String { bench.scratch.text(path(index)) ?? "" }

    func file(_ index: Int, _ sections: [Leaf]) -> String {
      "---\nname: made\(index)\ndescription: Does it. Use it.\n---\n\n# made\(index)\n\n"
        + Leaf.text(sections)
    }
  }

  @Test(arguments: SourceChange.all)
  func `an author's edit and a change of what was composed go together or are at odds`(
    change: SourceChange
  ) async throws {
    let table = try await Table()
    for (index, edit) in AuthorsEdit.all.enumerated() {
      #expect(table.text(index) == table.file(index, Table.sections))
      var mine = Table.sections
      edit.apply(&mine)
      try table.bench.scratch.write(table.file(index, mine), to: table.path(index))
      var entries = Table.entries
      change.recipe(&entries)
      if entries != Table.entries { try table.writeRecipe(index, entries) }
    }
    var source = Table.sections
    change.source(&source)
    try table.write(source)
    try await table.bench.ingest()
    for (index, edit) in AuthorsEdit.all.enumerated() {
      try await expect(edit, change, index, in: table)
    }
  }

  private func expect(
    _ edit: AuthorsEdit, _ change: SourceChange, _ index: Int, in table: Table
  ) async throws {
    let cell = Comment(rawValue: "\(edit) × \(change)")
    let workbench = table.bench.workbench
    let before = try table.bench.everything()
    guard !change.isRefused else {
      await #expect(throws: (any Error).self, cell) {
        try await workbench.recompose(["made\(index)"])
      }
      #expect(try table.bench.everything() == before, cell)
      return
    }
    var (mine, theirs) = (Table.sections, Table.sections)
    edit.apply(&mine)
    change.composed(&theirs)
    let wanted = try? Leaf.merged(Table.sections, mine, theirs)
    let report = try #require(try await workbench.recompose(["made\(index)"]).first)
    let now = table.text(index)
    guard let wanted else {
      #expect(report.hasConflicts && !report.isWritten, "\(cell): \(now)")
      #expect(report.files.contains { !$0.conflicts.isEmpty }, cell)
      #expect(try table.bench.everything() == before, cell)
      return
    }
    #expect(!report.hasConflicts, "\(cell): \(report.files.flatMap(\.conflicts))")
    #expect(now == table.file(index, wanted), cell)
    // Twice is once, and what was there can be had again.
    let done = try table.bench.everything()
    #expect(try await workbench.recompose(["made\(index)"]).first?.hasConflicts == false, cell)
    #expect(try table.bench.everything() == done, cell)
    if done != before {
      _ = try await workbench.undo(nil)
      #expect(try table.bench.everything() == before, cell)
    }
  }
}
