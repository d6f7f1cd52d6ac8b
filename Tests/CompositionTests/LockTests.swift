import Composition
import Sections
import Testing

@Suite struct LockTests {
  private func composed(_ text: String) throws -> Composed {
    try Given.composed(
      Given.template(text: "# {{name}}\n\n{{body}}\n"), Given.section("a/\"b\".md#x", text))
  }

  @Test func `a lock says which bytes come from which section`() throws {
    let composed = try composed("# X\ntext\n")
    var lock = Lock()
    lock.record(composed, recipe: "r")
    let file = try #require(lock.files["skills/t/out.md"])
    let range = try #require(file.sections.first)
    let bytes = composed.files[0].draft.bytes
    #expect(String(decoding: bytes[range.start..<range.end], as: UTF8.self) == "## X\ntext\n")
    #expect(range.address == "a/\"b\".md#x")
    #expect(file.hash == ContentHash(of: bytes))
    #expect(try Lock(Array(lock.text.utf8)) == lock)
  }

  @Test func `a lock knows where every byte comes from, whatever kind that is`() throws {
    let template = try Given.template(text: "# {{name}}\n\n{{body}}\n\nEnd.\n")
    let parts = [
      try Given.section("a.md#x", "### X\ntext\n#### Y\nmore\n"),
      try Given.section("b.md#z", "# Z\n"),
    ]
    let composed = try Given.composed(template, parts[0], parts[1]) { recipe in
      recipe.slots["body"]?[1].title = "Another"
    }
    var lock = Lock()
    lock.record(composed, recipe: "r")
    lock.keep("skills/t/out.md", as: "0123")
    let read = try Lock(Array(lock.text.utf8))
    #expect(read == lock)
    let file = try #require(read.files["skills/t/out.md"])
    #expect(file.origins == composed.files[0].draft.spans)
    #expect(file.blob == "0123")
    #expect(file.origins?.last?.range.upperBound == composed.files[0].draft.bytes.count)
    let kinds = Set(
      (file.origins ?? []).map { span in
        switch span.origin {
        case .template: "template"
        case .section: "section"
        case .recipe: "recipe"
        case .glue: "glue"
        }
      })
    #expect(kinds == ["template", "section", "recipe", "glue"])
  }

  @Test func `a lock from before origins were kept is read`() throws {
    var lock = Lock()
    lock.record(try composed("# X\none\n"), recipe: "r")
    let lines = lock.text.split(separator: "\n")
    let start = try #require(lines.firstIndex { $0.contains("\"templates\"") })
    let end = try #require(lines.lastIndex { $0 == "      ]" })
    let old =
      (lines[..<start].dropLast() + [lines[start - 1].replacing("],", with: "]")]
      + lines[(end + 1)...]).joined(separator: "\n")
    let read = try Lock(Array(old.utf8))
    #expect(read.files.values.map(\.sections) == lock.files.values.map(\.sections))
    #expect(read.files.values.first?.origins == nil)
    let odd = lock.text.replacing("\"origins\": [", with: "\"origins\": [\"3x\",")
    #expect(throws: CompositionFailure.self) { try Lock(Array(odd.utf8)) }
  }

  @Test func `recording again replaces what the recipe made`() throws {
    var lock = Lock()
    lock.record(try composed("# X\none\n"), recipe: "r")
    let first = lock.text
    lock.record(try composed("# X\ntwo\n"), recipe: "r")
    #expect(lock.text != first)
    lock.record(try composed("# X\none\n"), recipe: "r")
    #expect(lock.text == first)
    lock.remove(recipe: "r")
    #expect(lock == Lock())
    #expect(lock.text == "{\n  \"files\": {}\n}\n")
  }

  @Test func `a lock says where files were checked out from, a line for each`() throws {
    var lock = Lock()
    lock.record(try composed("# X\none\n"), recipe: "r")
    let before = lock.text
    for name in ["b \"c\"", "a"] {
      lock.checkouts["skills/\(name).md"] = Lock.Checkout(
        source: "lib/\(name).md", hash: ContentHash(of: name.utf8))
    }
    #expect(try Lock(Array(lock.text.utf8)) == lock)
    let lines = lock.text.split(separator: "\n").filter { $0.contains("\"source\"") }
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("    \"skills/a.md\": {\"source\": \"lib/a.md\""))
    lock.checkouts = [:]
    #expect(lock.text == before)
  }

  @Test func `what is no lock is refused`() {
    #expect(throws: CompositionFailure.self) { try Lock(Array("{}".utf8)) }
    #expect(throws: CompositionFailure.self) { try Lock(Array("files:".utf8)) }
  }
}
