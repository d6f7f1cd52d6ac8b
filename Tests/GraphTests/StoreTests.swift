import Graph
import Sections
import Testing

@Suite struct StoreTests {
  static let skill = "intro\n# A\ntext ->forms.md\n## B\n```\ncode\n```\nmore\n# C\n"

  @Test func `storing twice changes nothing`() async throws {
    let library = try Library()
    try await library.store(["a/SKILL.md": StoreTests.skill, "b.bin": "\0\u{1}"])
    let before = try library.graph.statistics()
    let outcomes = try await library.store(["a/SKILL.md": StoreTests.skill, "b.bin": "\0\u{1}"])
    #expect(outcomes.map(\.change) == [.unchanged, .unchanged])
    #expect(try library.graph.statistics() == before)
  }

  static let texts = [
    "", "\n", "\r\n\r\n", "no newline", "# A\r# B\r", "\u{FEFF}# A\n", "# A\n\0nul after",
    "# \0title\n", "a\u{2028}b\u{C}", String(repeating: "# H\ntext\n", count: 2000),
  ]

  @Test(arguments: texts.indices)
  func `every byte comes back`(index: Int) async throws {
    let text = StoreTests.texts[index]
    let library = try Library()
    let hostile = Source(path: "lib/bad.md", bytes: Array(text.utf8) + [0xFF, 0xC0, 0x80, 0xED])
    try await library.store(["a.md": text])
    try library.graph.store([await arrival(hostile)])
    for (path, bytes) in [("a.md", Array(text.utf8)), ("bad.md", hostile.bytes)] {
      #expect(try library.graph.bytes(of: library.document(path)) == bytes)
      let top = try library.outline(path).filter { $0.cut.depth == 0 }
      #expect(try top.flatMap { try #require(try library.graph.bytes(of: $0)) } == bytes)
    }
    try library.expectSound()
  }

  @Test func `an outcome says what happened to each section`() async throws {
    let library = try Library()
    try await library.store(["a.md": "# A\none two three\n# B\nfour\n# C\nfive\n"])
    let ids = try library.outline("a.md").map(\.id)
    let outcomes = try await library.store(["a.md": "# A\none two 3\n# C\nfive\n# D\nsix\n"])
    let outcome = try #require(outcomes.first)
    #expect(outcome.change == .changed)
    #expect(outcome.edited == [ids[0]])
    #expect(outcome.removed == [ids[1]])
    #expect(outcome.added == [try library.outline("a.md")[2].id])
    #expect(outcome.moved == [])
  }

  @Test func `a newer parser reads the same bytes again`() async throws {
    let library = try Library()
    try await library.store(["a.md": StoreTests.skill])
    let before = try library.outline("a.md")
    let outcomes = try await library.store(["a.md": StoreTests.skill], version: 2)
    #expect(outcomes.map(\.change) == [.reparsed])
    #expect(try library.outline("a.md") == before)
    #expect(try library.document("a.md").parser == "line/2")
    #expect(try library.graph.versions(of: library.document("a.md")).count == 2)
  }

  @Test func `one bad file spoils the batch, not the library`() async throws {
    let library = try Library()
    let stray = await arrival(Source(path: "elsewhere/a.md", text: "# A\n"))
    let good = await arrival(Source(path: "lib/b.md", text: "# B\n"))
    #expect(throws: GraphFailure.noSuchRoot("elsewhere")) {
      try library.graph.store([good, stray])
    }
    #expect(try library.graph.documents() == [])
  }

  @Test func `a root is known by its location, and named apart`() throws {
    let graph = try SectionGraph()
    let one = try graph.root(named: "skills", location: "/a/skills")
    let two = try graph.root(named: "skills", location: "/b/skills")
    #expect([one.name, two.name] == ["skills", "skills-2"])
    #expect(try graph.root(named: "other", location: "/a/skills") == one)
    #expect(try graph.roots() == [one, two])
  }

  @Test func `file states say what was last read`() async throws {
    let library = try Library()
    let source = Source(path: "lib/a.md", text: "# A\n")
    try library.graph.store([await arrival(source)])
    try library.graph.store([await arrival(source, modified: 5)])
    let state = try #require(try library.graph.fileStates(of: library.root)["lib/a.md"])
    #expect(state.stat == FileStat(size: 4, modified: 5, inode: 7))
    #expect(state.hash == ContentHash(of: source.bytes))
    #expect(state.parser == "line/1")
  }

  @Test func `components change where they differ`() async throws {
    let library = try Library()
    try await library.store(["a/SKILL.md": "# A\n", "b.md": "# B\n"])
    var skill = Component(
      kind: .skill, name: "a", path: "lib/a", entry: "lib/a/SKILL.md", version: "1",
      fields: ["name": "\"a\"", "tags": "[1,2]"], frontmatter: "name: a\n")
    let command = Component(kind: .command, name: "b", path: "lib/b.md", entry: "lib/b.md")
    let membership: [PathKey: String] = ["lib/a/SKILL.md": "lib/a", "lib/b.md": "lib/b.md"]
    try library.graph.setComponents(of: library.root, [skill, command], membership: membership)
    #expect(try library.graph.components() == [skill, command])
    #expect(try library.graph.documents(of: "lib/a").map(\.path) == ["lib/a/SKILL.md"])
    skill.version = "2"
    try library.graph.setComponents(
      of: library.root, [skill], membership: ["lib/a/SKILL.md": "lib/a"])
    #expect(try library.graph.components() == [skill])
    #expect(try library.document("b.md").component == nil)
    #expect(try library.document("a/SKILL.md").component == "lib/a")
  }

  @Test func `a file with too many bytes and sections is searched by title only`() async throws {
    let library = try Library()
    let body = String(repeating: "word ", count: 30)
    let text = String(repeating: "# Heading\n\(body)\n", count: 11000)
    try await library.store(["big.md": text])
    #expect(try library.document("big.md").warnings.count == 1)
    #expect(try library.find("word").total == 0)
    #expect(try library.find("heading").total == 11000)
  }
}
