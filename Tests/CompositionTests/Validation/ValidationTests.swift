import Composition
import Sections
import Testing

@Suite struct ValidationTests {
  private func rules(
    _ kind: Component.Kind, _ text: String, entry: String, profile: Profile = .spec
  ) -> [String] {
    Validation.findings(kind, entry: entry, files: [entry: Array(text.utf8)], profile: profile)
      .map { "\($0.rule)\($0.line.map { ":\($0)" } ?? "")" }
  }

  @Test(
    arguments: [
      ("---\nname: s\ndescription: d\n---\n", []),
      (
        """
        ---
        name: s
        description: d
        license: MIT
        metadata:
          a: b
        compatibility: x
        allowed-tools: Read
        ---
        """,
        []
      ),
      ("# Hello\n", ["frontmatter-missing:1"]), ("", ["frontmatter-missing:1"]),
      ("---\nname: s\n", ["frontmatter-unclosed:1"]),
      ("---\n---\n", ["frontmatter-yaml:2"]), ("---\n- a\n---\n", ["frontmatter-yaml:2"]),
      ("---\nname: s\ndescription: Use when: x\n---\n", ["frontmatter-yaml:3"]),
      ("---\nname: t\ndescription: d\n---\n", ["name-folder:2"]),
      ("---\ndescription: d\n---\n", ["name-missing:1"]),
      ("---\nname:\ndescription: d\n---\n", ["name-missing:2"]),
      ("---\nname: s\n---\n", ["description-missing:1"]),
      ("\u{FEFF}---\nname: s\ndescription: d\n---\n", ["frontmatter-missing:1"]),
      ("---\nname: s\ndescription: '  '\n---\n", ["description-missing:3"]),
      ("---\nname: s\ndescription: d\nmodel: opus\n---\n", ["field-unknown:4"]),
      ("---\nname: s\ndescription: d\ncompatibility:\n- a\n---\n", ["compatibility-text:4"]),
      ("---\nname: s\ndescription: \(String(repeating: "é", count: 1024))\n---\n", []),
      (
        "---\nname: s\ndescription: \(String(repeating: "é", count: 1025))\n---\n",
        ["description-length:3"]
      ),
      (
        "---\nname: s\ndescription: d\ncompatibility: \(String(repeating: "c", count: 501))\n---\n",
        ["compatibility-length:4"]
      ),
      ("---\nname: s\ndescription: d\n---\n" + String(repeating: "x\n", count: 497), ["too-long"]),
    ] as [(String, [String])])
  func `a skill is held to the specification`(text: String, expected: [String]) {
    #expect(rules(.skill, text, entry: "skills/s/SKILL.md") == expected)
  }

  @Test(arguments: [
    ("a", true), ("a-b-2", true), (String(repeating: "a", count: 64), true), ("größe", true),
    (String(repeating: "a", count: 65), false), ("A", false), ("a_b", false), ("-a", false),
    ("a-", false), ("a--b", false), ("a.b", false), ("a b", false),
  ])
  func `a name is held to its grammar`(name: String, isGood: Bool) {
    let text = "---\nname: \"\(name)\"\ndescription: d\n---\n"
    let found = rules(.skill, text, entry: "skills/\(name)/SKILL.md")
    #expect(found.isEmpty == isGood, "\(found)")
  }

