import Examples
import Foundation
import Testing
import Workbench

/// Each edit of an author with each change of its sources, for reference files, scripts, assets,
/// frontmatter, and sections of which only code is taken.
@Suite struct LandingTableTests {
  @Test(arguments: LandingKind.all)
  func `an author's edit and a change of what was composed go together or are at odds`(
    kind: LandingKind
  ) async throws {
    for change in LandingChange.sources where !(change.removes && kind.isEntry) {
      let table = Table(kind: kind, bench: try Bench())
      try await table.begin()
      for (index, edit) in LandingChange.authors.enumerated() {
        try table.edit(index, edit)
      }
      try await table.change(change)
      for (index, edit) in LandingChange.authors.enumerated() {
        try await table.expect(index, edit, change)
      }
    }
  }

  /// A skill for each of the author's edits, all composed of the same file.
  private struct Table {
    let kind: LandingKind
    let bench: Bench
    private let base = LandingKind.Places()

    init(kind: LandingKind, bench: Bench) { (self.kind, self.bench) = (kind, bench) }

    private func path(_ index: Int) -> String {
      "home/workspace/skills/made\(index)/\(kind.path.replacing("NAME", with: "made\(index)"))"
    }

    private func text(_ index: Int, _ places: LandingKind.Places) -> String {
      kind.composed("made\(index)", places)
    }

    private func writeRecipe(_ index: Int, _ places: LandingKind.Places, _ entry: String) throws {
      try bench.scratch.write(
        "template: skill\nparameters:\n  name: made\(index)\n"
          + "  description: \(kind.setting(places))\n\(entry.isEmpty ? "" : "slots:\n")\(entry)",
        to: "home/workspace/recipes/made\(index).yaml")
    }

    func begin() async throws {
      try bench.write(kind.sourceText(base), to: kind.source)
      try await bench.ingest()
      for index in LandingChange.authors.indices { try writeRecipe(index, base, kind.entry) }
      let reports = try await bench.workbench.recompose([])
      #expect(reports.count == LandingChange.authors.count)
      #expect(reports.allSatisfy { $0.isWritten && $0.unresolved.isEmpty })
      for index in LandingChange.authors.indices {
        #expect(bench.scratch.text(path(index)) == text(index, base))
      }
    }

    func edit(_ index: Int, _ edit: LandingChange) throws {
      var mine = base
      edit.apply(&mine)
      if edit.removes {
        try FileManager.default.removeItem(atPath: "\(bench.scratch.path)/\(path(index))")
      } else {
        try bench.scratch.write(text(index, mine), to: path(index))
      }
    }

    func change(_ change: LandingChange) async throws {
      var theirs = base
      change.apply(&theirs)
      try bench.write(kind.sourceText(theirs), to: kind.source)
      try await bench.ingest()
      for index in LandingChange.authors.indices {
        try writeRecipe(index, theirs, change.removes ? "" : kind.entry)
      }
    }

    func expect(_ index: Int, _ edit: LandingChange, _ change: LandingChange) async throws {
      let cell = Comment(rawValue: "\(kind): \(edit) × \(change)")
      let before = try bench.everything()
      let report = try #require(try await bench.workbench.recompose(["made\(index)"]).first)
      let now = bench.scratch.text(path(index))
      var (mine, theirs) = (base, base)
      edit.apply(&mine)
      change.apply(&theirs)
      // A file that is gone is written again, and one that is composed no longer goes, unless it
      // was edited.
      let wanted: String?
      if change.removes {
        wanted = edit.removes || mine == base ? nil : text(index, mine)
      } else if edit.removes {
        wanted = text(index, theirs)
      } else if let merged = LandingKind.Places.merged(base, mine, theirs) {
        wanted = text(index, merged)
      } else {
        #expect(report.hasConflicts && !report.isWritten, "\(cell): \(now ?? "gone")")
        #expect(try bench.everything() == before, cell)
        return
      }
      #expect(!report.hasConflicts, "\(cell): \(report.files.flatMap(\.conflicts))")
      #expect(now == wanted, cell)
      let done = try bench.everything()
      #expect(try await bench.workbench.recompose(["made\(index)"]).first?.hasConflicts == false)
      #expect(try bench.everything() == done, cell)
      guard done != before else { return }
      _ = try await bench.workbench.undo(nil)
      #expect(try bench.everything() == before, cell)
    }
  }
}
