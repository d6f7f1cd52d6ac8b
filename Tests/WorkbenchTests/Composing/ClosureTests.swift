import Examples
import Foundation
import Testing
import Workbench

/// What a section refers to comes along, and every link leads to where it is now.
@Suite struct ClosureTests {
  private static let skill = "---\nname: pdf\ndescription: d\n---\n"

  @Test func `equal anchors get the renderer's suffix, and links follow`() async throws {
    let (bench, report) = try await Bench.composed(
      [
        "a/SKILL.md": Self.skill + "# A\n## Usage\nSee [above](#usage).\n",
        "b/SKILL.md": Self.skill
          + "# B\n## Usage\nSee [usage](#usage), `[x](#usage)` and [it](./SKILL.md#usage).\n",
        "c/SKILL.md": Self.skill + "# C\n## Why\n```\n[x](#why)\n```\n[w](#why) [u](#use)\n",
      ], ["a/SKILL.md#usage", "b/SKILL.md#usage", "c/SKILL.md#why"])
    let text = try bench.made()
    #expect(text.contains("See [above](#usage)."))
    #expect(text.contains("See [usage](#usage-1), `[x](#usage)` and [it](./SKILL.md#usage-1)."))
    #expect(text.contains("[x](#why)\n```\n[w](#why) [u](#use)"))
    #expect(report.unresolved.map(\.what) == ["#use"])
  }

