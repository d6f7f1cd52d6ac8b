import Examples
import Testing
import Workbench

/// Links by a label lead where their own file's definition says, whatever else defines the label.
@Suite struct LabelledLinkTests {
  private static let skill = "---\nname: s\ndescription: d\n---\n"

  /// The text that a recipe of `sections` makes of `files`, and what it could not resolve.
  private func composed(
    _ files: [String: String], _ sections: [String]
  ) async throws -> (text: String, bench: Bench, unresolved: [String]) {
    let bench = try Bench()
    for (path, text) in files { try bench.write(text, to: path) }
    try await bench.ingest()
    let report = try await bench.workbench.compose(
      ComposeRequest(
        name: "made", sections: sections, slots: [],
        settings: [("description", "Does it. Use when asked to.")]))
    #expect(report.isWritten, "\(report.findings)")
    let again = try await bench.workbench.recompose(["made"])
    #expect(again.flatMap(\.files).allSatisfy { !$0.isChanged })
    let text = try #require(bench.scratch.text("home/workspace/skills/made/SKILL.md"))
    return (text, bench, report.unresolved.map(\.what))
  }

  @Test func `two definitions of one label stay two`() async throws {
    let made = try await composed(
      [
        "a/SKILL.md": Self.skill + "# A\n## Use\nSee [one][1].\n\n[1]: references/a.md\n",
        "a/references/a.md": "a\n",
        "b/SKILL.md": Self.skill
          + "# B\n## Why\nSee [one][1], ![1][] and [1].\n\n[1]: <references/b.md> \"B's\"\n",
        "b/references/b.md": "b\n",
      ], ["a/SKILL.md#use", "b/SKILL.md#why"])
    #expect(made.text.contains("See [one][1].\n\n[1]: references/a.md\n"))
    let place = "(<references/b.md> \"B's\")"
    #expect(made.text.contains("See [one]\(place), ![1]\(place) and [1]\(place)."))
    #expect(made.bench.scratch.text("home/workspace/skills/made/references/b.md") == "b\n")
    #expect(made.unresolved == [])
  }

  @Test func `a definition that stays behind goes into the link`() async throws {
    let made = try await composed(
      [
        "a/SKILL.md": Self.skill
          + "# A\n## Use\nSee [the `[guide][g]`][g], [![i][p]][g], [h][G] and `[g][g]`.\n"
          + "## End\n[g]: references/g.md#k\n[p]: p%20(1).png\n",
        "a/references/g.md": "# K\n", "a/p (1).png": "p",
      ], ["a/SKILL.md#use"])
    let place = "(references/g.md#k)"
    #expect(
      made.text.contains(
        "See [the `[guide][g]`]\(place), [![i](<p%20(1).png>)]\(place), [h]\(place) and `[g][g]`."))
    #expect(made.unresolved == [])
  }

  @Test func `what leads nowhere is told, and is a link still`() async throws {
    let made = try await composed(
      ["a/SKILL.md": Self.skill + "# A\n## Use\n[x][g] [y]\n## End\n[g]: gone.md\n[y]: #end\n"],
      ["a/SKILL.md#use"])
    #expect(made.text.contains("[x](gone.md) [y](#end)\n"))
    #expect(made.unresolved == ["gone.md", "#end"])
  }

  @Test func `the label of another section makes no link unsaid`() async throws {
    let made = try await composed(
      [
        "a/SKILL.md": Self.skill + "# A\n## Use\n[x]\n\n[x]: n.md\n", "a/n.md": "n\n",
        "b/SKILL.md": Self.skill + "# B\n## Why\nTick [x] here.\n", "b/n.md": "other\n",
      ], ["a/SKILL.md#use", "b/SKILL.md#why"])
    #expect(made.text.contains("Tick [x] here.\n"))
    #expect(made.unresolved == ["[x]"])
  }

  @Test func `a label that its file leads to the web is told where it does not here`() async throws
  {
    let made = try await composed(
      [
        "a/SKILL.md": Self.skill
          + "# A\n## Use\n[x][W], [y] `a[0]` [z](u)\n\n[y]: https://e.org/y\n## End\n"
          + "[w]: https://e.org/w\n[x]: https://e.org/x\n[0]: n.md\n",
        "b/SKILL.md": Self.skill + "# B\n## Why\n[y]\n\n[y]: <https://e.org/other> 't'\n",
      ], ["a/SKILL.md#use", "b/SKILL.md#why"])
    #expect(
      made.unresolved == [
        "[w]: https://e.org/w", "[y]: <https://e.org/other>", "u",
      ])
  }

  @Test func `a footnote that did not come along is told, and one of another section is`()
    async throws
  {
    let made = try await composed(
      [
        "a/SKILL.md": Self.skill + "# A\n## Use\nWords[^1] and[^n].\n## End\n[^1]: One thing.\n"
          + "[^n]: Two things.\n",
        "b/SKILL.md": Self.skill + "# B\n## Why\nMore[^1].\n\n[^1]: One, but of B.\n",
      ], ["a/SKILL.md#use", "b/SKILL.md#why"])
    #expect(made.unresolved == ["[^1]: One thing.", "[^n]: Two things."])
    let whole = try await composed(
      ["a/SKILL.md": Self.skill + "# A\n## Use\nWords[^1].\n\n[^1]: One thing.\n"],
      ["a/SKILL.md#use"])
    #expect(whole.unresolved.isEmpty)
  }
}
