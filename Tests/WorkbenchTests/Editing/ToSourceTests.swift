import Examples
import Foundation
import Testing
import Workbench

/// Edits go back to where the edited text came from, exactly or not at all.
@Suite struct ToSourceTests {
  private static let source = """
    # Checks

    First of all.

    ## Names

    Names say it.

    ## Limits

    - one
    - two

    # Other

    Not used.

    """
  private static let code = """
    import sys


    def check(path):
        # a comment
        return path in sys.argv

    """
  private static let made = "home/workspace/skills/made/SKILL.md"

  /// A bench with a skill that is composed of a section of prose and a function.
  private func bench(pinned: Bool = false) async throws -> Bench {
    let bench = try Bench()
    try bench.write(Self.source, to: "notes.md")
    try bench.write(Self.code, to: "check.py")
    try await bench.ingest()
    let report = try await bench.workbench.compose(
      ComposeRequest(
        name: "made", sections: ["notes.md#checks", "check.py#check"],
        settings: [("description", "Does it. Use when asked to.")], isPinned: pinned))
    try #require(report.isWritten)
    return bench
  }

  private func text(_ bench: Bench) -> String { bench.scratch.text(Self.made) ?? "" }

  private func edit(_ bench: Bench, _ before: String, _ after: String) throws {
    let text = text(bench)
    try #require(text.contains(before))
    try bench.scratch.write(text.replacingOccurrences(of: before, with: after), to: Self.made)
  }

  /// What `source` is where `before` is `after`.
  private func source(_ before: String, _ after: String) -> String {
    Self.source.replacingOccurrences(of: before, with: after)
  }

  /// Gives back what can be, and expects that composing again gives what was edited.
  private func giveBack(_ bench: Bench) async throws -> ReturnReport {
    let edited = text(bench)
    let preview = try await bench.workbench.toSource()
    #expect(!preview.isWritten)
    let report = try await bench.workbench.toSource(agreeing: preview)
    #expect(text(bench) == edited)
    #expect(try await bench.workbench.toSource().items == [])
    let again = try await bench.workbench.recompose([], isDryRun: true)
    #expect(again.flatMap(\.files).allSatisfy { !$0.isChanged })
    return report
  }

  @Test(arguments: [
    ("First of all.", "First.\n\nSecond."), ("Names say it.\n", ""), ("- two", "- 2\n- three"),
    ("- two\n", "- two\n\nAnd more at the end.\n"),
  ])
  func `an edit of a composed file goes back to the section`(
    before: String, after: String
  ) async throws {
    let bench = try await bench()
    try edit(bench, before, after)
    let report = try await giveBack(bench)
    #expect(report.items.map(\.source) == ["files/notes.md"])
    #expect(report.items.flatMap(\.sections) == ["checks"])
    #expect(bench.scratch.text("files/notes.md") == source(before, after))
  }

  @Test func `the levels of headings are what they were at the source`() async throws {
    let bench = try await bench()
    try edit(bench, "### Names", "### All names\n\nText.\n\n#### Below")
    _ = try await giveBack(bench)
    #expect(
      bench.scratch.text("files/notes.md")
        == source("## Names", "## All names\n\nText.\n\n### Below"))
  }

  @Test func `a function of a script goes back to its file`() async throws {
    let bench = try await bench()
    let script = "home/workspace/skills/made/scripts"
    let file = try #require(
      try FileManager.default.contentsOfDirectory(atPath: "\(bench.scratch.path)/\(script)").first)
    let text = try #require(bench.scratch.text("\(script)/\(file)"))
    let edited = text.replacingOccurrences(of: "# a comment", with: "# another\n    path += ''")
    try bench.scratch.write(edited, to: "\(script)/\(file)")
    _ = try await giveBack(bench)
    #expect(
      bench.scratch.text("files/check.py")
        == Self.code.replacingOccurrences(of: "# a comment", with: "# another\n    path += ''"))
  }

  @Test func `nothing is written before somebody agrees, or where it changed since`() async throws {
    let bench = try await bench()
    try edit(bench, "First", "At first")
    let preview = try await bench.workbench.toSource()
    #expect(preview.returned.count == 1)
    #expect(preview.items[0].lines.map(\.text) == ["First of all.", "At first of all."])
    #expect(bench.scratch.text("files/notes.md") == Self.source)
    try edit(bench, "At first", "At last")
    await #expect(throws: ReturnFailure.self) {
      try await bench.workbench.toSource(agreeing: preview)
    }
    try bench.write(Self.source + "more\n", to: "notes.md")
    #expect(try await bench.workbench.toSource().items[0].left?.contains("read again") == true)
    #expect(bench.scratch.text("files/notes.md") == Self.source + "more\n")
  }

  @Test func `a source that moved on elsewhere is merged, and undone as one`() async throws {
    let bench = try await bench()
    let composed = text(bench)
    try edit(bench, "First", "At first")
    let moved = source("Not used.", "Not used yet.").replacingOccurrences(of: "- one", with: "- 1")
    try bench.write(moved, to: "notes.md")
    try await bench.ingest()
    let edited = text(bench)
    let preview = try await bench.workbench.toSource()
    #expect(try await bench.workbench.toSource(agreeing: preview).isWritten)
    #expect(
      bench.scratch.text("files/notes.md")
        == moved.replacingOccurrences(of: "First", with: "At first"))
    #expect(text(bench) == edited.replacingOccurrences(of: "- one", with: "- 1"))
    _ = try await bench.workbench.undo()
    #expect(bench.scratch.text("files/notes.md") == moved)
    #expect(text(bench) == edited && edited != composed)
    #expect(try bench.workbench.doctor(readData: true).findings == [])
  }

  @Test(arguments: ["---\nname", "description: Does"])
  func `what comes from no section is left`(before: String) async throws {
    let bench = try await bench()
    try edit(bench, before, before.uppercased())
    let preview = try await bench.workbench.toSource()
    #expect(!preview.items.isEmpty && preview.items.allSatisfy { $0.left != nil })
    let report = try await bench.workbench.toSource(agreeing: preview)
    #expect(!report.isWritten && bench.scratch.text("files/notes.md") == Self.source)
  }

  @Test func `what is pinned is left`() async throws {
    let bench = try await bench(pinned: true)
    try edit(bench, "First", "At first")
    #expect(try await bench.workbench.toSource().items[0].left?.contains("pinned") == true)
  }

  @Test func `a file that was checked out goes back to its source`() async throws {
    let bench = try await CheckoutTests.bench()
    _ = try await bench.workbench.checkout(CheckoutRequest(["guide"]))
    let mine = CheckoutTests.guide.replacingOccurrences(of: "Read it.", with: "Read it twice.")
    try bench.scratch.write(mine, to: CheckoutTests.path)
    let theirs = CheckoutTests.guide.replacingOccurrences(of: "None yet.", with: "Ten.")
    try bench.write(theirs, to: "guide/SKILL.md")
    try await bench.ingest()
    let preview = try await bench.workbench.toSource(["skills/guide"])
    _ = try await bench.workbench.toSource(["skills/guide"], agreeing: preview)
    let both = mine.replacingOccurrences(of: "None yet.", with: "Ten.")
    #expect(bench.scratch.text("files/guide/SKILL.md") == both)
    #expect(bench.scratch.text(CheckoutTests.path) == mine)
    _ = try await bench.workbench.checkout(CheckoutRequest([], isUpdating: true))
    #expect(bench.scratch.text(CheckoutTests.path) == both)
    #expect(try await bench.workbench.toSource().items == [])
  }
}
