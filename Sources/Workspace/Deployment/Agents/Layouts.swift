extension Layout {
  /// The places of one agent.
  package init(_ agent: Agent, _ scope: Scope) {
    switch agent {
    case .claude: self = .claude(scope)
    case .codex: self = .codex(scope)
    case .cursor: self = .cursor(scope)
    case .gemini: self = .gemini(scope)
    case .copilot: self = .copilot(scope)
    case .generic: self = .generic(scope)
    }
  }

  /// Claude Code's documentation: “Claude Code settings”, “Agent Skills”, “Subagents”, “Output
  /// styles”, “Memory”, “Connect to tools via MCP”. The user's servers are in a file outside of
  /// `~/.claude`, so they have no place.
  private static func claude(_ scope: Scope) -> Layout {
    let isUser = scope == .user
    let folder = isUser ? "" : ".claude/"
    var shared = ["CLAUDE.md": "CLAUDE.md", "settings.json": "\(folder)settings.json"]
    if !isUser { shared[".mcp.json"] = ".mcp.json" }
    return Layout(
      places: Layout.folders.sorted().map { FolderPlace(ours: $0, theirs: folder + $0) },
      shared: shared)
  }

  /// Codex's documentation: “Agent Skills”, “Custom prompts”, “Custom instructions with AGENTS.md”,
  /// “Hooks”, “Config basics”. Prompts are the user's only, and not in folders. Below `~/.codex`
  /// skills are read for compatibility; `~/.agents`, which Codex prefers, is a generic target.
  private static func codex(_ scope: Scope) -> Layout {
    switch scope {
    case .user:
      Layout(
        places: [
          FolderPlace(ours: "skills", theirs: "skills"),
          FolderPlace(ours: "commands", theirs: "prompts", only: ".md", isFlat: true),
        ],
        shared: [
          "AGENTS.md": "AGENTS.md", "codex/hooks.json": "hooks.json",
          "codex/config.toml": "config.toml",
        ])
    case .project:
      Layout(
        places: [FolderPlace(ours: "skills", theirs: ".agents/skills")],
        shared: [
          "AGENTS.md": "AGENTS.md", "codex/hooks.json": ".codex/hooks.json",
          "codex/config.toml": ".codex/config.toml",
        ])
    }
  }

  /// Cursor's documentation: “Agent Skills”, “Commands”, “Subagents”, “Hooks”, “Model Context
  /// Protocol”, “Rules” (which is where it says that AGENTS.md is the project's only).
  private static func cursor(_ scope: Scope) -> Layout {
    let folder = scope == .user ? "" : ".cursor/"
    var shared = [
      ".mcp.json": "\(folder)mcp.json", "cursor/hooks.json": "\(folder)hooks.json",
    ]
    if scope == .project { shared["AGENTS.md"] = "AGENTS.md" }
    return Layout(
      places: ["skills", "commands", "agents"].map {
        FolderPlace(ours: $0, theirs: folder + $0)
      },
      shared: shared)
  }

  /// Gemini CLI's documentation: “Agent Skills”, “Custom commands” (which are TOML), “Subagents”,
  /// “Context files”, “Configuration”. Its settings have keys of their own, servers among them.
  private static func gemini(_ scope: Scope) -> Layout {
    let folder = scope == .user ? "" : ".gemini/"
    return Layout(
      places: [
        FolderPlace(ours: "skills", theirs: "\(folder)skills"),
        FolderPlace(ours: "commands", theirs: "\(folder)commands", only: ".toml"),
        FolderPlace(ours: "agents", theirs: "\(folder)agents", only: ".md", isFlat: true),
      ],
      shared: ["GEMINI.md": "GEMINI.md", "gemini/settings.json": "\(folder)settings.json"])
  }

  /// GitHub's documentation: “Copilot customization cheat sheet”, “Adding agent skills”, “Creating
  /// custom agents for Copilot CLI”, “Adding MCP servers for Copilot CLI”; Visual Studio Code's:
  /// “Use prompt files”. Prompts are a project's only.
  private static func copilot(_ scope: Scope) -> Layout {
    let folder = scope == .user ? "" : ".github/"
    let agents = FolderPlace(
      ours: "agents", theirs: "\(folder)agents", suffix: ".agent.md", isFlat: true)
    let skills = FolderPlace(ours: "skills", theirs: "\(folder)skills")
    let prompts = FolderPlace(
      ours: "commands", theirs: "\(folder)prompts", suffix: ".prompt.md", isFlat: true)
    let instructions = "copilot-instructions.md"
    switch scope {
    case .user:
      return Layout(
        places: [skills, agents],
        shared: [instructions: instructions, ".mcp.json": "mcp-config.json"])
    case .project:
      return Layout(
        places: [skills, agents, prompts],
        shared: [
          instructions: folder + instructions, ".mcp.json": ".mcp.json", "AGENTS.md": "AGENTS.md",
        ])
    }
  }

  /// Any agent: for a user all there is, under the names it has in the workspace; for a project
  /// what the Agent Skills and AGENTS.md specifications have in common for all agents.
  private static func generic(_ scope: Scope) -> Layout {
    switch scope {
    case .user:
      let names = ["AGENTS.md", "CLAUDE.md", "GEMINI.md", "settings.json", ".mcp.json"]
      return Layout(
        places: Layout.folders.sorted().map { FolderPlace(ours: $0, theirs: $0) },
        shared: Dictionary(uniqueKeysWithValues: names.map { ($0, $0) }))
    case .project:
      return Layout(
        places: [FolderPlace(ours: "skills", theirs: ".agents/skills")],
        shared: ["AGENTS.md": "AGENTS.md"])
    }
  }
}
