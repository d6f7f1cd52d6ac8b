import Examples
import Foundation
import Testing
import Workbench

/// One section at a time, in place.
@Suite struct EditTests {
  private static let path = CheckoutTests.path

  private func text(_ bench: Bench) -> String { bench.scratch.text(Self.path) ?? "" }

  @Test func `a section is edited where it stands, and the rest stays byte for byte`() async throws
  {
    let bench = try await CheckoutTests.bench()
    let section = try await bench.workbench.beginEdit("guide/SKILL.md#steps")
    #expect(section.checkedOut == ["skills/guide/SKILL.md", "skills/guide/scripts/run.py"])
    #expect(section.fileName == "steps.md")
    #expect(section.bytes == Array("## Steps\n\nRead it.\n\n".utf8))
    let report = try await bench.workbench.finishEdit(
      Array("## Steps\n\nRead it.\n\nThen say so.".utf8), of: section.token)
    let wanted = CheckoutTests.guide.replacingOccurrences(
      of: "## Steps\n\nRead it.\n\n", with: "## Steps\n\nRead it.\n\nThen say so.\n\n")
    // An editor may have dropped the line ending and the blank line before what follows.
    #expect(text(bench) == wanted)
    #expect(report.sections.map(\.change) == [.edited])
    #expect(report.lines.filter { !$0.text.isEmpty }.map(\.text) == ["Then say so."])
    #expect(
      try bench.workbench.show("workspace/skills/guide/SKILL.md#steps").text.contains("say so"))
  }

  @Test func `every section of a file can be edited, and nothing else changes`() async throws {
    let bench = try await CheckoutTests.bench()
    _ = try await bench.workbench.checkout(CheckoutRequest(["guide"]))
    for anchor in ["guide", "steps", "limits", "frontmatter"] {
      let section = try await bench.workbench.beginEdit("skills/guide/SKILL.md#\(anchor)")
      let before = Array(text(bench).utf8)
      let same = try await bench.workbench.finishEdit(section.bytes, of: section.token)
      #expect(!same.isChanged && Array(text(bench).utf8) == before)
      let mark = anchor == "frontmatter" ? "---\nversion: 2" : "\nMore.\n\n"
      let edited =
        anchor == "frontmatter"
        ? Array(mark.utf8) + section.bytes.dropFirst(3) : section.bytes + Array(mark.utf8)
      _ = try await bench.workbench.finishEdit(edited, of: section.token)
      let after = Array(text(bench).utf8)
      #expect(after.starts(with: before[..<section.token.start]))
      #expect(after.reversed().starts(with: before[section.token.end...].reversed()))
      #expect(after.count == before.count + edited.count - section.bytes.count)
    }
  }

  @Test func `a file that was changed meanwhile is left, and the text is kept`() async throws {
    let bench = try await CheckoutTests.bench()
    let section = try await bench.workbench.beginEdit("guide/SKILL.md#steps")
    try bench.scratch.write(CheckoutTests.guide + "more\n", to: Self.path)
    let failure = await #expect(throws: EditFailure.self) {
      try await bench.workbench.finishEdit(Array("## Mine\n".utf8), of: section.token)
    }
    guard case .moved(_, let kept)? = failure else { return #expect(Bool(false)) }
    #expect(FileManager.default.contents(atPath: kept) == Data("## Mine\n".utf8))
    #expect(text(bench) == CheckoutTests.guide + "more\n")
  }

  @Test(arguments: ["## Steps\n\n```\nRead it.\n\n", "# Steps\n\nRead it.\n\n", "", "\n"])
  func `a text that would change its neighbours is refused, unless forced`(
    edited: String
  ) async throws {
    let bench = try await CheckoutTests.bench()
    let section = try await bench.workbench.beginEdit("guide/SKILL.md#steps")
    await #expect(throws: EditFailure.self) {
      try await bench.workbench.finishEdit(Array(edited.utf8), of: section.token)
    }
    #expect(text(bench) == CheckoutTests.guide)
    let report = try await bench.workbench.finishEdit(
      Array(edited.utf8), of: section.token, isForced: true)
    #expect(report.isChanged && text(bench) != CheckoutTests.guide)
    _ = try await bench.workbench.undo()
    #expect(text(bench) == CheckoutTests.guide)
  }
}
