import Graph
import Sections
import Testing

/// Ids are stable: DESIGN calls it the second of what always holds.
@Suite struct IdentityTests {
  @Test(arguments: 0..<12)
  func `sections keep their ids through any history of edits`(seed: Int) async throws {
    let library = try Library()
    var story = Story(seed: seed)
    var ids: [Int: SectionID] = [:]
    var everSeen: Set<SectionID> = []
    for step in 0..<20 {
      try await library.store(["story.md": story.text])
      let outline = try library.outline("story.md")
      try #require(outline.count == story.chapters.count)
      for (chapter, section) in zip(story.chapters, outline) {
        if let id = ids[chapter.number] {
          #expect(id == section.id, "chapter \(chapter.number) at step \(step)")
        } else {
          #expect(everSeen.insert(section.id).inserted, "an id was used again")
        }
        ids[chapter.number] = section.id
      }
      for _ in 0...(step % 3) { story.edit() }
    }
    try library.expectSound()
  }

  @Test func `two libraries that read the same files agree`() async throws {
    let (one, other) = (try Library(), try Library())
    let text = Story(seed: 7).text
    try await other.store(["z.md": "# Other\n"])
    for library in [one, other] { try await library.store(["a.md": text]) }
    #expect(try one.outline("a.md").map(\.id) == other.outline("a.md").map(\.id))
  }

  @Test(arguments: [true, false])
  func `a file that comes back has its ids again`(edited: Bool) async throws {
    let library = try Library()
    var story = Story(seed: 3)
    try await library.store(["a.md": story.text])
    let before = try library.outline("a.md")
    try library.graph.remove(["lib/a.md"])
    #expect(try library.graph.document(at: "lib/a.md") == nil)
    #expect(try library.find(story.chapters[0].words[0]).total == 0)
    try library.expectSound()
    let first = story.chapters.map(\.number)
    if edited { for _ in 0..<3 { story.edit() } }
    let outcome = try await library.store(["a.md": story.text])
    #expect(outcome[0].change == .added)
    let after = try library.outline("a.md")
    for (chapter, section) in zip(story.chapters, after) {
      guard let position = first.firstIndex(of: chapter.number) else { continue }
      #expect(before[position].id == section.id)
    }
    try library.expectSound()
  }

  @Test func `a section that was deleted and is put back has its id again`() async throws {
    let library = try Library()
    try await library.store(["a.md": "# A\none\n# B\ntwo\n"])
    let before = try library.outline("a.md").map(\.id)
    try await library.store(["a.md": "# A\none\n"])
    try await library.store(["a.md": "# A\none\n# B\ntwo\n"])
    #expect(try library.outline("a.md").map(\.id) == before)
  }

  @Test func `an id is not given to another section of the same name`() async throws {
    let library = try Library()
    try await library.store(["a.md": "# A\none\n# B\nalpha beta gamma\n"])
    let before = try library.outline("a.md")[1].id
    try await library.store(["a.md": "# A\none\n"])
    try await library.store(["a.md": "# A\none\n# B\nquite different words here\n"])
    #expect(try library.outline("a.md")[1].id != before)
  }

  @Test func `a file under a new name keeps its ids`() async throws {
    let library = try Library()
    let text = Story(seed: 5).text
    try await library.store(["a.md": text, "b.md": "# Other\n"])
    let before = try library.outline("a.md").map(\.id)
    let outcome = try await library.store(["sub/c.md": text], gone: ["lib/a.md"])
    #expect(outcome[0].change == .renamed(from: "lib/a.md"))
    #expect(try library.outline("sub/c.md").map(\.id) == before)
    #expect(try library.graph.remove(["lib/a.md"]) == 0)
    #expect(try library.find("in:sub \(text.split(separator: " ")[2])").total == 1)
    try library.expectSound()
  }

  @Test func `two copies of a file that is gone do not share its ids`() async throws {
    let library = try Library()
    try await library.store(["a.md": "# A\ntext\n"])
    try await library.store(["b.md": "# A\ntext\n", "c.md": "# A\ntext\n"], gone: ["lib/a.md"])
    #expect(try library.outline("b.md")[0].id != library.outline("c.md")[0].id)
    try library.expectSound()
  }

  @Test func `a file is stored under one path only`() async throws {
    let library = try Library()
    let source = Source(path: "lib/a.md", text: "# A\n")
    let other = Source(path: "lib/link/a.md", text: "# A\n")
    let outcomes = try library.graph.store([
      await arrival(source, location: "/real/a.md"), await arrival(other, location: "/real/a.md"),
    ])
    #expect(outcomes.map(\.change) == [.added, .sameFile(as: "lib/a.md")])
    #expect(try library.graph.documents().map(\.path) == ["lib/a.md"])
  }
}
