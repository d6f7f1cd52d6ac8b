import Examples
import Foundation
import Testing
import Workbench

/// Composing replaces what was composed from the same recipe, and nothing else unless told to.
@Suite struct OwnershipTests {
  private static let source = """
    ---
    name: alpha
    description: d
    ---
    # Alpha

    ## Usage

    Run [it](scripts/helper.sh).

    ## Other

    Words.

    """

  /// A bench with a skill whose section `usage` brings a script along.
  private func bench() async throws -> Bench {
    let bench = try Bench()
    try bench.write(Self.source, to: "alpha/SKILL.md")
    try bench.write("echo theirs\n", to: "alpha/scripts/helper.sh")
    try await bench.ingest()
    return bench
  }

  private func request(
    _ name: String, _ section: String = "usage", naming made: String? = nil, force: Bool = false
  ) -> ComposeRequest {
    ComposeRequest(
      name: name, sections: ["alpha/SKILL.md#\(section)"],
      settings: [("description", "Does it. Use when asked to.")]
        + (made.map { [("name", $0)] } ?? []), isForced: force)
  }

  private func expectNotWritten(_ report: ComposeReport, _ path: String, reason: String) {
    #expect(!report.isWritten && report.hasConflicts)
    let file = report.files.first { $0.path == path }
    #expect(file?.outcome == "conflict" && file?.isChanged == false)
    #expect(file?.conflicts.first?.reason == reason)
  }

  @Test(arguments: ["scripts/helper.sh", "SKILL.md"], [false, true])
  func `a file that was not composed is not replaced`(file: String, committed: Bool) async throws {
    let bench = try await bench()
    let path = "skills/own/\(file)"
    try bench.scratch.write("mine\n", to: "home/workspace/\(path)")
    if committed { _ = try await bench.workbench.commit(message: "mine") }
    let before = try bench.everything()
    let report = try await bench.workbench.compose(request("own"))
    expectNotWritten(report, path, reason: "it was not composed by joinery")
    #expect(try bench.everything() == before)
    let forced = try await bench.workbench.compose(request("own", force: true))
    #expect(forced.isWritten && bench.scratch.text("home/workspace/\(path)") != "mine\n")
    _ = try await bench.workbench.undo(nil)
    #expect(bench.scratch.text("home/workspace/\(path)") == "mine\n")
  }

  @Test func `a file that is there just as it is composed is taken over`() async throws {
    let bench = try await bench()
    let path = "home/workspace/skills/own/scripts/helper.sh"
    try bench.scratch.write("echo theirs\n", to: path)
    _ = try await bench.workbench.commit(message: "mine")
    #expect(try await bench.workbench.compose(request("own")).isWritten)
    var anew = request("own", "other")
    anew.isReplacing = true
    let report = try await bench.workbench.compose(anew)
    #expect(report.files.map(\.outcome) == ["composed", "removed"])
  }

  @Test func `a file that was left is its author's`() async throws {
    let bench = try await bench()
    #expect(try await bench.workbench.compose(request("own")).isWritten)
    let path = "skills/own/scripts/helper.sh"
    try bench.scratch.write("echo mine\n", to: "home/workspace/\(path)")
    var anew = request("own", "other")
    anew.isReplacing = true
    #expect(try await bench.workbench.compose(anew).files.map(\.outcome) == ["composed", "left"])
    _ = try await bench.workbench.commit(message: "mine")
    let report = try await bench.workbench.compose(request("own"))
    expectNotWritten(report, path, reason: "it was not composed by joinery")
    #expect(bench.scratch.text("home/workspace/\(path)") == "echo mine\n")
  }

  @Test(arguments: ["usage", "other"])
  func `two recipes do not take each other's files`(section: String) async throws {
    let bench = try await bench()
    #expect(try await bench.workbench.compose(request("one", naming: "one")).isWritten)
    let before = try bench.everything()
    let report = try await bench.workbench.compose(request("two", section, naming: "one"))
    expectNotWritten(
      report, "skills/one/SKILL.md", reason: "it is composed from recipes/one.yaml")
    #expect(try bench.everything() == before)
    // By force it passes over: then it is the other's no more.
    let forced = try await bench.workbench.compose(
      request("two", section, naming: "one", force: true))
    #expect(forced.isWritten)
    let first = try #require(try await bench.workbench.recompose(["one"]).first)
    expectNotWritten(
      first, "skills/one/SKILL.md", reason: "it is composed from recipes/two.yaml")
    #expect(try await bench.workbench.compose(request("two", section, naming: "two")).isWritten)
    #expect(bench.scratch.text("home/workspace/skills/one/SKILL.md") == nil)
  }

  @Test func `a recipe that was renamed keeps what it composed`() async throws {
    let bench = try await bench()
    #expect(try await bench.workbench.compose(request("one")).isWritten)
    let made = "home/workspace/skills/one/SKILL.md"
    let text = try #require(bench.scratch.text(made)) + "\n## Mine\n\nMine.\n"
    try bench.scratch.write(text, to: made)
    let folder = "\(bench.scratch.path)/home/workspace/recipes"
    try FileManager.default.moveItem(atPath: "\(folder)/one.yaml", toPath: "\(folder)/two.yaml")
    let report = try #require(try await bench.workbench.recompose(["two"]).first)
    #expect(report.isWritten && report.files.map(\.outcome) == ["kept", "unchanged"])
    #expect(bench.scratch.text(made) == text)
    try bench.write(
      Self.source.replacingOccurrences(of: "Run", with: "Start"), to: "alpha/SKILL.md")
    try await bench.ingest()
    let next = try #require(try await bench.workbench.recompose(["two"]).first)
    #expect(next.isWritten && next.files.map(\.outcome) == ["merged", "unchanged"])
  }
}
