import MarkdownParser
import Sections
import Testing

struct HostileTests {
  private func outline(_ text: String) throws -> Outline {
    let source = Source(path: "a.md", text: text)
    let outline = try MarkdownParser().outline(of: source)
    try outline.check(against: source)
    return outline
  }

  @Test func `a table with millions of cells is read as text, and the headings are found`() throws {
    let row = "|" * 3000
    let rule = "|-" * 3000
    let rows = "|\n" * 3000
    let outline = try outline("# A\n\n\(row)\n\(rule)\n\(rows)\n# B\n")
    #expect(outline.nodes.map(\.title) == ["A", "B"])
    #expect(outline.warnings.count == 1)
  }

  @Test func `a paragraph of many lines before a table's rule is read as text`() throws {
    let outline = try outline("word\n" * 20_000 + "|-|\n\n# B\n")
    #expect(outline.nodes.map(\.title) == ["B"])
    #expect(outline.warnings.count == 1)
  }

  @Test func `a large honest table stays a table`() throws {
    let rows = "| a | b | c |\n" * 20_000
    let outline = try outline("# A\n| a | b | c |\n|---|---|---|\n\(rows)---\n")
    #expect(outline.nodes.map(\.title) == ["A"])
    #expect(outline.warnings.isEmpty)
  }

  @Test(arguments: ["* ", "> ", "1. ", "> - "])
  func `30,000 nested lists and quotes cost no stack`(marker: String) throws {
    let nested = marker * 30_000
    #expect(try outline("# A\n\n\(nested)x\n\n# B\n").nodes.map(\.title) == ["A", "B"])
  }

  /// Texts that cmark-gfm would read for minutes.
  static let slow = [
    "blank lines in nested lists": "1. " * 30_000 + "\n" * 30_000,
    "lazy lines after nested quotes": ">" * 30_000 + "a\n" * 30_000,
    "sections of characters": "a <![CDATA[" * 100_000,
    "instructions": "a <?" * 100_000,
    "a long definition used often": "[a]: <" + "b" * 100_000 + ">\n\n" + "[a]" * 9000,
  ]

  @Test(arguments: slow.keys.sorted())
  func `what would take more than linear time is refused`(name: String) throws {
    let text = try #require(HostileTests.slow[name])
    #expect(throws: ParseFailure.self) { try outline(text) }
  }

  @Test func `a file over the limit is refused, and one at the limit is not`() throws {
    let most = [UInt8](repeating: 0x61, count: 16 * 1024 * 1024)
    #expect(try MarkdownParser().outline(of: Source(path: "a.md", bytes: most)).nodes.isEmpty)
    #expect(throws: ParseFailure.tooLarge(bytes: most.count + 1, limit: most.count)) {
      try MarkdownParser().outline(of: Source(path: "a.md", bytes: most + [0x61]))
    }
  }

  @Test(arguments: [
    "[", "![l", "[a](", "*a_ ", "`", "<a b=\"", "<!--", "&a;", "a@", "www.", "~~a", "\\", "\u{0}",
    "\r", "\t", "<x-y>\n", "</x-y>\n", "```\n", "---\n", "===\n", "a\n===\n", "[a]: b\n",
    "|a|\n|-|\n",
  ])
  func `100,000 bytes of anything are read within the rules`(piece: String) throws {
    _ = try outline(piece * (100_000 / piece.utf8.count))
  }

  @Test func `8,000 headings give 8,000 sections that tile the file`() throws {
    let text = (0..<8000).map { "\("#" * ($0 % 6 + 1)) H\($0)\ntext\n" }
      .joined()
    let source = Source(path: "a.md", text: text)
    let outline = try MarkdownParser().outline(of: source)
    try outline.check(against: source)
    #expect(outline.nodes.map(\.title) == (0..<8000).map { "H\($0)" })
    #expect(outline.nodes.map { $0.level ?? 0 } == (0..<8000).map { $0 % 6 + 1 })
    let top = outline.cuts(of: source).filter { $0.depth == 0 }
    #expect(top.flatMap { source.bytes[$0.range] } == source.bytes)
  }

  @Test func `many readings at once agree`() async throws {
    let text = "# ~~A~~ www.e.org\n\n| a |\n|---|\n| ~~b~~ |\n---\n"
    let titles = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<200 { group.addTask { try self.outline(text).nodes.map(\.title) } }
      return try await group.reduce(into: Set<[String]>()) { $0.insert($1) }
    }
    #expect(titles == [["A www.e.org"]])
  }
}

/// `text`, `count` times.
private func * (text: String, count: Int) -> String { String(repeating: text, count: count) }
