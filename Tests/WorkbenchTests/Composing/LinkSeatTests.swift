import Examples
import Testing
import Workbench

/// Where links of composed files, and of those that came along, lead in the rarer cases.
@Suite struct LinkSeatTests {
  private static let skill = "---\nname: s\ndescription: d\n---\n"

  @Test func `a companion of the only file leads back to its section`() async throws {
    let (bench, report) = try await Bench.composed(
      [
        "a/SKILL.md": Self.skill + "# A\n## Usage\n[r](references/r.md)\n",
        "a/references/r.md": "# R\n[back](../SKILL.md#usage)\n",
      ], ["a/SKILL.md#usage"])
    #expect(try bench.made("references/r.md") == "# R\n[back](../SKILL.md#usage)\n")
    #expect(report.unresolved == [])
  }

  @Test func `a link to a file that was renamed follows it, whatever its anchor`() async throws {
    let (bench, report) = try await Bench.composed(
      [
        "a/SKILL.md": Self.skill + "# A\n## Usage\n[r](references/r.md)\n",
        "a/references/r.md": "# One\n",
        "b/SKILL.md": Self.skill + "# B\n## Why\n[r](references/r.md#missing)\n",
        "b/references/r.md": "# Other\n",
      ], ["a/SKILL.md#usage", "b/SKILL.md#why"], renames: true)
    #expect(try bench.made().contains("[r](references/r.md)\n"))
    #expect(try bench.made().contains("[r](references/r-2.md#missing)\n"))
    #expect(try bench.made("references/r-2.md") == "# Other\n")
    #expect(report.unresolved.map(\.what) == ["references/r.md#missing"])
    #expect(report.unresolved[0].why.hasSuffix("b/references/r.md has no heading of that name"))
  }

  @Test(arguments: ["mdc", "MDX", "mdown", "mkd", "markdown"])
  func `every suffix of Markdown is Markdown to all`(suffix: String) async throws {
    let (bench, report) = try await Bench.composed(
      [
        "a/rule.\(suffix)": "---\ndescription: d\n---\n# Rule\n\nSee [n](n.\(suffix)).\n",
        "a/n.\(suffix)": "# N\n",
      ], ["a/rule.\(suffix)"])
    #expect(try bench.made().contains("# Rule\n\nSee [n](n.\(suffix)).\n"))
    #expect(try !bench.made().contains("```"))
    #expect(report.unresolved == [])
  }
}
