import Examples
import Foundation
import Testing
import Workbench

/// From the library to the workspace.
@Suite struct CheckoutTests {
  static let guide = """
    ---
    name: guide
    description: How to review. Use when asked to review.
    ---
    # Guide

    Before all.

    ## Steps

    Read it.

    ## Limits

    None yet.

    """
  static let path = "home/workspace/skills/guide/SKILL.md"

  /// A bench whose library has the guide.
  static func bench() async throws -> Bench {
    let bench = try Bench()
    try bench.write(guide, to: "guide/SKILL.md")
    try bench.write("print(1)\n", to: "guide/scripts/run.py")
    try await bench.ingest()
    return bench
  }

  private func edited(_ before: String, _ after: String) -> String {
    Self.guide.replacingOccurrences(of: before, with: after)
  }

  @Test func `what was checked out is noted, and checking it in changes nothing else`() async throws
  {
    let bench = try await Self.bench()
    let ids = try bench.ids("guide/SKILL.md")
    let out = try await bench.workbench.checkout(CheckoutRequest(["guide"]))
    #expect(out.written == ["skills/guide/SKILL.md", "skills/guide/scripts/run.py"])
    let lock = try #require(bench.scratch.text("home/workspace/joinery.lock"))
    #expect(lock.contains("\"skills/guide/SKILL.md\": {\"source\": \"files/guide/SKILL.md\""))
    _ = try await bench.workbench.checkin()
    let again = try await bench.workbench.checkin()
    #expect(again.files.isEmpty && !again.isWritten)
    #expect(try await bench.workbench.checkout(CheckoutRequest(["guide"])).written == [])
    #expect(try bench.ids("guide/SKILL.md") == ids)
    #expect(bench.scratch.text(Self.path) == Self.guide)
    #expect(try bench.workbench.doctor(readData: true).findings == [])
  }

  @Test func `edits are not replaced, merged when asked, and kept when replaced`() async throws {
    let bench = try await Self.bench()
    _ = try await bench.workbench.checkout(CheckoutRequest(["guide"]))
    let mine = edited("Read it.", "Read it twice.")
    try bench.scratch.write(mine, to: Self.path)
    let theirs = edited("None yet.", "Ten pages.")
    try bench.write(theirs, to: "guide/SKILL.md")
    try await bench.ingest()

    let refusal = await #expect(throws: CheckoutFailure.self) {
      try await bench.workbench.checkout(CheckoutRequest(["guide"]))
    }
    #expect(refusal?.problem.contains("skills/guide/SKILL.md (#steps edited)") == true)
    #expect(bench.scratch.text(Self.path) == mine)

    let merged = try await bench.workbench.checkout(CheckoutRequest(["guide"], edits: .merge))
    #expect(merged.files[0].action == .merge)
    let both = mine.replacingOccurrences(of: "None yet.", with: "Ten pages.")
    #expect(bench.scratch.text(Self.path) == both)
    let again = try await bench.workbench.checkout(CheckoutRequest(["guide"], edits: .merge))
    #expect(again.written == [])