  @Test func `links to other sections of the recipe lead to where these stand`() async throws {
    let (bench, report) = try await Bench.composed(
      [
        "a/SKILL.md": Self.skill + "# A\n## One\nSee [two](#two), [f](references/f.md#deep-part).\n"
          + "## Two\nSee [one](#one).\n",
        "a/references/f.md": "# F\n## Deep part\nBack to [one](../SKILL.md#one) and [F](#f).\n",
      ], ["a/SKILL.md#one"],
      slots: [("references", "a/SKILL.md#two"), ("references", "a/references/f.md#deep-part")])
    #expect(
      try bench.made().contains(
        "See [two](references/two.md#two), [f](references/deep-part.md#deep-part)."))
    #expect(try bench.made("references/two.md") == "# Two\nSee [one](../SKILL.md#one).\n")
    #expect(
      try bench.made("references/deep-part.md")
        == "# Deep part\nBack to [one](../SKILL.md#one) and [F](#f).\n")
    #expect(report.unresolved.map(\.what) == ["#f"])
  }

  @Test func `files that are linked or named come along, and theirs`() async throws {
    let forms =
      "# Forms\n\nSee ![i](../assets/i%20j.png) and [back](../SKILL.md).\r\n[more](more.md)"
    let (bench, report) = try await Bench.composed(
      [
        "pdf/SKILL.md": Self.skill
          + "# PDF\n## Fill\n[forms](references/forms.md) then `python scripts/fill.py x`.\n"
          + "`{baseDir}/scripts/{x}.sh` [w](https://e.org/a.md) [gone](gone.md) package.json\n",
        "pdf/references/forms.md": forms, "pdf/references/more.md": "more [a](forms.md#forms)\n",
        "pdf/references/other.md": "other\n", "pdf/assets/i j.png": "\u{0}png",
        "pdf/scripts/fill.py": "#!/usr/bin/env python3\nprint()\n", "pdf/package.json": "{}\n",
      ], ["pdf/SKILL.md#fill"])
    #expect(
      report.files.map(\.path)
        == [
          "SKILL.md", "assets/i j.png", "package.json", "references/forms.md", "references/more.md",
          "scripts/fill.py",
        ].map { "skills/made/\($0)" })
    #expect(try bench.made("references/forms.md") == forms)
    #expect(try bench.made().contains("[gone](gone.md)"))
    #expect(
      report.unresolved.map { [$0.path, $0.what, $0.why] } == [
        ["skills/made/SKILL.md", "gone.md", "it is not in the library"]
      ])
    #expect(report.files[3].sections == ["files/pdf/references/forms.md"])
  }

  @Test func `a file that came along links back to where a section stands now`() async throws {
    let (bench, report) = try await Bench.composed(
      [
        "a/SKILL.md": Self.skill + "# A\n## Use\n[f](f.md)\n",
        "b/SKILL.md": Self.skill + "# B\n## Use\n[g](g.md)\n",
        "a/f.md": "[u](SKILL.md#use) [own](#x)\n# X\n", "b/g.md": "[u](SKILL.md#use) [no](#y)\n",
      ], ["a/SKILL.md#use", "b/SKILL.md#use"])
    #expect(try bench.made("f.md") == "[u](SKILL.md#use) [own](#x)\n# X\n")
    #expect(try bench.made("g.md") == "[u](SKILL.md#use-1) [no](#y)\n")
    #expect(report.unresolved.map(\.what) == ["#y"])
  }

  @Test func `a file keeps its right to run, and its lines`() async throws {
    let bench = try Bench()
    try bench.write(Self.skill + "# A\n## Run\n`scripts/a.sh` and `scripts/`\n", to: "a/SKILL.md")
    try bench.write("#!/bin/sh\r\n", to: "a/scripts/a.sh")
    try bench.write("x = 1", to: "a/scripts/b.py")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: "\(bench.files)/a/scripts/a.sh")
    try await bench.ingest()
    _ = try await bench.workbench.compose(
      ComposeRequest(name: "made", sections: ["a/SKILL.md#run"], settings: [("description", "D.")]))
    let place = "home/workspace/skills/made/scripts"
    #expect(bench.scratch.text("\(place)/a.sh") == "#!/bin/sh\r\n")
    #expect(bench.scratch.text("\(place)/b.py") == "x = 1")
    let manager = FileManager.default
    #expect(manager.isExecutableFile(atPath: "\(bench.scratch.path)/\(place)/a.sh"))
    #expect(!manager.isExecutableFile(atPath: "\(bench.scratch.path)/\(place)/b.py"))
  }

  @Test func `a path from the component's folder is right from a file below it`() async throws {
    let (bench, report) = try await Bench.composed(
      [
        "a/SKILL.md": Self.skill + "# A\n## One\nx\n",
        "a/references/f.md": "# F\nSee [s](scripts/s.py), `scripts/s.py`, [n](n.md).\n",
        "a/scripts/s.py": "s = 1\n", "a/references/n.md": "# N\n",
      ], ["a/references/f.md#f"])
    #expect(
      try bench.made().contains("See [s](scripts/s.py), `scripts/s.py`, [n](references/n.md)."))
    #expect(report.unresolved == [])
  }

  @Test func `a definition is where a link is led from`() async throws {
    let (bench, _) = try await Bench.composed(
      [
        "docs/a.md":
          "# A\n## B\nSee [n][N] and [x](<my file.md>).\n\n[n]: ../n.md?raw=1#k 'title'\n",
        "n.md": "# K\n", "docs/my file.md": "m",
      ],
      ["docs/a.md#b"])
    #expect(
      try bench.made().contains(
        "[x](<my file.md>).\n\n[n]: references/n.md?raw=1#k 'title'\n"))
  }

  @Test func `the plugin's folder is where its files are found`() async throws {
    let (bench, report) = try await Bench.composed(
      [
        "p/.claude-plugin/plugin.json": "{\"name\": \"p\"}",
        "p/skills/a/SKILL.md": Self.skill
          + "# A\n## Run\n`${CLAUDE_PLUGIN_ROOT}/scripts/x.sh` [o](../b/SKILL.md)\n",
        "p/skills/b/SKILL.md": Self.skill, "p/scripts/x.sh": "echo\n",
      ], ["a/SKILL.md#run"])
    #expect(try bench.made("scripts/x.sh") == "echo\n")
    #expect(try bench.made().contains("`${CLAUDE_PLUGIN_ROOT}/scripts/x.sh` [o](../b/SKILL.md)"))
    #expect(
      report.unresolved.map(\.why) == ["it is of another component, the skill files/p/skills/b"])
  }

  @Test func `different files at one path are refused, or get other names`() async throws {
    let files = [
      "a/SKILL.md": Self.skill + "# A\n## One\n[x](references/x.md) [s](references/s.md)\n",
      "b/SKILL.md": Self.skill + "# B\n## Two\n[x](references/x.md) [s](references/s.md)\n",
      "a/references/x.md": "[y](y.md)\n", "b/references/x.md": "b\n", "a/references/y.md": "y\n",
      "a/references/s.md": "same\n", "b/references/s.md": "same\n",
    ]
    let sections = ["a/SKILL.md#one", "b/SKILL.md#two"]
    let failure = await #expect(throws: (any Error).self) {
      try await Bench.composed(files, sections)
    }
    let problem = String(describing: failure)
    #expect(problem.contains("a/references/x.md") && problem.contains("b/references/x.md"))
    let (bench, report) = try await Bench.composed(files, sections, renames: true)
    #expect(try bench.made().contains("## One\n[x](references/x.md) [s](references/s.md)"))
    #expect(try bench.made().contains("## Two\n[x](references/x-2.md) [s](references/s.md)"))
    #expect(try bench.made("references/x-2.md") == "b\n")
    #expect(report.unresolved == [])
  }

  @Test func `a whole file brings no frontmatter, and its headings find their level`() async throws
  {
    let (bench, _) = try await Bench.composed(
      [
        "a/SKILL.md": Self.skill + "\n# A\n\n[o](#one)\n\n#### One\n",
        "n.md": "text\n\n# X\n\n# Y\n",
      ],
      ["a/SKILL.md"], slots: [("references", "n.md")])
    #expect(try bench.made().contains("# made\n\n## A\n\n[o](#one)\n\n### One\n"))
    #expect(try bench.made("references/x.md") == "# X\n\ntext\n\n## X\n\n## Y\n")
  }

  @Test func `a command is one file, and says what it leaves behind`() async throws {
    let bench = try Bench()
    try bench.write("# A\n## One\n[x](x.md) [one](#one)\n", to: "a.md")
    try bench.write("x\n", to: "x.md")
    try await bench.ingest()
    let report = try await bench.workbench.compose(
      ComposeRequest(
        name: "c", template: "command", sections: ["a.md#one"], settings: [("description", "D.")]))
    #expect(report.files.map(\.path) == ["commands/c.md"])
    #expect(report.unresolved.map(\.what) == ["x.md"])
  }
}

