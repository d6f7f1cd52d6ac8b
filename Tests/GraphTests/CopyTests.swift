import Graph
import Sections
import Testing

/// Sections are found by what they say, now or once.
@Suite struct CopyTests {
  private func cut(_ text: String) async throws -> Cut {
    let source = Source(path: "copy.md", text: text)
    let outline = try await LineParser().outline(of: source)
    return try #require(outline.cuts(of: source).first)
  }

  @Test func `sections of the same bytes are found, those that have them now first`() async throws {
    let library = try Library()
    try await library.store(["a.md": "# One\ntext\n", "b.md": "# One\ntext\n", "c.md": "# One\n"])
    let copy = try await cut("# One\ntext\n")
    #expect(try library.graph.sections(like: copy).map(\.path) == ["lib/a.md", "lib/b.md"])
    try await library.store(["a.md": "# One\nother\n"])
    #expect(try library.graph.sections(like: copy).map(\.path) == ["lib/b.md"])
    try await library.store(["b.md": "# One\nother\n"])
    let past = try library.graph.sections(like: copy)
    #expect(past.map(\.path) == ["lib/a.md", "lib/b.md"] && past.allSatisfy { !$0.isCurrent })
    // What is gone is no source.
    _ = try library.graph.remove(["lib/a.md"])
    #expect(try library.graph.sections(like: copy).map(\.path) == ["lib/b.md"])
    #expect(try library.graph.sections(like: try await cut("# Two\n")).isEmpty)
  }

  @Test func `sections of a title are found with what they were`() async throws {
    let library = try Library()
    for text in ["one", "two", "three"] { try await library.store(["a.md": "# One\n\(text)\n"]) }
    let (present, past) = try library.graph.sections(titled: "One")
    #expect(present.map(\.cut.range.count) == [12])
    #expect(past.map(\.cut.range.count) == [10, 10] && past.allSatisfy { !$0.isCurrent })
    #expect(try library.graph.sections(namedLike: "Ones") == ["lib/a.md#one"])
    #expect(try library.graph.sections(namedLike: "Quite another").isEmpty)
  }
}
