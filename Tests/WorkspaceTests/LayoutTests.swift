import Testing
import Workspace

struct LayoutTests {
  struct Row: CustomStringConvertible, Sendable {
    let agent: Agent
    let scope: Scope
    let path: String
    let place: String?

    init(_ agent: Agent, _ scope: Scope, _ path: String, _ place: String?) {
      (self.agent, self.scope, self.path, self.place) = (agent, scope, path, place)
    }

    var description: String { "\(agent) \(scope) \(path)" }
  }

  static let table = [
    Row(.generic, .user, "skills/pdf/SKILL.md", "skills/pdf/SKILL.md"),
    Row(.generic, .user, "output-styles/terse.md", "output-styles/terse.md"),
    Row(.generic, .user, "shared/AGENTS.md", "AGENTS.md"),
    Row(.generic, .project, "skills/pdf/SKILL.md", ".agents/skills/pdf/SKILL.md"),
    Row(.generic, .project, "commands/a.md", nil),
    Row(.claude, .user, "agents/review.md", "agents/review.md"),
    Row(.claude, .user, "shared/settings.json", "settings.json"),
    Row(.claude, .user, "shared/AGENTS.md", nil),
    Row(.claude, .project, "skills/pdf/SKILL.md", ".claude/skills/pdf/SKILL.md"),
    Row(.claude, .project, "shared/CLAUDE.md", "CLAUDE.md"),
    Row(.claude, .project, "shared/settings.json", ".claude/settings.json"),
    Row(.claude, .project, "shared/.mcp.json", ".mcp.json"),
    Row(.codex, .user, "commands/a.md", "prompts/a.md"),
    Row(.codex, .user, "commands/git/a.md", nil),
    Row(.codex, .project, "skills/pdf/SKILL.md", ".agents/skills/pdf/SKILL.md"),
    Row(.codex, .project, "commands/a.md", nil),
    Row(.codex, .user, "shared/AGENTS.md", "AGENTS.md"),
    Row(.cursor, .project, "commands/git/a.md", ".cursor/commands/git/a.md"),
    Row(.cursor, .user, "shared/.mcp.json", "mcp.json"),
    Row(.cursor, .user, "shared/AGENTS.md", nil),
    Row(.cursor, .user, "output-styles/terse.md", nil),
    Row(.gemini, .user, "commands/a.md", nil),
    Row(.gemini, .user, "commands/git/a.toml", "commands/git/a.toml"),
    Row(.gemini, .project, "agents/review.md", ".gemini/agents/review.md"),
    Row(.gemini, .project, "shared/settings.json", nil),
    Row(.gemini, .project, "shared/gemini/settings.json", ".gemini/settings.json"),
    Row(.copilot, .user, "agents/review.md", "agents/review.agent.md"),
    Row(.copilot, .user, "commands/a.md", nil),
    Row(.copilot, .project, "agents/review.md", ".github/agents/review.agent.md"),
    Row(.copilot, .project, "commands/a.md", ".github/prompts/a.prompt.md"),
    Row(.copilot, .project, "agents/notes.txt", nil),
    Row(.claude, .user, "recipes/a.yaml", nil),
    Row(.claude, .user, "skillset/a.md", nil),
    Row(.claude, .user, "joinery.lock", nil),
  ]

  @Test(arguments: table)
  func `each agent has its places, and a place leads back`(row: Row) throws {
    let layout = Layout(row.agent, row.scope)
    let path = try RelativePath(row.path)
    #expect(layout.place(of: path)?.text == row.place)
    if let place = row.place {
      #expect(layout.origin(of: try RelativePath(place)) == path)
      #expect(Layout.isDeployable(path))
    }
  }

  @Test(arguments: Agent.allCases, Scope.allCases)
  func `skills go to every agent, and no two files to one place`(
    agent: Agent, scope: Scope
  ) throws {
    let target = try Target(name: "t", root: "/t", agent: agent, scope: scope)
    let paths = try [
      "skills/pdf/SKILL.md", "skills/pdf/scripts/a.py", "commands/a.md", "commands/a.prompt.md",
      "commands/b.toml", "agents/a.agent.md", "agents/a.md", "agents/b.md", "hooks/a/hooks.json",
      "plugins/p/.claude-plugin/plugin.json", "shared/AGENTS.md", "shared/CLAUDE.md",
      "recipes/a.yaml", "sets.yaml",
    ].map { try RelativePath($0) }
    let placement = Placement(of: paths, for: target)
    #expect(placement.files.values.contains(paths[0]))
    let placed = Array(placement.files.values) + placement.shared.values + placement.homeless
    #expect(placed.sorted() == paths.filter(Layout.isDeployable).sorted())
    #expect(Placement(of: paths.reversed(), for: target) == placement)
    for (place, path) in placement.shared { #expect(target.layout.place(of: path) == place) }
  }

  @Test func `who bears the name already has the place`() throws {
    let target = try Target(name: "t", root: "/t", agent: .copilot)
    let paths = try ["agents/a.md", "agents/a.agent.md"].map { try RelativePath($0) }
    let placement = Placement(of: paths, for: target)
    #expect(placement.files == [try RelativePath("agents/a.agent.md"): paths[1]])
    #expect(placement.homeless == [paths[0]])
  }

  @Test func `only what a target holds is placed`() throws {
    let target = try Target(name: "t", root: "/t", agent: .claude)
    let paths = try ["skills/a/SKILL.md", "skills/b/SKILL.md"].map { try RelativePath($0) }
    let placement = Placement(of: paths, for: target) { $0 == paths[1] }
    #expect(placement.files == [paths[1]: paths[1]] && placement.homeless.isEmpty)
  }
}
