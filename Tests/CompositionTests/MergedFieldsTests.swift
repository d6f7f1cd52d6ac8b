import Components
import Composition
import Sections
import Testing

@Suite struct MergedFieldsTests {
  /// What a skill says whose sections come from skills with this frontmatter.
  private func merged(
    _ headers: [String], setting: [String: Setting] = [:]
  ) throws -> (header: [String], notes: [MergedField]) {
    let template = try Given.template("skill")
    let part = try Given.section("a.md#a", "# A\n")
    var recipe = Recipe(
      template: "skill", parameters: ["name": .text("n"), "description": .text("d")],
      slots: ["body": [Recipe.Entry(part.address)]])
    recipe.parameters.merge(setting) { $1 }
    let fields = MergedFields(
      headers.enumerated().map {
        PartHeader(component: "\($0)", fields: Frontmatter(yaml: Array($1.utf8)).fields)
      }, for: template, recipe)
    let composed = try Composer.compose(template, fields.applied(to: recipe), parts: [part])
    let findings = Validation.findings(.skill, entry: composed.entry, files: composed.bytes)
    #expect(findings.filter { $0.severity == .error } == [])
    let text = try composed.text("SKILL.md").split(separator: "---\n")[0]
    return (text.split(separator: "\n").dropFirst(2).map(String.init), fields.notes)
  }

  @Test(arguments: [
    (["license: MIT", "license: MIT", "x: 1"], ["license: MIT"]),
    (["license: MIT", "license: Apache-2.0"], []),
    (
      ["allowed-tools: Read, Bash(git add:*)", "allowed-tools: [Bash(git add:*), Write]"],
      ["allowed-tools: Read Bash(git add:*) Write"]
    ),
    (
      ["compatibility: Needs git.", "compatibility: Needs jq"],
      [
        "compatibility: Needs git.; Needs jq"
      ]
    ),
    (
      ["metadata: {a: x, v: 1.10, w: 1}", "metadata:\n  v: 1.10\n  w: 2\n  l: [1]"],
      ["metadata:", "  v: \"1.10\""]
    ),
    (["metadata: {a: x}", "license: MIT"], ["license: MIT"]),
    (["argument-hint: x", "model: opus"], []),
  ])
  func `fields of the parts become fields of the whole`(
    headers: [String], expected: [String]
  ) throws {
    #expect(try merged(headers).header == expected)
  }

  @Test func `what is set wins, and is not spoken of`() throws {
    let result = try merged(
      ["license: MIT\nallowed-tools: Read", "license: X"],
      setting: ["license": .text("ISC"), "metadata": .list(["k: 1=v", "n=null"])])
    #expect(
      result.header == [
        "license: ISC", "allowed-tools: Read", "metadata:", "  \"k: 1\": v", "  \"n\": \"null\"",
      ])
    #expect(result.notes.map(\.key) == ["allowed-tools"])
  }

  @Test func `licences that differ are told with their sources`() throws {
    let notes = try merged(["license: MIT", "license: ISC"]).notes
    #expect(notes.map(\.value) == [nil])
    #expect(notes[0].warning?.contains("“MIT” of 0, “ISC” of 1") == true)
    #expect(notes[0].voices.map(\.component) == ["0", "1"])
  }

  @Test func `a compatibility that is too long is left out`() throws {
    let long = String(repeating: "é", count: 300)
    let result = try merged(["compatibility: \(long)", "compatibility: \(long)x"])
    #expect(result.header == [])
    #expect(result.notes[0].warning?.contains("603 characters") == true)
  }

  @Test(arguments: [
    (["license: \"MIT\\e[31m\"", "x: 1"], []),
    (["license: \"MIT\\e[31m\"", "license: ISC"], ["license: ISC"]),
    (["compatibility: \"git\\u0007\"", "compatibility: jq"], ["compatibility: jq"]),
    (["allowed-tools: \"Re\\ead\"", "allowed-tools: Read"], ["allowed-tools: Read"]),
    (
      ["metadata: {a: \"x\\e\", b: ok}", "metadata: {a: \"x\\e\", b: ok}"],
      ["metadata:", "  b: ok"]
    ),
  ])
  func `a value that may not be written is left out, and that is said`(
    headers: [String], expected: [String]
  ) throws {
    let result = try merged(headers)
    #expect(result.header == expected)
    let warnings = result.notes.compactMap(\.warning)
    #expect(warnings.count == 1 && warnings[0].contains("control character"))
  }

  @Test(arguments: ["a", "=x", "a=1,a=2"])
  func `metadata is written as keys with values, each once`(text: String) throws {
    let texts = text.split(separator: ",").map(String.init)
    #expect(throws: CompositionFailure.self) {
      try merged([], setting: ["metadata": .list(texts)])
    }
  }

  @Test(arguments: [
    (["tools: Read, Grep", "tools: [Grep, Bash]"], "Read, Grep, Bash", 0),
    (["tools: Read", "allowed-tools: Bash(git add:*) Read"], "Read, Bash(git add:*)", 0),
    (["tools: Read", "model: opus"], nil, 1),
    (["allowed-tools: Read", "license: MIT"], nil, 0),
  ])
  func `an agent has the tools of the agents it is made of`(
    headers: [String], tools: String?, warnings: Int
  ) throws {
    let part = try Given.section("a.md#a", "# A\n")
    let recipe = Recipe(
      template: "agent", parameters: ["name": .text("n")],
      slots: ["body": [Recipe.Entry(part.address)]])
    let fields = MergedFields(
      headers.enumerated().map { index, text in
        let isAgent = !text.hasPrefix("allowed-tools") && !text.hasPrefix("license")
        return PartHeader(
          component: "\(index)", kind: isAgent ? .agent : .skill,
          fields: Frontmatter(yaml: Array(text.utf8)).fields)
      }, for: try Given.template("agent"), recipe)
    #expect(fields.applied(to: recipe).parameters["tools"] == tools.map(Setting.text))
    #expect(fields.notes.compactMap(\.warning).count == warnings)
  }
}
