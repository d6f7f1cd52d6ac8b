import Composition
import Sections
import Testing

@Suite struct ProfileTests {
  private static func words(_ count: Int) -> String { String(repeating: "a", count: count) }

  private func rules(
    _ kind: Component.Kind, _ text: String, profile: Profile, in folder: String = "s"
  ) -> [String] {
    let entry = "skills/\(folder)/SKILL.md"
    let bytes = Array(text.utf8)
    return Validation.findings(kind, entry: entry, files: [entry: bytes], profile: profile)
      .map { "\($0.rule) \($0.severity)" }
  }

  @Test(
    arguments: [
      ("name: s\ndescription: d", []),
      ("name: s\ndescription: d\nallowed-tools: [Read, Write]", []),
      ("name: s\ndescription: d\nmetadata: {a: b}", []),
      ("name: s\ndescription: for <x>", ["description-brackets error"]),
      ("name: s\ndescription: a > b", ["description-brackets error"]),
      ("name: 12\ndescription: d", ["name-missing error"]),
      ("name: s\ndescription: yes", ["description-missing error"]),
      ("name: s\ndescription: d\ncompatibility: 1.5", ["compatibility-text error"]),
      ("name: s\ndescription: d\ncompatibility: ''", ["compatibility-empty error"]),
      ("name: s\ndescription: d\nmodel: opus", ["field-unknown error"]),
      ("name: größe\ndescription: d", ["name-folder error", "name-grammar error"]),
      ("name: ｓ\ndescription: d", ["name-folder error", "name-grammar error"]),
      ("name: my-claude\ndescription: d", ["name-folder error", "name-reserved error"]),
      ("name: s\ndescription: |\n  \(String(repeating: "a", count: 1024))", []),
      (
        "name: s\ndescription: \(String(repeating: "a", count: 1025))",
        ["description-length error"]
      ),
      ("name: s\ndescription: a --- b", []),
      ("name: s\ndescription:\td", ["frontmatter-yaml error"]),
      ("name: s\ndescription: \"a\tb\"", []),
    ] as [(String, [String])])
  func `what is uploaded is held to more`(fields: String, expected: [String]) {
    #expect(rules(.skill, "---\n\(fields)\n---\n", profile: .api) == expected)
  }

  @Test func `packaging wants hyphens alone on their lines`() {
    #expect(
      rules(.skill, "--- \nname: s\ndescription: d\n---\n", profile: .api)
        == ["frontmatter-unclosed error"])
  }

  @Test(
    arguments: [
      ("description: d", []), ("name: Any Name\ndescription: d", nil),
      ("name: s\ndescription: d\nmodel: opus\nallowed-tools: [Read]", []),
      ("when_to_use: x", ["description-missing warning"]),
      ("description: d\ndisable-model-invocation: true\nuser-invocable: no", []),
      ("description: d\nuser-invocable: maybe", ["field-value warning"]),
      ("description: d\ncontext: spoon", ["field-value warning"]),
      ("description: d\ntools: Read", ["field-unknown warning"]),
      ("description: \(String(repeating: "a", count: 1536))", []),
      ("description: \(String(repeating: "a", count: 1537))", ["listing-length warning"]),
      (
        "description: \(Self.words(1000))\nwhen_to_use: \(Self.words(537))",
        ["listing-length warning"]
      ),
    ] as [(String, [String]?)])
  func `Claude Code takes more, and says when it cuts`(fields: String, expected: [String]?) {
    let found = rules(.skill, "---\n\(fields)\n---\n", profile: .claudeCode)
    if let expected { #expect(found == expected) }
  }

  @Test(
    arguments: [
      (Component.Kind.agent, "tools: Read", []), (.agent, "tools: [Read]\nmaxTurns: 3", []),
      (.agent, "allowed-tools: Read", ["field-unknown warning"]),
      (.agent, "permissionMode: god", ["field-value warning"]),
      (.agent, "maxTurns: many", ["field-value warning"]),
      (.agent, "memory: user\nbackground: true\nisolation: worktree", []),
      (.command, "allowed-tools: Bash(git:*)\nargument-hint: \"[x]\"\nmodel: opus", []),
      (.command, "tools: Read", ["field-unknown warning"]),
      (.outputStyle, "keep-coding-instructions: perhaps", ["field-value warning"]),
    ] as [(Component.Kind, String, [String])])
  func `the fields of other kinds are their own`(
    kind: Component.Kind, fields: String, expected: [String]
  ) {
    let text = "---\nname: s\ndescription: d\n\(fields)\n---\n"
    for profile in Profile.allCases { #expect(rules(kind, text, profile: profile) == expected) }
  }
}
