import Composition
import Foundation
import Sections
import Testing

/// A recipe may put words of its author's between sections, and take the code of one alone.
@Suite struct WordsTests {
  private func part() throws -> Part {
    let text = "# A\n\nbefore\n\n```sh\none\n```\n\nbetween\n\n```\ntwo\n```\n\nafter\n"
    let bytes = Array(text.utf8)
    func block(_ start: String, _ length: Int) throws -> Range<Int> {
      let offset = try #require(text.range(of: start)?.lowerBound.utf16Offset(in: text))
      return offset..<offset + length
    }
    return try Given.part(
      "a.md#a", bytes,
      [
        Outline.Node(0..<bytes.count, .heading, title: "A", level: 1),
        Outline.Node(try block("```sh", 14), .code, title: "sh"),
        Outline.Node(try block("```\ntwo", 12), .code, title: ""),
      ])
  }

  private func text(_ entries: [Recipe.Entry], slot: String = "body") throws -> (String, Composed) {
    let template = try Given.template(text: "{{body}}\n")
    let recipe = Recipe(template: template.name, slots: [slot: entries])
    let composed = try Composer.compose(template, recipe, parts: [try part()])
    return (composed.files[0].draft.text, composed)
  }

  @Test func `words stand between sections, and are the recipe's`() throws {
    let address = try Address("a.md#a")
    let (text, composed) = try text([
      Recipe.Entry(text: "First {{of}} all.\n"), Recipe.Entry(address, children: false),
      Recipe.Entry(text: "## Last"),
    ])
    #expect(text.hasPrefix("First {{of}} all.\n\n## A\n") && text.hasSuffix("after\n\n## Last\n"))
    #expect(composed.files[0].draft.origin(at: 0) == .recipe)
    #expect(composed.files[0].placements.count == 1)
  }

  @Test func `code or prose alone is taken`() throws {
    var entry = Recipe.Entry(try Address("a.md#a"))
    entry.only = [.code]
    #expect(try text([entry]).0 == "```sh\none\n```\n\n```\ntwo\n```\n")
    entry.only = [.prose]
    #expect(try text([entry]).0 == "## A\n\nbefore\n\nbetween\n\nafter\n")
    let all = try text([Recipe.Entry(try Address("a.md#a"))]).0
    entry.only = [.prose, .code]
    #expect(try text([entry]).0 == all)
  }

  @Test func `both survive being written and read`() throws {
    var entry = Recipe.Entry(try Address("a.md#a"), title: "T")
    entry.only = [.code]
    let words = ["plain\n", "no end", "\n lead\n", "a\n\n\n", "# x\n\n  y: [\n", "\u{7}\n", ""]
    let recipe = Recipe(
      template: "t", slots: ["s": [entry] + words.map { Recipe.Entry(text: $0) }])
    #expect(try Recipe(Array(recipe.text.utf8), file: "r") == recipe)
    #expect(recipe.addresses == [entry.address])
  }

  @Test func `words need a text to stand in`() throws {
    let template = try Given.template(
      text: "{{body}}\n",
      slot: "  - { name: refs, help: r, lands: reference, path: \"r/{{slug}}.md\" }")
    let recipe = Recipe(template: template.name, slots: ["refs": [Recipe.Entry(text: "x")]])
    #expect(throws: CompositionFailure.self) {
      try Composer.compose(template, recipe, parts: [])
    }
  }
}
