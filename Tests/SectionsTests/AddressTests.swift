import Sections
import Testing

@Suite struct Addresses {
  @Test(arguments: [
    ("pdf/SKILL.md#quick-start", "pdf/SKILL.md", "quick-start", 1, nil),
    ("pdf/SKILL.md#notes~2", "pdf/SKILL.md", "notes", 2, nil),
    ("./pdf/fill.py#Form.fill@1f3a9cde", "pdf/fill.py", "Form.fill", 1, "1f3a9cde"),
    ("a#b/c.md#d", "a#b/c.md", "d", 1, nil),
    ("pdf/", "pdf", nil, 1, nil),
    ("user@example/SKILL.md", "user@example/SKILL.md", nil, 1, nil),
    ("x.md#a~b", "x.md", "a~b", 1, nil),
    ("x.md#\u{FE0F}-notes~2", "x.md", "\u{FE0F}-notes", 2, nil),
    ("x.md#e@\u{301}@1f3a9cde", "x.md", "e@\u{301}", 1, "1f3a9cde"),
  ])
  func `are read as path, anchor, ordinal and pin`(
    text: String, path: String, anchor: String?, ordinal: Int, pin: String?
  ) throws {
    let address = try Address(text)
    #expect(address.path == path)
    #expect(address.anchor == anchor)
    #expect(address.ordinal == ordinal)
    #expect(address.pin == pin)
  }

  @Test func `may be the beginning of an id`() throws {
    let id = SectionID(path: "pdf/SKILL.md", fragment: "quick-start")
    let prefix = String(id.description.prefix(4))
    #expect(try Address(prefix).ids?.contains(id) == true)
    #expect(try Address("pdf/SKILL.md").ids == nil)
    #expect(try Address("\(prefix)@abcdef12").pin == "abcdef12")
  }

  @Test(arguments: ["", "#", "@abcdef"]) func `are refused when empty`(text: String) {
    #expect(throws: AddressFailure.empty) { try Address(text) }
  }
}

@Suite struct `Section ids` {
  @Test func `are read back from what they print`() {
    for number in 0..<200 {
      let id = SectionID(path: "a/\(number)", fragment: "x")
      #expect(SectionID(id.description) == id)
      #expect(id.description.count == 12)
    }
  }

  @Test func `differ by path, fragment and attempt`() {
    let ids = [
      SectionID(path: "a", fragment: "b"), SectionID(path: "a", fragment: "c"),
      SectionID(path: "ab", fragment: ""), SectionID(path: "a", fragment: "b", attempt: 1),
    ]
    #expect(Set(ids).count == 4)
  }

  @Test func `are the same on every machine`() {
    #expect(SectionID(path: "pdf/SKILL.md", fragment: "quick-start").description == "xwv42xtyv7ew")
  }
}

@Suite struct Anchors {
  @Test(arguments: [
    ("Quick start", "quick-start"), ("C++ & C#", "c--c"),
    ("`claude.md` — notes", "claudemd--notes"),
    ("Über uns", "über-uns"), ("snake_case", "snake_case"), ("!!!", "section"), ("日本語", "日本語"),
  ])
  func `are GitHub's`(title: String, slug: String) { #expect(Anchor.slug(title) == slug) }
}
