import Examples
import Testing
import Workbench

/// Where links of composed files, and of those that came along, lead in the rarer cases.
@Suite struct LinkSeatTests {
  private static let skill = "---\nname: s\ndescription: d\n---\n"

  /// What a recipe of `sections` makes of `files`.
  private func composed(
    _ files: [String: String], _ sections: [String], template: String = "skill",
    renames: Bool = false
  ) async throws -> (bench: Bench, report: ComposeReport) {
    let bench = try Bench()
    for (path, text) in files { try bench.write(text, to: path) }
    try await bench.ingest()
    var request = ComposeRequest(
      name: "made", sections: sections, slots: [],
      settings: [("description", "Does it. Use when asked to.")])
    request.renames = renames
    let report = try await bench.workbench.compose(request)
    #expect(report.isWritten, "\(report.findings)")
    let again = try await bench.workbench.recompose(["made"])
    #expect(again.flatMap(\.files).allSatisfy { !$0.isChanged })
    return (bench, report)
  }

  private func text(_ bench: Bench, _ file: String = "SKILL.md") throws -> String {
    try #require(bench.scratch.text("home/workspace/skills/made/\(file)"))
  }

  @Test func `a companion of the only file leads back to its section`() async throws {
    let (bench, report) = try await composed(
      [
        "a/SKILL.md": Self.skill + "# A\n## Usage\n[r](references/r.md)\n",
        "a/references/r.md": "# R\n[back](../SKILL.md#usage)\n",
      ], ["a/SKILL.md#usage"])
    #expect(try text(bench, "references/r.md") == "# R\n[back](../SKILL.md#usage)\n")
    #expect(report.unresolved == [])
  }

  @Test func `a link to a file that was renamed follows it, whatever its anchor`() async throws {
    let (bench, report) = try await composed(
      [
        "a/SKILL.md": Self.skill + "# A\n## Usage\n[r](references/r.md)\n",
        "a/references/r.md": "# One\n",
        "b/SKILL.md": Self.skill + "# B\n## Why\n[r](references/r.md#missing)\n",
        "b/references/r.md": "# Other\n",
      ], ["a/SKILL.md#usage", "b/SKILL.md#why"], renames: true)
    #expect(try text(bench).contains("[r](references/r.md)\n"))
    #expect(try text(bench).contains("[r](references/r-2.md#missing)\n"))
    #expect(try text(bench, "references/r-2.md") == "# Other\n")
    #expect(report.unresolved.map(\.what) == ["references/r.md#missing"])
    #expect(report.unresolved[0].why.hasSuffix("b/references/r.md has no heading of that name"))
  }

  @Test(arguments: ["mdc", "MDX", "mdown", "mkd", "markdown"])
  func `every suffix of Markdown is Markdown to all`(suffix: String) async throws {
    let (bench, report) = try await composed(
      [
        "a/rule.\(suffix)": "---\ndescription: d\n---\n# Rule\n\nSee [n](n.\(suffix)).\n",
        "a/n.\(suffix)": "# N\n",
      ], ["a/rule.\(suffix)"])
    #expect(try text(bench).contains("# Rule\n\nSee [n](n.\(suffix)).\n"))
    #expect(try !text(bench).contains("```"))
    #expect(report.unresolved == [])
  }
}
