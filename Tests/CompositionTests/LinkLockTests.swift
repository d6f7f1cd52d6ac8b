import Composition
import Sections
import Testing

/// The lock of files whose author linked sections in them.
@Suite struct LinkLockTests {
  private func link(_ start: Int, _ end: Int, _ part: Part, level: Int? = nil) -> Lock.Range {
    Lock.Range(part, at: start..<end, level: level)
  }

  @Test func `links are read as they were written, beside all else`() throws {
    let part = try Given.section("a/\"b\".md#x", "# X\ntext\n")
    var lock = Lock()
    lock.links["skills/a/SKILL.md"] = Lock.Links(
      hash: ContentHash(of: []), blob: "0123",
      sections: [link(9, 12, part), link(1, 5, part, level: 3)])
    lock.checkouts["b"] = Lock.Checkout(source: "lib/b", hash: ContentHash(of: [1]))
    let read = try Lock(Array(lock.text.utf8))
    #expect(read == lock && read.text == lock.text)
    #expect(read.links["skills/a/SKILL.md"]?.sections.map(\.level) == [3, nil])
    lock.links = [:]
    #expect(!lock.text.contains("links"))
  }

  @Test func `a file that a recipe makes has no links of its own`() throws {
    let part = try Given.section("a.md#x", "# X\ntext\n")
    let composed = try Given.composed(Given.template(text: "# {{name}}\n\n{{body}}\n"), part)
    var lock = Lock()
    for path in ["skills/t/out.md", "skills/t/other.md"] {
      lock.links[path] = Lock.Links(
        hash: ContentHash(of: []), blob: "0123", sections: [link(1, 5, part)])
    }
    lock.record(composed, recipe: "r")
    #expect(lock.links.keys.sorted() == ["skills/t/other.md"])
  }

  @Test(arguments: [(5, 5), (7, 4), (-1, 4), (3, 8)])
  func `places that cannot be are refused`(start: Int, end: Int) throws {
    let part = try Given.section("a.md#x", "# X\ntext\n")
    var lock = Lock()
    lock.links["a.md"] = Lock.Links(
      hash: ContentHash(of: []), blob: "", sections: [link(1, 5, part), link(6, 9, part)])
    let text = lock.text.replacing(
      "\"start\": 6, \"end\": 9", with: "\"start\": \(start), \"end\": \(end)")
    #expect(throws: CompositionFailure.self) { try Lock(Array(text.utf8)) }
  }

  @Test func `a copy is the section as it is, or as composing would put it there`() throws {
    let part = try Given.section("a.md#x", "\n# X\ntext\n\n### Y\n\n")
    #expect(part.copied(into: "b.md", level: nil)?.bytes == Array("# X\ntext\n\n### Y".utf8))
    let lower = try #require(part.copied(into: "b.md", level: 4))
    #expect(lower.bytes == Array("#### X\ntext\n\n##### Y".utf8))
    #expect(lower.spans.last?.range.upperBound == lower.bytes.count)
    #expect(part.copied(into: "b.py", level: nil) == nil)
    #expect(part.copied(into: "b.py", level: 2) == nil)
    #expect(try Given.section("a.md#x", "\n \n").copied(into: "b.md", level: nil) == nil)
  }
}
