/// A program in which agents work, and the file in which it keeps the servers it starts.
enum AgentClient: String, CaseIterable, Sendable {
  case claude
  case claudeDesktop = "claude-desktop"
  case codex, cursor, gemini, copilot, vscode, windsurf

  /// How the file has a server.
  enum Form: Equatable {
    /// An object under this key of a JSON object.
    case json(key: String)
    /// A table of TOML.
    case toml
  }

  /// How its file has a server.
  var form: Form {
    switch self {
    case .codex: .toml
    case .vscode: .json(key: "servers")
    default: .json(key: "mcpServers")
    }
  }

  /// What an entry has beside the command and its arguments.
  var additions: [String: [String]] {
    switch self {
    case .copilot: ["type": ["local"], "tools": ["*"]]
    case .vscode: ["type": ["stdio"]]
    default: [:]
    }
  }

  /// Its file, below the user's folder.
  var userFile: String {
    switch self {
    case .claude: ".claude.json"
    case .claudeDesktop: "\(Self.applications)/Claude/claude_desktop_config.json"
    case .codex: ".codex/config.toml"
    case .cursor: ".cursor/mcp.json"
    case .gemini: ".gemini/settings.json"
    case .copilot: ".copilot/mcp-config.json"
    case .vscode: "\(Self.applications)/Code/User/mcp.json"
    case .windsurf: ".codeium/windsurf/mcp_config.json"
    }
  }

  /// Its file, below a project's folder; nil where it has none there.
  var projectFile: String? {
    switch self {
    case .claude, .copilot: ".mcp.json"
    case .codex: ".codex/config.toml"
    case .cursor: ".cursor/mcp.json"
    case .gemini: ".gemini/settings.json"
    case .vscode: ".vscode/mcp.json"
    case .claudeDesktop, .windsurf: nil
    }
  }

  private static var applications: String {
    #if os(macOS)
      "Library/Application Support"
    #else
      ".config"
    #endif
  }
}