/// What composed components cost, and how a budget is kept.
@Suite struct BudgetTests {
  @Test func `a budget is kept when composing again, and links follow what was moved`() async throws
  {
    let bench = try Bench()
    let long = String(repeating: "word ", count: 400)
    try bench.write(
      "---\nname: a\ndescription: d\n---\n# A\n## One\nSee [two](#two).\n## Two\n\(long)\n",
      to: "a/SKILL.md")
    try await bench.ingest()
    var request = ComposeRequest(
      name: "made", sections: ["a/SKILL.md#one", "a/SKILL.md#two"],
      settings: [("description", "Does it. Use when asked to.")])
    request.budget = 100
    let report = try await bench.workbench.compose(request)
    #expect(report.budget?.moved == ["files/a/SKILL.md#two"])
    #expect(report.context.onTrigger <= 100 && report.context.onDemand > 400)
    let made = "home/workspace/skills/made"
    let text = try #require(bench.scratch.text("\(made)/SKILL.md"))
    #expect(text.contains("See [two](references/two.md#two)."))
    let again = try await bench.workbench.recompose(["made"])
    #expect(again.flatMap(\.files).allSatisfy { !$0.isChanged })
    #expect(again.map(\.budget) == [report.budget])
    let stats = try await bench.workbench.stats(of: "made")
    #expect(stats.context == report.context && stats.isInWorkspace && stats.files == 2)
    #expect(try await bench.workbench.stats().workspace == report.context)
    #expect(try await !bench.workbench.stats(of: "files/a").isInWorkspace)
  }
}
