import Composition
import Foundation
import Sections
import Testing

@Suite struct RuleTests {
  @Test func `every rule that the sources have is listed, once`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/Composition/Validation").standardizedFileURL
    var ids: [String] = []
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      ids += text.matches(of: /Rule\(\s*"([a-z0-9-]+)"/).map { String($0.1) }
    }
    #expect(ids.count > 35)
    #expect(ids.sorted() == Rule.all.map(\.id))
    #expect(Rule.all.allSatisfy { !$0.help.isEmpty && $0.help.hasSuffix(".") })
  }

  /// A skill with that text below its frontmatter, and what is said of it.
  private func findings(_ text: String, profile: Profile = .spec) -> [String] {
    let entry = "skills/s/SKILL.md"
    let bytes = Array("---\nname: s\ndescription: d\n---\n\(text)".utf8)
    return Validation.findings(.skill, entry: entry, files: [entry: bytes], profile: profile)
      .map { "\($0.rule) \($0.severity) \($0.line ?? 0): \($0.message)" }
  }

  @Test(
    arguments: [
      ("<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n", ["conflict-marker warning 5"]),
      ("a\n=======\n\n>>>>>>> quoted\n", []), ("<<<<<<< a\n>>>>>>> b\n", []),
      ("[TODO: say more]\n", ["placeholder warning 5"]),
      ("a [TODO] b\n", ["placeholder warning 5"]),
      ("[INSERT NAME HERE]\n", ["placeholder warning 5"]), ("[TODO](list.md) and [TODO][x]\n", []),
      ("[TODOS] and TODO: x, `{{name}}`\n", []),
    ] as [(String, [String])])
  func `what was left over is found`(text: String, expected: [String]) {
    let found = findings(text).filter { !$0.hasPrefix("link") }
    #expect(found.map { String($0.prefix { $0 != ":" }) } == expected)
  }

  @Test func `a template's tag is found in the frontmatter`() {
    let entry = "skills/s/SKILL.md"
    let bytes = Array("---\nname: s\ndescription: For {{what}}.\n---\n{{text}}\n".utf8)
    let found = Validation.findings(.skill, entry: entry, files: [entry: bytes])
    #expect(found.map { "\($0.rule):\($0.line ?? 0)" } == ["template-tag:3"])
  }

  /// Made here, so that no file of ours looks as if it had a secret in it.
  private static let letters = "aB3dE5gH7jK9mN2pQ4rS6tU8vW0xY1zAcFhLnRbT"

  private static let secrets: [(String, String)] = [
    ("AKIA\(letters.uppercased().prefix(16))", "an AWS access key"),
    ("ghp_\(letters.prefix(36))", "a GitHub token"),
    ("github_pat_\(letters)\(letters)", "a GitHub token"),
    ("xoxb-12-34-\(letters)", "a Slack token"),
    ("https://hooks.slack.com/services/T\(letters.prefix(30))", "a Slack webhook"),
    ("sk_live_\(letters.prefix(24))", "a Stripe key"),
    ("AIza\(letters.prefix(35))", "a Google API key"),
    ("sk-ant-api03-\(letters)", "an Anthropic key"),
    ("glpat-\(letters.prefix(20))", "a GitLab token"),
    ("-----BEGIN RSA PRIVATE KEY-----\n\(letters)\(letters)", "a private key"),
    ("\"-----BEGIN PRIVATE KEY-----\\n\(letters)\(letters)", "a private key"),
  ]

  @Test(arguments: secrets)
  func `secrets are found, and not shown`(secret: String, what: String) throws {
    for (profile, severity) in [(Profile.spec, "warning"), (.api, "error")] {
      let found = findings("Use `\(secret)` here.\n", profile: profile)
      let finding = try #require(found.first)
      #expect(found.count == 1 && finding.hasPrefix("secret \(severity) 5: \(what)"), "\(found)")
      #expect(!finding.contains(Self.letters.suffix(6)) && !finding.contains("N2pQ4r"))
    }
  }

  @Test(
    arguments: [
      "AKIAIOSFODNN7EXAMPLE", "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "ghp_short",
      "xoxb-your-token-goes-in-here-please", "-----BEGIN PRIVATE KEY-----\n...\n",
      "sk-ant-...", "WAKIA\(letters.uppercased().prefix(16))", "AIza", "SG.",
    ] as [String])
  func `examples of secrets are none`(text: String) {
    #expect(findings("\(text)\n") == [])
  }

  @Test(
    arguments: [
      ("a\u{E0068}\u{E0069}b", ["hidden-text error 5: hidden in tag characters: “hi”"]),
      (
        "a\u{FE06}\u{E0159}",
        ["hidden-text error 5: hidden in variation selectors: “\u{6}i”"]
      ),
      (
        "a\u{202E}b",
        ["bidi-control warning 5: U+202E changes the direction in which text is shown"]
      ),
      (
        "a\u{200B}b\u{200B}c",
        [
          "zero-width warning 5: U+200B, which nobody sees",
          "zero-width warning 5: U+200B, which nobody sees",
        ]
      ),
      ("a\u{200D}b", ["zero-width warning 5: U+200D, which nobody sees"]),
      ("\u{1F468}\u{200D}\u{1F469}, \u{2764}\u{FE0F}, می\u{200C}خواهم", []),
      ("\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", []),
      ("größe, 技能, “quoted” – dash", []),
    ] as [(String, [String])])
  func `what a reader does not see is found and told`(text: String, expected: [String]) {
    #expect(findings("\(text)\n") == expected)
  }

  @Test func `a long SKILL.md is found by lines and tokens`() {
    #expect(
      findings(String(repeating: "x", count: 20_001)).map { $0.prefix { $0 != " " } }
        == ["too-many-tokens"])
  }
}
