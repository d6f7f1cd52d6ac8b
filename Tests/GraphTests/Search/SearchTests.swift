import Graph
import Sections
import Testing

@Suite struct SearchTests {
  static let files: KeyValuePairs = [
    "pdf/SKILL.md": "# Filling forms\nUse `claude.md` and C++ here, the fill_form function.\n",
    "pdf/more.md":
      "# Other\nforms are mentioned in passing\n```\nsecretcode\n```\n# Tables\nrows\n",
    "doc/SKILL.md": "# Documents\nQuick notes to start with. Then quick start, for real.\n",
    "bin.dat": "\0binaryword",
  ]

  private func library() async throws -> Library {
    let library = try Library()
    try await library.store(SearchTests.files)
    return library
  }

  @Test(arguments: [
    "C++", "claude.md", "\"unbalanced", "foo:bar", "!!! ??? ((( )))", "\0", "nul\0inside", "🎉",
    "NEAR(",
    "AND OR NOT", "a*b", "col : x", "-forms", "^forms", "{title}: forms", "'); DROP TABLE section;",
    "in:%", "kind:", "\"", "\"\"\"", "forms*", "* forms", String(repeating: "word ", count: 3000),
  ])
  func `any text is a query`(text: String) async throws {
    let library = try await library()
    let hits = try library.find(text)
    #expect(hits.hits.count <= hits.total)
  }

  @Test(arguments: [
    ("form", "Filling forms"), ("claude.md", "Filling forms"), ("C++", "Filling forms"),
    ("\"quick start\"", "Documents"), ("fill_form", "Filling forms"), ("docu*", "Documents"),
    ("forms in:more.md", "Other"), ("in:pdf rows", "Tables"), ("secretcode", "Other"),
  ])
  func `the best hit`(query: String, title: String) async throws {
    let library = try await library()
    #expect(try library.find(query).hits.first?.section.cut.title == title)
  }

  @Test func `a phrase must be there, words need not`() async throws {
    let library = try await library()
    #expect(try library.find("\"quick notes\" forms").total == 1)
    #expect(try library.find("quick forms").total == 3)
    #expect(try library.find("\"start quick\"").total == 0)
    #expect(try library.find("binaryword").total == 0)
  }

  @Test func `filters alone list, and narrow`() async throws {
    let library = try await library()
    let skill = Component(kind: .skill, name: "Pdf", path: "lib/pdf", entry: "lib/pdf/SKILL.md")
    try library.graph.setComponents(
      of: library.root, [skill],
      membership: ["lib/pdf/SKILL.md": "lib/pdf", "lib/pdf/more.md": "lib/pdf"])
    #expect(try library.find("kind:code").hits.map(\.section.cut.kind) == [.code])
    #expect(try library.find("component:pdf").total == 4)
    #expect(try library.find("component:lib/pdf forms").total == 2)
    #expect(try library.find("lang:line kind:heading").total == 4)
    #expect(try library.find("component:none").total == 0)
  }

  @Test func `pages together are the whole`() async throws {
    let library = try Library()
    let text = (0..<50).map { "# T\($0)\nneedle \($0)\n" }.joined()
    try await library.store(["a.md": text])
    var seen: Set<SectionID> = []
    for offset in stride(from: 0, to: 60, by: 7) {
      let hits = try library.graph.search(Query("needle"), limit: 7, offset: offset)
      #expect(hits.total == 50)
      for hit in hits.hits { #expect(seen.insert(hit.section.id).inserted) }
    }
    #expect(seen.count == 50)
  }

  @Test func `a snippet shows what was found`() async throws {
    let library = try Library()
    let filler = String(repeating: "häy\n", count: 500)
    try await library.store(["a.md": "# T\n\(filler)the needles are\nhere\n\(filler)"])
    let hit = try #require(try library.find("needle").hits.first)
    let bytes = Array(hit.snippet.utf8)
    #expect(hit.marks.map { String(decoding: bytes[$0], as: UTF8.self) } == ["needles"])
    #expect(hit.snippet.contains("the needles are here"))
    #expect(hit.snippet.hasPrefix("…") && hit.snippet.hasSuffix("…") && bytes.count < 260)
  }

  @Test func `a section with a word a hundred thousand times is found`() async throws {
    let library = try Library()
    try await library.store(["a.md": String(repeating: "word ", count: 100_000)])
    #expect(try library.find("word").hits.count == 1)
  }
}
