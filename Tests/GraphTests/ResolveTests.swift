import Graph
import Sections
import Testing

@Suite struct ResolveTests {
  private func library() async throws -> Library {
    let library = try Library()
    try await library.store([
      "pdf/SKILL.md": "# Start\none\n# Notes\ntwo\n# Notes\nthree\n", "pdf/forms.md": "# Fields\n",
      "doc/SKILL.md": "# Start\nfour\n", "story.md": Story(seed: 11).text,
    ])
    let skill = Component(kind: .skill, name: "pdf", path: "lib/pdf", entry: "lib/pdf/SKILL.md")
    try library.graph.setComponents(
      of: library.root, [skill], membership: ["lib/pdf/SKILL.md": "lib/pdf"])
    return library
  }

  @Test func `every printed name of a section leads back to it`() async throws {
    let library = try await library()
    for document in try library.graph.documents() {
      let outline = try library.graph.outline(of: document)
      let short = try library.graph.shortIDs(for: outline.map(\.id))
      for section in outline {
        let name = try #require(short[section.id])
        #expect(name.count >= 4)
        #expect(try library.section(name) == section)
        #expect(try library.section(section.id.description) == section)
        #expect(try library.section(section.address) == section)
        #expect(try library.section("\(name)@\(section.cut.hash.short)") == section)
      }
    }
  }

  @Test func `a short id is no name of a file`() async throws {
    let library = try await library()
    let section = try library.outline("doc/SKILL.md")[0]
    let short = try library.graph.shortID(for: section.id)
    try await library.store(["\(short)": "a file of that name"])
    let longer = try library.graph.shortID(for: section.id)
    #expect(longer.count == short.count + 1)
    #expect(try library.section(longer) == section)
  }

  @Test func `files and components answer to the ends of their paths`() async throws {
    let library = try await library()
    let file = try library.document("pdf/forms.md")
    for name in ["forms.md", "pdf/forms.md", "lib/pdf/forms.md", "./pdf/forms.md"] {
      #expect(try library.graph.resolve(Address(name)) == .document(file))
    }
    let pdf = try #require(try library.graph.component(at: "lib/pdf"))
    for name in ["pdf", "lib/pdf", "pdf/"] {
      #expect(try library.graph.resolve(Address(name)) == .component(pdf))
    }
    #expect(try library.section("pdf#notes~2").cut.ordinal == 2)
    #expect(try library.section("#fields").path == "lib/pdf/forms.md")
  }

  @Test func `what is ambiguous or unknown says what was meant`() async throws {
    let library = try await library()
    #expect(throws: AddressFailure.self) { try library.section("SKILL.md") }
    do {
      _ = try library.section("SKILL.md#start")
      Issue.record("two sections answer")
    } catch AddressFailure.ambiguous(_, let candidates) {
      #expect(candidates.count == 2)
      #expect(
        try candidates.allSatisfy { candidate in
          let id = String(candidate.prefix { $0 != " " })
          return candidate.hasSuffix(try library.section(id).address)
        })
    }
    #expect(throws: AddressFailure.unknown("forms.m", similar: ["lib/pdf/forms.md"])) {
      try library.section("forms.m")
    }
    #expect(throws: AddressFailure.unknown("forms.md#field", similar: ["lib/pdf/forms.md#fields"]))
    {
      try library.section("forms.md#field")
    }
    #expect(throws: AddressFailure.notASection("pdf")) { try library.section("pdf") }
  }

  @Test func `a pin leads to what was, even of what is gone`() async throws {
    let library = try Library()
    try await library.store(["a.md": "# A\none\n# B\ntwo\n"])
    let old = try library.outline("a.md")
    try await library.store(["a.md": "# A\nedited\n"])
    for section in old {
      for name in [section.id.description, "a.md#\(section.cut.anchor)"] {
        let pinned = try library.section("\(name)@\(section.cut.hash.short)")
        #expect(pinned.id == section.id)
        #expect(!pinned.isCurrent)
        let bytes = try #require(try library.graph.bytes(of: pinned))
        #expect(ContentHash(of: bytes) == section.cut.hash)
      }
    }
    #expect(throws: AddressFailure.noSuchVersion("a.md#a@123456789a", pin: "123456789a")) {
      try library.section("a.md#a@123456789a")
    }
    #expect(try library.graph.history(of: library.outline("a.md")[0]).map(\.id) == [old[0].id])
  }

  @Test func `neighbours`() async throws {
    let library = try Library()
    try await library.store(["a.md": "# A\n## B\n### C\n## D\n# E\n"])
    let all = try library.outline("a.md")
    #expect(try library.graph.children(of: all[0]) == [all[1], all[3]])
    #expect(try library.graph.parent(of: all[2]) == all[1])
    #expect(try library.graph.parent(of: all[0]) == nil)
    #expect(try library.graph.next(after: all[1]) == all[3])
    #expect(try library.graph.next(after: all[2]) == all[3])
    #expect(try library.graph.next(after: all[4]) == nil)
  }
}
