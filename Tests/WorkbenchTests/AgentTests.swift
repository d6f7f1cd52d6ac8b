import Examples
import Testing
import Workbench

/// Targets of several agents, with sets, and with commands.
struct AgentTests {
  private static let files = [
    "skills/pdf/SKILL.md": "---\nname: pdf\ntags: docs\n---\n# A\n",
    "skills/pdf/scripts/fill.py": "pass\n", "skills/web/SKILL.md": "# B\n",
    "commands/go.md": "Go.\n", "agents/a.md": "---\nname: a\n---\n",
    "sets.yaml": "docs: [\"tag:docs\"]\nall: [\"*\"]\n",
  ]

  private static func bench() async throws -> Bench {
    let bench = try Bench()
    for (path, text) in files { try bench.scratch.write(text, to: "home/workspace/\(path)") }
    try await bench.commit()
    return bench
  }

  @Test func `each agent gets what it has a place for, where it looks`() async throws {
    let bench = try await Self.bench()
    let path = "\(bench.scratch.path)/site"
    let added = try await bench.workbench.addTarget(
      "site", path: path, agent: "copilot", scope: "project")
    #expect(added.agent == "copilot" && added.scope == "project")
    #expect(try bench.workbench.targets() == [added])
    let report = try await bench.workbench.deploy("site")
    #expect(
      report.plan.files.map(\.path).sorted() == [
        ".github/agents/a.agent.md", ".github/prompts/go.prompt.md", ".github/skills/pdf/SKILL.md",
        ".github/skills/pdf/scripts/fill.py", ".github/skills/web/SKILL.md",
      ])
    #expect(bench.scratch.text("site/.github/agents/a.agent.md") == Self.files["agents/a.md"])
    #expect(try await !bench.workbench.plan("site").hasDifferences)

