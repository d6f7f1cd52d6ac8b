import Examples
import Foundation
import Testing

/// What programs and narrow terminals get to read.
@Suite struct OutputTests {
  /// A home with something of everything: the starter library, a composed skill, and a target.
  private static func stage() throws -> Stage {
    let stage = try Stage()
    let long = String(repeating: "a-long-name-", count: 8)
    try stage.scratch.write(
      "# \(String(repeating: "宽 wide ", count: 30))\n", to: "my/\(long)/\(long).md")
    try stage.scratch.write(
      "---\nname: \(long)\ndescription: \(long)\n---\n# A\n", to: "my/skills/\(long)/SKILL.md")
    let outcome = try stage.run(
      """
      set -e
      joinery init .
      joinery ingest templates/starter
      joinery ingest my --as myTeam
      joinery compose made --from reviewing-changes/SKILL.md#report --set description='A. Use it.'
      joinery commit -m One
      joinery target add agent agent
      joinery deploy agent
      mkdir -p agent/skills/own
      echo own > agent/skills/own/SKILL.md
      echo more >> workspace/skills/made/SKILL.md
      """)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return stage
  }

  /// A command of each kind that prints data.
  private static let commands = [
    "init .", "ingest templates/starter", "list", "stats", "doctor",
    "remove reviewing-changes --dry-run",
    "search review", "tree reviewing-changes", "show reviewing-changes/SKILL.md#report",
    "next reviewing-changes/SKILL.md#understand-first",
    "parent reviewing-changes/SKILL.md#report",
    "children reviewing-changes/SKILL.md#reviewing-changes",
    "where-used reviewing-changes/references/checklist.md",
    "where-used joinery/SKILL.md --references",
    "compose other --from writing-commit-messages/SKILL.md#body --set description='B. Use it.' --dry-run",
    "blame skills/made/SKILL.md", "stale", "recipe show made", "recipe graph", "template list",
    "template show skill", "template new mine", "template check skill",
    "validate reviewing-changes", "validate --rules", "package reviewing-changes",
    "unpack reviewing-changes.zip apart", "status", "diff",
    "diff --stat", "diff --word --target agent", "log", "log made/SKILL.md#report -p", "show HEAD",
    "plan agent", "deploy agent --dry-run", "target list",
    "checkout writing-tests-first", "commit skills/writing-tests-first -m Two", "deploy agent",
    "checkin", "target add second second", "target remove second",
    "ops", "undo", "resolve --target agent", "unmanaged agent", "set list", "branch", "remote list",
    "restore skills/made --dry-run", "checkin --to-source --yes", "adopt skills/own --target agent",
    "watch --deploy --times 1", "export reviewing-changes -o out", "gc", "completions bash",
    "manual", "mcp --install cursor --dry-run",
  ]

  @Test func `every command that prints data prints one document, with the keys it always had`()
    throws
  {
    let stage = try Self.stage()
    var text = ""
    for command in Self.commands {
      let outcome = try stage.run("joinery \(command) --json")
      #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(command): \(outcome.errors)")
      let value = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
      text += "\(command)\n" + Self.keys(of: value).sorted().map { "  \($0)\n" }.joined()
    }
    try Snapshot.expect(text, in: "keys.txt")
  }

  /// The paths of all keys: `hits[].section.id`. What stands under names that the user chose is
  /// shown as `*`.
  private static func keys(of value: Any, under path: String = "") -> Set<String> {
    switch value {
    case let object as [String: Any]:
      let isOpen = path.hasSuffix("_kinds") || path.hasSuffix("roots")
      return object.reduce(into: []) { keys, entry in
        keys.formUnion(Self.keys(of: entry.value, under: "\(path).\(isOpen ? "*" : entry.key)"))
      }
    case let list as [Any] where !list.isEmpty:
      return list.reduce(into: []) { $0.formUnion(keys(of: $1, under: "\(path)[]")) }
    case is [Any]: return ["\(path)[]"]
    default: return [path]
    }
  }

