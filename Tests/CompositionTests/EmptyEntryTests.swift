import Composition
import Sections
import Testing

/// An entry of which nothing is left makes no empty file, and is told.
@Suite struct EmptyEntryTests {
  private func code() throws -> Part {
    let bytes = Array("```sh\nls\n```\n".utf8)
    return try Given.part("a.md#run", bytes, [Outline.Node(0..<bytes.count, .code, title: "run")])
  }

  private func composed(_ slots: [String: [Recipe.Entry]], _ parts: [Part]) throws -> Composed {
    try Composer.compose(
      Given.template("skill"),
      Recipe(
        template: "skill", parameters: ["name": .text("n"), "description": .text("d")],
        slots: slots), parts: parts)
  }

  @Test(arguments: ["body", "references"], [nil, "Title"])
  func `a block of code of which prose is wanted`(slot: String, title: String?) throws {
    let part = try code()
    var entry = Recipe.Entry(part.address)
    (entry.only, entry.title) = ([.prose], title)
    let made = try composed([slot: [entry]], [part])
    #expect(made.files.map(\.path) == ["skills/n/SKILL.md"])
    #expect(try made.text("SKILL.md") == composed([:], []).text("SKILL.md"))
    let wanted = LooseEnd(
      path: "skills/n/SKILL.md", what: "a.md#run", why: "only: [prose] leaves nothing of it")
    #expect(made.unresolved == [wanted])
  }

  @Test func `a section with nothing in it`() throws {
    let blank = try Given.part("a.md#x", Array(" \n\n".utf8))
    let made = try composed(["references": [Recipe.Entry(blank.address)]], [blank])
    #expect(made.files.count == 1)
    #expect(made.unresolved.map(\.why) == ["there is no text in it"])
  }

  @Test func `a reference of code alone has a title all the same`() throws {
    let bytes = Array("# Run\ntext\n```sh\nls\n```\n".utf8)
    let part = try Given.part(
      "a.md#run", bytes,
      [
        Outline.Node(0..<bytes.count, .heading, title: "Run", level: 1),
        Outline.Node(11..<bytes.count, .code, title: "sh"),
      ])
    var entry = Recipe.Entry(part.address)
    entry.only = [.code]
    let made = try composed(["references": [entry]], [part])
    #expect(try made.text("references/run.md") == "# Run\n\n```sh\nls\n```\n")
    #expect(made.unresolved.isEmpty)
  }
}