    _ = try await bench.workbench.addTarget(
      "codex", path: nil, agent: "codex", sets: ["docs"], userFolder: bench.scratch.path)
    let plan = try await bench.workbench.plan("codex")
    #expect(plan.path == "\(bench.scratch.path)/.codex")
    #expect(plan.files.map(\.path) == ["skills/pdf/scripts/fill.py", "skills/pdf/SKILL.md"])
    #expect(plan.unplaced == [])
    _ = try await bench.workbench.addTarget("gemini", path: path, agent: "gemini", scope: "project")
    #expect(try await bench.workbench.plan("gemini").unplaced == ["commands/go.md"])
  }

  @Test func `what a target is has to be known`() async throws {
    let workbench = try Bench().workbench
    await #expect(throws: TargetFailure.unknownAgent("hal")) {
      try await workbench.addTarget("t", path: "/t", agent: "hal")
    }
    await #expect(throws: TargetFailure.unknownScope("world")) {
      try await workbench.addTarget("t", path: "/t", agent: "codex", scope: "world")
    }
    for (agent, scope) in [("generic", "user"), ("claude", "project")] {
      await #expect(throws: TargetFailure.noPath(agent: agent, scope: scope)) {
        try await workbench.addTarget(
          "t", path: nil, agent: agent, scope: scope, userFolder: "/home/a")
      }
    }
  }

  @Test func `deploying a set touches nothing else`() async throws {
    let bench = try await Self.bench()
    _ = try await bench.workbench.addTarget("t", path: "\(bench.scratch.path)/t", agent: "claude")
    let first = try await bench.workbench.deploy("t", sets: ["docs"])
    #expect(first.plan.files.map(\.path).allSatisfy { $0.hasPrefix("skills/pdf/") })
    #expect(bench.scratch.read("t/skills/web/SKILL.md") == nil)
    _ = try await bench.workbench.deploy("t")
    #expect(bench.scratch.read("t/skills/web/SKILL.md") != nil)

    try bench.scratch.run("rm", "-r", "home/workspace/skills/web")
    try bench.scratch.run("rm", "home/workspace/skills/pdf/scripts/fill.py")
    try bench.scratch.write("Going.\n", to: "home/workspace/commands/go.md")
    try await bench.commit()
    let plan = try await bench.workbench.plan("t", sets: ["docs"])
    #expect(plan.files.map { "\($0.action) \($0.path)" } == ["remove skills/pdf/scripts/fill.py"])
    _ = try await bench.workbench.deploy("t", sets: ["docs"])
    #expect(bench.scratch.read("t/skills/web/SKILL.md") != nil)
    #expect(bench.scratch.text("t/commands/go.md") == "Go.\n")
  }

  @Test func `what leaves a target's set leaves the target`() async throws {
    let bench = try await Self.bench()
    try bench.scratch.write("some: [skills/*]\n", to: "home/workspace/sets.yaml")
    _ = try await bench.workbench.addTarget("t", path: "\(bench.scratch.path)/t", sets: ["some"])
    _ = try await bench.workbench.deploy("t")
    #expect(bench.scratch.read("t/commands/go.md") == nil)
    try bench.scratch.write("some: [skills/pdf]\n", to: "home/workspace/sets.yaml")
    let report = try await bench.workbench.deploy("t")
    #expect(report.plan.files.map(\.path) == ["skills/web/SKILL.md"])
    #expect(bench.scratch.read("t/skills/web/SKILL.md") == nil)
    #expect(bench.scratch.read("t/skills/pdf/SKILL.md") != nil)
    try bench.scratch.write("other: [skills/pdf]\n", to: "home/workspace/sets.yaml")
    await #expect(throws: SetFailure.unknown("some", known: ["other"])) {
      try await bench.workbench.deploy("t")
    }
    #expect(bench.scratch.read("t/skills/pdf/SKILL.md") != nil)
  }

  @Test func `a plan shows no secret`() async throws {
    let bench = try await Self.bench()
    let key = "gh" + "p_" + "q7Zk2Lw9Xc4Vb8Nm1As5Df3Gh6Jk0Qw2Er4Ty"
    _ = try await bench.workbench.addTarget("t", path: "\(bench.scratch.path)/t", agent: "claude")
    try bench.scratch.write("Go.\n!`curl -u \(key) x`\n", to: "home/workspace/commands/go.md")
    try await bench.commit()
    let shown = try await bench.workbench.plan("t").filesWithCommands
    let texts = shown.flatMap(\.commands).map(\.text)
    #expect(texts.count == 1 && texts[0].hasPrefix("curl -u ghp_…") && texts[0].hasSuffix(" x"))
    let failure = await #expect(throws: UnallowedCommands.self) {
      try await bench.workbench.deploy("t")
    }
    #expect(failure?.problem.contains(key) == false)
    _ = try await bench.workbench.deploy("t", consent: .shown(shown))
    #expect(bench.scratch.text("t/commands/go.md")?.contains(key) == true)
  }

  @Test func `commands reach a target only when somebody allows them`() async throws {
    let bench = try await Self.bench()
    _ = try await bench.workbench.addTarget("t", path: "\(bench.scratch.path)/t", agent: "claude")
    _ = try await bench.workbench.deploy("t")
    try bench.scratch.write("Go.\n!`git status`\n", to: "home/workspace/commands/go.md")
    try bench.scratch.write("# C\n", to: "home/workspace/skills/new/SKILL.md")
    try await bench.commit()
    let shown = try await bench.workbench.plan("t").filesWithCommands
    #expect(shown.flatMap(\.commands).map(\.text) == ["git status"])
    let failure = await #expect(throws: UnallowedCommands.self) {
      try await bench.workbench.deploy("t")
    }
    #expect(failure?.target == "t" && failure?.files == shown)
    #expect(failure?.problem.contains("git status") == true)
    #expect(bench.scratch.read("t/skills/new/SKILL.md") == nil, "nothing is written")

    try bench.scratch.write("Go.\n!`git status` !`rm x`\n", to: "home/workspace/commands/go.md")
    try await bench.commit()
    await #expect(throws: UnallowedCommands.self, "a yes is for what was shown") {
      try await bench.workbench.deploy("t", consent: .shown(shown))
    }
    let now = try await bench.workbench.plan("t").filesWithCommands
    _ = try await bench.workbench.deploy("t", consent: .shown(now))
    #expect(bench.scratch.text("t/commands/go.md")?.contains("rm x") == true)

    try bench.scratch.write("Go!\n!`rm x`\n", to: "home/workspace/commands/go.md")
    try await bench.commit()
    _ = try await bench.workbench.deploy("t")
    #expect(bench.scratch.text("t/commands/go.md") == "Go!\n!`rm x`\n", "none of it is new")
  }
}

extension Bench {
  fileprivate func commit() async throws {
    _ = try await workbench.commit(message: nil, author: "A <a@example.com>")
  }
}
