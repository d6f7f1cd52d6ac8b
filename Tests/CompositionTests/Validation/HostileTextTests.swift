import Composition
import Sections
import Testing

/// Texts that are written to get past the rules, or to keep them busy.
@Suite struct HostileTextTests {
  private static let entry = "skills/s/SKILL.md"
  /// Made here, so that no file of ours looks as if it had a secret in it.
  private static let token = "ghp_" + "aB3dE5gH7jK9mN2pQ4rS6tU8vW0xY1zAcFhL"

  private func findings(
    _ bytes: [UInt8], fields: String = "", profile: Profile = .claudeCode
  ) -> [Finding] {
    let bytes = Array("---\nname: s\ndescription: d\n\(fields)---\n".utf8) + bytes
    return Validation.findings(
      .skill, entry: Self.entry, files: [Self.entry: bytes], profile: profile)
  }

  private func hidden(_ text: String) -> [String] {
    findings(Array(text.utf8)).map { "\($0.rule) \($0.line ?? 0): \($0.message)" }
  }

  @Test(
    arguments: ["xoxb-", "sk-ant-", "pypi-AgEIcHlwaS5vcmc", "[TODO: ", "-----BEGIN "])
  func `what never ends is looked at once`(text: String) {
    let bytes = Array(String(repeating: text, count: 20_000).utf8)
    #expect(findings(bytes).map(\.rule) == ["too-many-tokens"])
  }

  @Test func `what ends only at the end of a line is looked for once`() {
    let text = String(repeating: "[TODO: ", count: 20_000)
    #expect(findings(Array("\(text)](x.md)".utf8)).allSatisfy { $0.rule != "placeholder" })
    #expect(findings(Array("\(text)]".utf8)).contains { $0.rule == "placeholder" })
    #expect(hidden("[TODO](a.md) [TODO: b]") == ["placeholder 5: “[TODO: b]” is not filled in"])
  }

  @Test func `no message has a secret in it`() {
    let tags = Self.token.unicodeScalars.compactMap { Unicode.Scalar(0xE0000 + $0.value) }
    var inTags = String.UnicodeScalarView()
    inTags.append(contentsOf: tags)
    let key = "-----BEGIN PRIVATE KEY-----\\n\(Self.token.dropFirst(4))\(Self.token.dropFirst(4))"
    for text in [
      "[TODO: use \(Self.token)]", "[TODO: a long text before it, then \(Self.token)]",
      "[TODO: \(key) \(Self.token.dropFirst(4))]", "a \(String(inTags))",
    ] {
      let found = findings(Array(text.utf8))
      #expect(found.contains { $0.rule == "placeholder" || $0.rule == "hidden-text" })
      for finding in found {
        #expect(!finding.message.contains("aB3dE"), "\(finding.message)")
      }
    }
    let hook = Finding(
      .executableContent, path: "p", line: 1,
      message: "runs “curl -H 'token \(Self.token)' https://x”")
    #expect(hook.message == "runs “curl -H 'token ghp_… (40 characters)' https://x”")
  }

  @Test(
    arguments: [
      // A flag's letters are six at most, and a tag ends them.
      ("\u{1F3F4}\u{E0068}\u{E0069}", ["hidden-text 5: hidden in tag characters: “hi”"]),
      (
        "\u{1F3F4}\u{E0068}\u{E0069}\u{E0020}\u{E007F}",
        ["hidden-text 5: hidden in tag characters: “hi ”"]
      ),
      (
        "\u{1F3F4}\u{E0061}\u{E0062}\u{E0063}\u{E0064}\u{E0065}\u{E0066}\u{E0067}\u{E007F}",
        ["hidden-text 5: hidden in tag characters: “abcdefg”"]
      ),
      (
        "\u{1F3F4}\u{E0067}\u{E0062}\u{E007F}\u{E0068}\u{E0069}",
        ["hidden-text 5: hidden in tag characters: “gbhi”"]
      ),
      (
        "\u{1F3F4}\u{FE0F}\u{E0067}\u{E0062}\u{E007F}",
        ["hidden-text 5: hidden in tag characters: “gb”"]
      ),
      ("\u{1F3F4}\u{E0075}\u{E0073}\u{E0063}\u{E0061}\u{E007F}\u{1F3F4}\u{200D}\u{2620}", []),
      // Joiners come one at a time.
      ("ä\u{200D}\u{200C}\u{200D}", ["zero-width 5: U+200C, U+200D, which nobody sees"]),
      (
        "ä\u{200D}\u{FE0F}\u{200C}b",
        ["zero-width 5: U+200C, which nobody sees"]
      ),
      ("\u{2764}\u{FE0F}\u{200D}\u{1F525}, ക്\u{200D}ഷ, می\u{200C}خواهم", []),
    ] as [(String, [String])])
  func `what looks like a flag or a script may be neither`(text: String, expected: [String]) {
    #expect(hidden("\(text)\n") == expected)
  }

  @Test func `a line of YAML is read once, however much is in it`() {
    let list = "metadata: [\(String(repeating: "a, ", count: 20_000))\"x\ty\"]"
    #expect(findings([], fields: "\(list)\n", profile: .api).map(\.rule) == ["too-many-tokens"])
    let found = findings([], fields: "metadata: [a]\nlicense: [a,\tb]\n", profile: .api)
    #expect(found.map { "\($0.rule) \($0.line ?? 0)" } == ["frontmatter-yaml 5"])
  }

  @Test func `only a byte order mark may begin a file unseen`() {
    for (first, rules) in [("\u{FEFF}", []), ("\u{E0068}", ["hidden-text"])] {
      let files = [Self.entry: Array("\(first)---\nname: s\ndescription: d\n---\n".utf8)]
      let found = Validation.findings(
        .skill, entry: Self.entry, files: files, profile: .claudeCode)
      #expect(found.map(\.rule).filter { $0 == "hidden-text" } == rules)
    }
  }

  @Test func `lines are those of the file, whatever is no UTF-8`() {
    let latin: [[UInt8]] = [[0xE9], [0xE9, 0xE8, 0xF1], [0xE2, 0x80], [0xF0, 0x9F, 0x98]]
    let text = latin.flatMap { $0 + Array("\n".utf8) } + Array("a\u{200B}b\nc\nd\ne\n".utf8)
    #expect(findings(text).map { "\($0.rule) \($0.line ?? 0)" } == ["zero-width 9"])
  }

  @Test(arguments: ["\u{2028}", "\u{2029}", "\u{85}"])
  func `fields have the lines of the file, not those of YAML`(end: String) {
    let odd = "compatibility: \"a\(end)b\"\nodd: 1\n"
    for profile in Profile.allCases where profile != .claudeCode {
      let found = findings([], fields: odd, profile: profile)
      #expect(found.map { "\($0.rule) \($0.line ?? 0)" } == ["field-unknown 5"])
    }
    let list = findings([], fields: "\(odd)allowed-tools: [a]\n", profile: .spec)
    #expect(list.map { "\($0.rule) \($0.line ?? 0)" } == ["frontmatter-yaml 6"])
    let broken = findings([], fields: "\(odd)b: [\n", profile: .api)
    #expect(broken.map(\.rule) == ["frontmatter-yaml"] && (broken.first?.line ?? 0) <= 8)
  }
}