  @Test func `Claude Code takes more of a skill`() {
    let text = "---\nmodel: opus\ndescription: d\n---\n"
    #expect(rules(.skill, text, entry: "skills/s/SKILL.md", profile: .claudeCode) == [])
    #expect(
      rules(.skill, text, entry: "skills/s/SKILL.md") == ["name-missing:1", "field-unknown:2"])
  }

  @Test(
    arguments: [
      (Component.Kind.command, "Just a prompt.\n", []),
      (.command, "---\ndescription: d\nargument-hint: \"[x]\"\n---\n", []),
      (.command, "---\ndescription: d\ncolour: red\n---\n", ["field-unknown:3"]),
      (.agent, "---\nname: a\ndescription: d\ntools: Read\n---\n", []),
      (.agent, "---\nname: a\ndescription: d\nallowed-tools: Read\n---\n", ["field-unknown:4"]),
      (.agent, "No frontmatter\n", ["frontmatter-missing:1"]),
      (.outputStyle, "---\nname: Any Name\ndescription: d\n---\n", []),
      (
        .hook, "{\"hooks\":{\"Stop\":[{\"hooks\":[{\"type\":\"command\",\"command\":\"ls\"}]}]}}",
        []
      ),
      (.hook, "{\"hooks\":{\"Stopp\":[]}}", ["hook-event"]),
      (.hook, "{\"hooks\":{\"Stop\":[{\"hooks\":[{\"type\":\"command\"}]}]}}", ["hook-handler"]),
      (.hook, "{\"hooks\":{\"Stop\":[{\"hooks\":[{\"type\":\"dance\"}]}]}}", ["hook-handler"]),
      (.hook, "{\"hooks\":{\"Stop\":{}}}", ["hook-shape"]),
      (.hook, "{}", ["hooks-missing"]), (.hook, "{", ["json"]), (.hook, "[]", ["json"]),
      (.plugin, "{\"name\":\"p\",\"description\":\"d\",\"version\":\"1.0.0\"}", []),
      (.plugin, "{\"name\":\"P p\",\"description\":\"d\"}", ["name-grammar", "name-grammar"]),
      (.plugin, "{\"name\":\"p\",\"description\":\"d\",\"version\":\"1\"}", ["manifest-version"]),
      (.plugin, "{\"description\":1}", ["manifest-field", "name-missing"]),
    ] as [(Component.Kind, String, [String])])
  func `the other kinds are held to their rules`(
    kind: Component.Kind, text: String, expected: [String]
  ) {
    #expect(rules(kind, text, entry: "x/file.json") == expected)
  }

  @Test func `a missing entry is found`() {
    let findings = Validation.findings(.skill, entry: "skills/s/SKILL.md", files: [:])
    #expect(findings.map(\.rule) == ["entry-missing"])
  }

  @Test func `dead links and missing files are found where they stand`() {
    let entry = "skills/s/SKILL.md"
    let text = "---\nname: s\ndescription: d\n---\n0123456789\n0123456789\n"
    func reference(_ kind: Reference.Kind, _ path: String, at offset: Int) -> Reference {
      Reference(kind, .file(path: path, anchor: nil), at: offset..<offset + 1)
    }
    let outline = Outline(references: [
      reference(.link, "references/there.md", at: 33), reference(.link, "references", at: 33),
      reference(.link, "references/gone.md", at: 34), reference(.path, "scripts/gone.py", at: 45),
      reference(.link, "../other/SKILL.md", at: 45), reference(.link, "", at: 45),
      reference(.path, "/etc/hosts", at: 45), reference(.path, "src/yours.py", at: 45),
    ])
    let nested = Outline(references: [
      reference(.path, "references/there.md", at: 0), reference(.link, "../SKILL.md", at: 0),
      reference(.link, "../../../../x", at: 0),
    ])
    let there = "skills/s/references/there.md"
    let findings = Validation.findings(
      .skill, entry: entry, files: [entry: Array(text.utf8), there: Array("x".utf8)],
      outlines: [entry: outline, there: nested])
    #expect(
      findings.map { "\($0.rule) \($0.severity) \($0.path):\($0.line ?? 0)" } == [
        "link-dead error skills/s/SKILL.md:5", "file-missing warning skills/s/SKILL.md:6",
        "link-outside warning skills/s/SKILL.md:6",
        "link-outside warning skills/s/references/there.md:1",
      ])
  }

  @Test(arguments: [
    (Component.Kind.plugin, ["file-missing p/hooks/hooks.json"]), (.hook, []), (.skill, []),
  ])
  func `a plugin's paths begin at its root, and are not for its parts to check`(
    kind: Component.Kind, expected: [String]
  ) {
    let references = ["hooks/there.sh", "hooks/gone.sh"].map {
      Reference(.path, .file(path: PluginPath.marker + $0, anchor: nil), at: 0..<1)
    }
    let files = ["p/.claude-plugin/plugin.json", "p/hooks/hooks.json", "p/hooks/there.sh"]
    let findings = Validation.findings(
      kind, entry: kind == .plugin ? files[0] : files[1],
      files: Dictionary(uniqueKeysWithValues: files.map { ($0, Array("{}".utf8)) }),
      outlines: [files[1]: Outline(references: references)])
    let missing = findings.filter { $0.rule == "file-missing" }
    #expect(missing.map { "\($0.rule) \($0.path)" } == expected)
  }
}
