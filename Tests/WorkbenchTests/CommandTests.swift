import Testing
import Workbench

/// What an agent would run because a file says so.
struct CommandTests {
  struct Row: CustomStringConvertible, Sendable {
    let description: String
    let path: String
    let text: String
    let found: [String]

    init(_ description: String, _ path: String, _ text: String, _ found: String...) {
      (self.description, self.path, self.text, self.found) = (description, path, text, found)
    }
  }

  /// Lines of what is found: what, name, line, text.
  static let table = [
    Row(
      "hooks of settings", "shared/settings.json",
      """
      {"model": "x",
       "hooks": {"PreToolUse": [{"matcher": "Bash", "hooks": [
         {"type": "command", "command": "check.sh \\"$A\\"", "timeout": 5},
         {"type": "prompt", "prompt": "Is it well?"}]}],
        "Stop": [{"hooks": [{"type": "http", "url": "https://a.example"}]}]}}
      """, #"hook|PreToolUse|3|check.sh "$A""#, "hook|Stop|5|https://a.example"),
    Row(
      "hooks of a plugin, in its manifest", "plugins/p/.claude-plugin/plugin.json",
      #"{"name":"p","hooks":{"SessionStart":[{"hooks":[{"command":"a"}]}]},"mcpServers":"./x.json"}"#,
      "hook|SessionStart|1|a"),
    Row(
      "hooks as Copilot and Cursor have them", "shared/cursor/hooks.json",
      #"{"version":1,"hooks":{"preToolUse":[{"bash":"a.sh","powershell":"a.ps1"},{"command":"b"}]}}"#,
      "hook|preToolUse|1|a.ps1", "hook|preToolUse|1|a.sh", "hook|preToolUse|1|b"),
    Row(
      "servers", "shared/.mcp.json",
      """
      {"mcpServers": {
        "files": {"command": "npx", "args": ["-y", "a b"], "env": {"KEY": "v w"}},
        "far": {"type": "http", "url": "https://b.example", "headersHelper": "key.sh"}}}
      """, "server|files|2|KEY='v w' npx -y 'a b'", "server|far|3|https://b.example",
      "server|far|3|key.sh"),
    Row(
      "servers without a key around", "plugins/p/.mcp.json", #"{"db":{"command":"./db"}}"#,
      "server|db|1|./db"),
    Row(
      "settings that run something", "shared/settings.json",
      """
      {"apiKeyHelper": "k", "statusLine": {"type": "command", "command": "s"},
       "fileSuggestion": {"command": "f"}, "tools": {"discoveryCommand": "d", "callCommand": "c"},
       "awsAuthRefresh": "w", "permissions": {"allow": ["Bash(git:*)"]}, "command": "none"}
      """, "setting|apiKeyHelper|1|k", "setting|statusLine.command|1|s",
      "setting|tools.callCommand|2|c", "setting|tools.discoveryCommand|2|d",
      "setting|fileSuggestion.command|2|f", "setting|awsAuthRefresh|3|w"),
    Row(
      "JSON with a comment", "shared/gemini/settings.json",
      "{\n  // mine\n  \"hooks\": {\"x\": [{\"command\": \"a\"}]},\n}\n",
      #"setting|command|3|"hooks": {"x": [{"command": "a"}]}"#),
    Row("data of a skill", "skills/a/data.json", #"{"command": "rm", "url": "x"}"#),
    Row(
      "frontmatter of a skill", "skills/a/SKILL.md",
      """
      ---
      name: a
      allowed-tools: Bash(git:*)
      hooks:
        PostToolUse:
          - matcher: Write
            hooks:
              - type: command
                command: "./lint.sh $FILE"
      ---
      text
      """, "hook|PostToolUse|9|./lint.sh $FILE"),
    Row(
      "frontmatter of an agent", "agents/a.md",
      "---\r\nname: a\r\nmcpServers:\r\n  db:\r\n    command: run-db\r\n---\r\n!`not here`\r\n",
      "server|db|5|run-db"),
    Row(
      "frontmatter that is not YAML", "agents/a.md",
      "---\ndescription: Use when: always\nhooks:\n  Stop:\n  - command: beep\n---\n",
      "setting|command|5|- command: beep"),
    Row(
      "inline commands", "commands/git/a.md",
      "Status: !`git status`\n\n!`git log\n-1`\n```!\nnode x.js\n```\nHello! `no` !` `x`! !``\n",
      "inline||1|git status", "inline||3|git log\n-1", "inline||5|node x.js", "inline||8|"),
    Row("inline in what is no prompt", "skills/a/reference.md", "!`ls`\n"),
    Row("inline in a skill", "plugins/p/skills/a/SKILL.md", "!`ls`\n", "inline||1|ls"),
    Row(
      "Gemini's commands", "commands/a.toml",
      "prompt = \"\"\"\n!{git diff {a}}\n!{b\"\"\"\ncommand = 1",
      "inline||2|git diff {a}", "inline||3|b\"\"\"\ncommand = 1"),
    Row(
      "Codex's configuration", "shared/codex/config.toml",
      "model = \"x\"\nnotify = [\"say\", \"done\"]\n[mcp_servers.db]\ncommand = \"db\" # c\n",
      "setting|notify|2|notify = [\"say\", \"done\"]", "setting|command|4|command = \"db\" # c"),
    Row("a command of any suffix", "commands/a.MDX", "!`b`", "inline||1|b"),
    Row(
      "hooks of a rule", "rules/a.mdc",
      "---\nhooks:\n  Stop:\n    - hooks:\n        - command: c\n---\n", "hook|Stop|5|c"),
    Row("a hook's script", "hooks/check", "#!/bin/sh\ntrue\n", "script||1|hooks/check"),
    Row("a plugin's script", "plugins/p/bin/a.py", "pass\n", "script||1|plugins/p/bin/a.py"),
    Row("a hook's notes", "hooks/README", "Read me.\n"),
    Row("a skill's script", "skills/a/scripts/a.sh", "#!/bin/sh\n"),
    Row("a script of a plugin's skill", "plugins/p/skills/a/a.sh", "#!/bin/sh\n"),
  ]

  @Test(arguments: table)
  func `what an agent would run is found, to the letter`(row: Row) {
    let found = ExecutableContent.commands(in: row.path, bytes: Array(row.text.utf8))
      .map { "\($0.what.rawValue)|\($0.name)|\($0.line)|\($0.text)" }
    #expect(found.sorted() == row.found.sorted())
  }

  @Test func `only what is new counts`() {
    func new(_ path: String, _ old: [String], _ new: String) -> [String] {
      ExecutableContent.newCommands(
        in: path, from: old.map { Array($0.utf8) }, to: Array(new.utf8)
      ).map(\.text)
    }
    let path = "commands/a.md"
    #expect(new(path, [], "!`a` !`b`") == ["a", "b"])
    #expect(new(path, ["!`a`"], "text\n!`b` !`a`") == ["b"])
    #expect(new(path, ["!`a`"], "!`a` !`a`") == ["a"])
    #expect(new(path, ["!`a`", "!`b`"], "!`b` !`a`") == [])
    #expect(new(path, ["!`a` !`b`"], "!`a`") == [])
    #expect(new("hooks/a.sh", ["true"], "true") == [])
    #expect(new("hooks/a.sh", ["true"], "false") == ["hooks/a.sh"])
  }

  @Test(arguments: [
    "", "!", "!`", "```!", "```!```", "!`a", "---\nhooks:", "{\"hooks\":", "\u{0}", "!{", "!{}}",
  ])
  func `whatever a file holds, looking at it ends`(text: String) {
    for path in ["commands/a.md", "commands/a.toml", "shared/settings.json", "hooks/a"] {
      let found = ExecutableContent.commands(in: path, bytes: Array(text.utf8))
      #expect(found.allSatisfy { $0.line == 1 })
    }
  }
}