  @Test func `names that the user chose are keys as they were written`() throws {
    let outcome = try Self.stage().run("joinery stats --json")
    #expect(outcome.output.contains("\"myTeam\""))
  }

  @Test func `what goes to a file or a pipe has no codes, and fits 80 columns`() throws {
    let stage = try Self.stage()
    for command in Self.commands
    where !["completions", "manual"].contains(where: command.hasPrefix) {
      let outcome = try stage.run("joinery \(command)")
      #expect(outcome.status == 0, "\(command): \(outcome.errors)")
      let text = outcome.output + outcome.errors
      #expect(!text.unicodeScalars.contains("\u{1B}"), "\(command)")
      guard !Self.printsFiles(command) else { continue }
      for line in text.split(separator: "\n") where Self.isOurs(line) {
        // How long the path of the place is, is the machine's business.
        let shown = line.replacing(stage.scratch.path, with: "~")
        #expect(Self.columns(of: shown[...]) <= 80, "\(command): \(line)")
      }
    }
  }

  /// Whether what a command prints are lines of files.
  private static func printsFiles(_ command: String) -> Bool {
    ["show", "diff", "log made", "blame", "mcp"].contains(where: command.hasPrefix)
      && command != "diff --stat"
  }

  /// Whether a line is laid out by the program, and not a path that must stay whole to be copied.
  private static func isOurs(_ line: Substring) -> Bool {
    !line.split(separator: " ").contains { $0.count > 60 && $0.contains("/") }
  }

  private static func columns(of line: Substring) -> Int {
    line.reduce(0) { $0 + ($1 == "宽" ? 2 : 1) }
  }

  @Test func `colours are written where they are asked for`() throws {
    let stage = try Self.stage()
    let coloured = try stage.run("joinery list --color always").output
    #expect(coloured.unicodeScalars.contains("\u{1B}"))
    let plain = coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(try stage.run("joinery list", environment: ["NO_COLOR": "1"]).output == plain)
  }

  /// Text that is no query anywhere else.
  private static let queries: [String] = {
    let marks = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~".map(String.init)
    let operators = [
      "AND", "OR", "NOT", "a AND", "OR b", "NOT NOT", "NEAR(a b)", "NEAR(", "a NEAR/2 b", "^a",
      "title:", "body:x", "{title body}: x", "a*", "*", "**", "*a", "\"", "\"\"", "\"a", "a\"b\"c",
      "\"a\" + \"b\"", "(a", "a)", "((", "-a", "--", "a -- b", "kind:", "kind:nonsense", "kind:a:b",
      "component:", "lang:\"", "in:", "kind:heading", "+", "C++", "claude.md", "foo:bar", "a/b#c",
      "~2", "@hash", "%", "_", "'", "''", "';--", "\\", "\n", "\t", "\u{1}", "\u{1B}[31m", " ",
      "'; DROP TABLE section; --", "SELECT * FROM section WHERE 1=1", "1 OR 1=1", "rowid:1",
      "1e999",
      "🙂", "👩‍👩‍👧‍👦", "שלום עולם", "مرحبا", "\u{202E}abc", "日本語", "é", "e\u{301}", "a\u{FEFF}b", "ﬁ",
      "İ", "ß", "-", "—",
    ]
    let long = [
      String(repeating: "word ", count: 2000), String(repeating: "a", count: 10_000),
      String(repeating: "\"", count: 10_000), String(repeating: "(", count: 10_000),
      String(repeating: "kind:heading ", count: 800), String(repeating: "x* ", count: 3000),
    ]
    return marks + operators + long + [marks.joined(), marks.joined(separator: " ")]
  }()

  @Test func `any text is a query`() throws {
    let stage = try Self.stage()
    #expect(Self.queries.count >= 100)
    for query in Self.queries {
      let quoted = "'\(query.replacing("'", with: "'\\''"))'"
      let outcome = try stage.run("joinery search --json -- \(quoted)")
      #expect(outcome.status == 0, "\(query.prefix(60)): \(outcome.errors)")
      let result = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
      #expect((result as? [String: Any])?["query"] as? String == query, "\(query.prefix(60))")
    }
  }
}
