import Graph
import Sections
import Testing

@Suite struct OperatorTests {
  static let files: KeyValuePairs = [
    "a.md": "# A\nred green\n", "b.md": "# B\nred blue\n", "c.md": "# C\nblue grey\n",
    "d/d.md": "# D\nred red red, light grey\n",
  ]

  private func titles(_ query: String, sort: SearchSort = .path) async throws -> String {
    let library = try Library()
    try await library.store(OperatorTests.files)
    let hits = try library.graph.search(Query(query), sort: sort)
    #expect(hits.total == hits.hits.count)
    return hits.hits.map(\.section.cut.title).joined()
  }

  @Test(arguments: [
    ("red", "ABD"), ("red AND blue", "B"), ("red OR grey", "ABCD"), ("red NOT blue", "AD"),
    ("red -blue", "AD"), ("(green OR grey) AND red", "AD"), ("red AND (NOT blue)", "AD"),
    ("-red kind:heading", "C"), ("-red -grey kind:heading", ""), ("\"light grey\"", "D"),
    ("gre*", "ACD"), ("red in:d", "D"), ("NOT red", "C"), ("(red) blue", "ABD"),
    ("red AND blue AND green", ""), ("since:1970-01-01 red", "ABD"), ("since:1h red", ""),
  ])
  func `operators`(query: String, expected: String) async throws {
    #expect(try await titles(query) == expected)
    let ranked = try await titles(query, sort: .relevance)
    #expect(String(ranked.sorted()) == expected)
  }

  @Test func `sizes and paths sort`() async throws {
    #expect(try await titles("red", sort: .size) == "DAB")
    #expect(try await titles("kind:heading", sort: .size).first == "D")
  }

  @Test func `tags of a component narrow`() async throws {
    let library = try Library()
    try await library.store(OperatorTests.files)
    let skill = Component(
      kind: .skill, name: "D", path: "lib/d", entry: "lib/d/d.md",
      fields: ["tags": "[\"Office\",\"big data\"]", "keywords": "\"x, y\""])
    try library.graph.setComponents(of: library.root, [skill], membership: ["lib/d/d.md": "lib/d"])
    for query in ["tag:office", "tag:\"big data\"", "tag:y", "red tag:x"] {
      #expect(try library.find(query).hits.map(\.section.cut.title) == ["D"], "\(query)")
    }
    #expect(try library.find("tag:offic").total == 0)
  }

  @Test func `what a component says of itself leads to its sections`() async throws {
    let library = try Library()
    try await library.store(["a/SKILL.md": "# Start\nplain text\n", "b.md": "# B\ncolour\n"])
    let skill = Component(
      kind: .skill, name: "painting", path: "lib/a", entry: "lib/a/SKILL.md",
      summary: "Mixes watercolours")
    try library.graph.setComponents(
      of: library.root, [skill], membership: ["lib/a/SKILL.md": "lib/a"])
    let hits = try library.find("watercolours")
    #expect(hits.hits.map(\.section.cut.title) == ["Start"])
    #expect(hits.total == 1)
    #expect(try library.find("watercolours -plain").total == 0)
    try library.graph.setComponents(of: library.root, [], membership: [:])
    #expect(try library.find("watercolours").total == 0)
    try library.expectSound()
  }

  @Test func `a page repeats nothing`() async throws {
    let library = try Library()
    let parts = (0..<30).map {
      "## Part \($0)\n\(String(repeating: "filler ", count: 700))needle\n"
    }
    try await library.store([
      "long.md": "# Needle\n" + parts.joined(),
      "short.md": "# Needle\nall\n## Needle inside\nneedle\n",
      "other.md": "needle " + String(repeating: "filler ", count: 3000),
    ])
    let flat = try library.graph.search(Query("needle"), limit: 100)
    let folded = try library.graph.search(Query("needle"), limit: 100, isFolding: true)
    #expect(flat.total == flat.hits.count && folded.total == folded.hits.count)
    #expect(folded.total == flat.total - 1)
    #expect(folded.hits.count { !$0.folded.isEmpty } == 1)
    let page = folded.hits.prefix(7)
    #expect(page.count { $0.section.path == "lib/long.md" } == 5)
    #expect(Set(page.map(\.section.path)).count == 3)
  }

  @Test func `scores are explained by their parts`() async throws {
    let library = try Library()
    try await library.store(OperatorTests.files)
    let parts = try #require(try library.find("red green").hits.first?.parts)
    #expect(parts.index == 1 && parts.coverage == 1 && parts.nearness == 1)
    #expect(parts.total > parts.words)
  }
}