    _ = try await bench.workbench.checkout(CheckoutRequest(["guide"], edits: .replace))
    #expect(bench.scratch.text(Self.path) == theirs)
    _ = try await bench.workbench.undo()
    #expect(bench.scratch.text(Self.path) == both)
  }

  @Test func `a file at odds is left, and the others are merged`() async throws {
    let bench = try await Self.bench()
    _ = try await bench.workbench.checkout(CheckoutRequest(["guide"]))
    let mine = edited("Read it.", "Read it twice.")
    try bench.scratch.write(mine, to: Self.path)
    try bench.write(edited("Read it.", "Skim it."), to: "guide/SKILL.md")
    try bench.write("print(2)\n", to: "guide/scripts/run.py")
    try await bench.ingest()
    let report = try await bench.workbench.checkout(
      CheckoutRequest([], edits: .merge, isUpdating: true))
    #expect(report.hasConflicts)
    #expect(report.files[0].conflicts.count == 1)
    #expect(bench.scratch.text(Self.path) == mine)
    #expect(bench.scratch.text("home/workspace/skills/guide/scripts/run.py") == "print(2)\n")
  }

  @Test func `one section goes where its neighbours say, and the rest stays`() async throws {
    let bench = try await Self.bench()
    _ = try await bench.workbench.checkout(CheckoutRequest(["guide"]))
    try bench.write(
      edited("## Limits", "## Hints\n\nBe kind.\n\n## Limits")
        .replacingOccurrences(of: "None yet.", with: "Ten pages."), to: "guide/SKILL.md")
    try await bench.ingest()
    let dry = try await bench.workbench.checkout(
      CheckoutRequest(["files/guide/SKILL.md#hints"], isDryRun: true))
    #expect(!dry.isWritten && bench.scratch.text(Self.path) == Self.guide)
    _ = try await bench.workbench.checkout(CheckoutRequest(["files/guide/SKILL.md#hints"]))
    #expect(
      bench.scratch.text(Self.path) == edited("## Limits", "## Hints\n\nBe kind.\n\n## Limits"))
  }

  @Test func `a section of no file of the workspace makes one`() async throws {
    let bench = try await Self.bench()
    _ = try await bench.workbench.checkout(
      CheckoutRequest(["guide/SKILL.md#limits", "guide/SKILL.md#steps"]))
    #expect(bench.scratch.text(Self.path) == "## Steps\n\nRead it.\n\n## Limits\n\nNone yet.\n")
  }

  @Test func `a version that is pinned comes back`() async throws {
    let bench = try await Self.bench()
    let hash = try #require(
      try bench.workbench.show("guide/SKILL.md#steps").section?.hash.prefix(10))
    try bench.write(edited("Read it.", "Skim it."), to: "guide/SKILL.md")
    try await bench.ingest()
    _ = try await bench.workbench.checkout(CheckoutRequest(["guide"]))
    _ = try await bench.workbench.checkout(CheckoutRequest(["guide/SKILL.md#steps@\(hash)"]))
    #expect(bench.scratch.text(Self.path) == Self.guide)
  }

  @Test func `what recipes and copies use is named before it changes`() async throws {
    let bench = try await Self.bench()
    _ = try await bench.workbench.checkout(CheckoutRequest(["guide"]))
    _ = try await bench.workbench.checkin()
    _ = try await bench.workbench.compose(
      ComposeRequest(
        name: "made", sections: ["workspace/skills/guide/SKILL.md#steps"],
        settings: [("description", "Does it. Use when asked.")]))
    try bench.scratch.write(edited("Read it.", "Read it twice."), to: Self.path)
    let names = ["skills/guide"]
    let report = try await bench.workbench.checkin(names, isDryRun: true)
    #expect(report.files.map(\.path) == ["skills/guide/SKILL.md"])
    #expect(report.files[0].sections.map(\.anchor) == ["steps"])
    #expect(report.uses.map(\.kind) == [.copy, .recipe])
    #expect(report.uses.map(\.path) == ["skills/made/SKILL.md", "recipes/made.yaml"])
    #expect(try await bench.workbench.checkin(names).isWritten)
    let rest = try await bench.workbench.checkin()
    #expect(rest.files.map(\.path) == ["skills/made/SKILL.md"])
  }

  @Test func `a file that was renamed keeps its ids, and they come back`() async throws {
    let bench = try await Self.bench()
    _ = try await bench.workbench.checkout(CheckoutRequest(["guide"]))
    _ = try await bench.workbench.checkin()
    func ids(_ path: String) throws -> [String] {
      try bench.workbench.tree("workspace/skills/guide/\(path)").flatMap(\.sections).map(\.id)
    }
    let before = try ids("SKILL.md")
    let folder = "\(bench.workbench.home.workspace)/skills/guide"
    try FileManager.default.moveItem(atPath: "\(folder)/SKILL.md", toPath: "\(folder)/OLD.md")
    let report = try await bench.workbench.checkin()
    #expect(report.files.map(\.change) == [.renamed])
    #expect(report.files.first?.former == "skills/guide/SKILL.md")
    #expect(try ids("OLD.md") == before)
    _ = try await bench.workbench.undo()
    #expect(try ids("SKILL.md") == before)
    #expect(try bench.workbench.doctor(readData: true).findings == [])
  }

  @Test func `what is not in the workspace is not checked in`() async throws {
    let bench = try await Self.bench()
    await #expect(throws: CheckinFailure.self) { try await bench.workbench.checkin(["guide"]) }
  }
}
