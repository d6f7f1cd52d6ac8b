import Composition
import Sections
import Testing

@Suite struct ManifestTests {
  private func rules(_ text: String, _ name: String, others: [String] = []) -> [String] {
    let entry = "p/.claude-plugin/\(name)"
    var files = [entry: Array(text.utf8)]
    for other in others { files["p/\(other)"] = [] }
    return Validation.findings(.plugin, entry: entry, files: files).map {
      "\($0.rule) \($0.severity)"
    }
  }

  @Test(
    arguments: [
      (#""author": {"name": "A"}, "keywords": ["k"], "commands": "./commands/""#, []),
      (#""author": "A""#, ["manifest-field error"]),
      (#""keywords": "k""#, ["manifest-field error"]),
      (#""commands": ["./commands/a.md"]"#, []),
      (#""commands": ["./gone.md"]"#, ["manifest-path error"]),
      (#""agents": "commands""#, ["manifest-path error"]),
      (#""agents": "./../x""#, ["manifest-path error"]),
      (#""skills": 1"#, ["manifest-field error"]),
      (#""hooks": {"Stop": [{"hooks": [{"type": "command", "command": "x"}]}]}"#, []),
      (#""hooks": {"hooks": {"Stopp": []}}"#, ["hook-event error"]),
      (#""mcpServers": {"s": {"command": "x"}}"#, []),
      (#""version": "1""#, ["manifest-version warning"]),
    ] as [(String, [String])])
  func `a plugin's manifest`(fields: String, expected: [String]) {
    let text = #"{"name": "p", "description": "d", \#(fields)}"#
    #expect(rules(text, "plugin.json", others: ["commands/a.md"]) == expected)
  }

  @Test(
    arguments: [
      (#"{"name": "m", "owner": {"name": "o"}, "plugins": []}"#, []),
      (
        #"""
        {"name": "m", "owner": {"name": "o"}, "plugins": [
          {"name": "a", "source": "./a"},
          {"name": "b", "source": {"source": "github", "repo": "o/r"}}]}
        """#,
        []
      ),
      (
        #"{"name": "My M", "plugins": {}}"#,
        [
          "marketplace-owner error", "marketplace-plugins error", "name-grammar error",
          "name-grammar error",
        ]
      ),
      (
        #"{"name": "agent-skills", "owner": {"name": "o"}, "plugins": [1]}"#,
        ["marketplace-plugins error", "name-reserved warning"]
      ),
      (
        #"""
        {"name": "m", "owner": {"name": "o"}, "plugins": [
          {"name": "a", "source": "a"}, {"name": "a", "source": {"source": "ftp"}},
          {"name": "c", "source": "./../c"}, {"name": "d", "source": {"source": "url"}},
          {"name": "e"}]}
        """#,
        [
          "marketplace-plugins error", "marketplace-source error", "marketplace-source error",
          "marketplace-source error", "marketplace-source error", "marketplace-source error",
        ]
      ),
      (
        #"""
        {"name": "m", "owner": {"name": "o"}, "metadata": {"pluginRoot": "./plugins"}, "plugins": [
          {"name": "a", "source": "a"}, {"name": "b", "source": "./b"},
          {"name": "c", "source": "c/../../d"}, {"name": "d", "source": "/d"},
          {"name": "e", "source": "../e"}, {"name": "f", "source": "https://x.org/f"}]}
        """#,
        [
          "marketplace-source error", "marketplace-source error", "marketplace-source error",
          "marketplace-source error",
        ]
      ),
      (
        #"""
        {"name": "m", "owner": {"name": "o"}, "metadata": {"pluginRoot": 1}, "plugins": [
          {"name": "a", "source": "a"}]}
        """#,
        ["marketplace-source error"]
      ),
      ("[", ["json error"]), ("{\0}\0", ["json error"]),
    ] as [(String, [String])])
  func `a marketplace`(text: String, expected: [String]) {
    #expect(rules(text, "marketplace.json") == expected)
  }

  @Test(
    arguments: [
      (#"{"type": "mcp_tool", "server": "s", "tool": "t"}"#, []),
      (#"{"type": "mcp_tool", "server": "s"}"#, ["hook-handler"]),
      (#"{"type": "http", "url": "https://x"}"#, []),
      (#"{"type": "prompt", "prompt": "p", "timeout": 5}"#, []),
      (#"{"type": "agent", "prompt": "p", "timeout": "5"}"#, ["hook-handler"]),
      (#"{"type": "agent", "prompt": ""}"#, ["hook-handler"]),
    ] as [(String, [String])])
  func `the handlers of hooks`(handler: String, expected: [String]) {
    let text = #"{"hooks": {"PostToolBatch": [{"matcher": "*", "hooks": [\#(handler)]}]}}"#
    let entry = "hooks/hooks.json"
    let found = Validation.findings(.hook, entry: entry, files: [entry: Array(text.utf8)])
    #expect(found.map(\.rule) == expected)
  }

  @Test func `a script in a folder of hooks is no JSON`() {
    let entry = "hooks/run.sh"
    #expect(Validation.findings(.hook, entry: entry, files: [entry: Array(":\n".utf8)]) == [])
  }
}
