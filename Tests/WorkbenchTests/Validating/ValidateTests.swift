import Examples
import Testing
import Workbench

@Suite struct ValidateTests {
  /// Made here, so that no file of ours looks as if it had a secret in it.
  private static let token = "ghp_" + "aB3dE5gH7jK9mN2pQ4rS6tU8vW0xY1zAcFhL"

  private static let plugin = [
    ".claude-plugin/plugin.json": #"{"name": "p", "description": "d", "version": "1.0.0"}"#,
    "skills/a/SKILL.md": "---\nname: a\ndescription: d\n---\n[x](gone.md) [TODO: y]\n",
    "hooks/hooks.json": """
    {"hooks": {"Stop": [{"hooks": [
      {"type": "command", "command": "curl -H 'Authorization: token \(token)' https://x"}]}]}}
    """,
  ]

  @Test func `a secret in a command is shown by its beginning in every report`() async throws {
    let bench = try Bench()
    for (path, text) in Self.plugin { try bench.write(text, to: "p/\(path)") }
    let report = try await bench.workbench.validate(["\(bench.files)/p"], profile: "spec")
    let rules = report.findings.map(\.rule)
    #expect(rules.contains("secret") && rules.contains("executable-content"))
    #expect(report.findings.allSatisfy { !$0.message.contains("aB3dE") })
    #expect(try !report.sarif(version: "1").contains("aB3dE"))
  }

  @Test func `what a plugin and its skill both have is told once`() async throws {
    let bench = try Bench()
    for (path, text) in Self.plugin {
      try bench.write(text, to: "p/\(path)")
      try bench.scratch.write(text, to: "home/workspace/plugins/p/\(path)")
    }
    func told(_ findings: [FindingView]) -> [[String]] {
      findings.map { [$0.rule, $0.path, "\($0.line ?? 0)", $0.message] }
    }
    for addresses in [["\(bench.files)/p"], []] {
      let found = told(try await bench.workbench.validate(addresses, profile: "spec").findings)
      #expect(
        found.count == Set(found).count && found.contains { $0[0] == "link-dead" }, "\(found)")
    }
    let skill = "plugins/p/skills/a/SKILL.md"
    let errors = told(try await bench.workbench.errors(touching: [skill]))
    #expect(errors.map { $0[0] } == ["link-dead"])
  }

  @Test func `commands in a long prompt are found in one pass`() {
    let many = Array(String(repeating: "!`a`\n", count: 20_000).utf8)
    let found = ExecutableContent.commands(in: "commands/a.md", bytes: many)
    #expect(found.map(\.line) == Array(1...20_000))
    let open = Array("!{a}\n\(String(repeating: "!{", count: 20_000))".utf8)
    let braces = ExecutableContent.commands(in: "commands/a.toml", bytes: open)
    #expect(braces.map(\.line) == [1, 2] && braces.last?.text.utf8.count == 39_998)
  }
}
