import Composition
import Examples
import MarkdownParser
import Sections
import Testing

/// What one part leaves open, another does not disappear in; and no heading jumps.
@Suite struct BlockScanTests {
  private func composed(_ entries: [Recipe.Entry], _ parts: [Part] = []) throws -> String {
    var recipe = Recipe(template: "t")
    recipe.slots["body"] = entries
    let template = try Given.template(text: "# {{name}}\n\n{{body}}\n")
    return try Composer.compose(template, recipe, parts: parts).text("out.md")
  }

  /// Words, and what closes them.
  private static let words = [
    ("```sh\nls", "\n```\n"), ("~~~~\nls\n~~~\n", "~~~~\n"), ("a\n<!-- b\n\nc\n", "-->\n"),
    ("<!--\n```\n", "-->\n"), ("```\n<!--\n", "```\n"), ("<pre>\n\nx\n", "</pre>\n"),
    ("<SCRIPT src=x>\n", "</script>\n"), ("<?php\n", "?>\n"), ("<!DOCTYPE\n", ">\n"),
    ("<![CDATA[\n", "]]>\n"), ("   ```\nls\n", "```\n"), ("- a\n\n```\nx\n", "```\n"),
    ("``` a`b\nls\n", ""), ("```\nls\n```\n", ""), ("```\nls\n    ```\n", "```\n"),
    ("<!-- a -->\n", ""), ("<!-->\n", ""), ("<!-- a\n\n--> b\n", ""), ("a <!-- b\n", ""),
    ("    ```\n", ""), ("\t<!--\n", ""), ("- ```\n  ls\n", ""), ("- a\n\n  ```\n  ls\n", ""),
    ("1. a\n   <!-- b\n", ""), ("> ```\n", ""), ("> <!-- b\n", ""), ("`` ``` ``\n", ""),
    ("<div>\n<!-- a\n", "-->\n"), ("<div>\n<!-- a\n\nb\n", "<!-- -->\n"),
    ("<!-- a --> <!-- b\n", "<!-- -->\n"), ("<div><!-- a --></div>\n\nb\n", ""),
    ("<div>\n<!--> a\n\nb\n", ""), ("<p><!-- a\n\n<p>-->\n\nb\n", ""),
    ("<div>\n", ""), ("<prefix>\n", ""), ("- - -\n  ```\n", "```\n"), ("``\n", ""),
  ]

  @Test(arguments: words)
  func `what words leave open is closed, and nothing else`(words: String, closer: String) throws {
    let after = try Given.section("b.md#y", "# Y\n")
    let text = try composed([Recipe.Entry(text: words), Recipe.Entry(after.address)], [after])
    let end = closer.hasPrefix("\n") || words.hasSuffix("\n") ? "" : "\n"
    #expect(text == "# t\n\n\(words)\(end)\(closer)\n## Y\n")
  }

  @Test(arguments: [
    ("# X\n<!-- open\n", "-->\n"), ("# X\n\n<style>\na {}\n\nb\n", "</style>\n"),
    ("# X\n<!-- shut -->\n", ""), ("# X\n- <!-- item\n", ""),
  ])
  func `a comment that a section leaves open is closed`(section: String, closer: String) throws {
    let open = try Given.section("a.md#x", section)
    let after = try Given.section("b.md#y", "# Y\n")
    let entries = [open, after].map { Recipe.Entry($0.address) }
    let text = try composed(entries, [open, after])
    #expect(text == "# t\n\n#\(section)\(closer)\n## Y\n")
  }

  @Test(arguments: [
    (1, "## Y"), (2, "## Y"), (3, "### Y"), (4, "#### Y"), (5, "#### Y"), (6, "#### Y"),
  ])
  func `a level is at most one below that of the heading before`(level: Int, line: String) throws {
    let before = try Given.section("a.md#x", "# X\n## Z\n")
    let after = try Given.section("b.md#y", "# Y\n")
    var entry = Recipe.Entry(after.address)
    entry.level = level
    let text = try composed([Recipe.Entry(before.address), entry], [before, after])
    #expect(text == "# t\n\n## X\n### Z\n\n\(line)\n")
  }

  @Test func `only one heading is the title of a text`() throws {
    let part = try Given.section("a.md#x", "# X\n## Z\n# V\n")
    let next = try Given.section("b.md#y", "# Y\n")
    let entries = [part, next].map { part in
      var entry = Recipe.Entry(part.address)
      entry.level = 1
      return entry
    }
    #expect(try composed(entries, [part, next]) == "# t\n\n## X\n### Z\n## V\n\n## Y\n")
    let template = try Given.template(text: "{{body}}\n")
    let made = try Given.composed(template, part, next) { $0.slots["body"] = entries }
    #expect(try made.text("out.md") == "# X\n## Z\n## V\n\n## Y\n")
    let words = try Given.composed(template, next) {
      $0.slots["body"] = [Recipe.Entry(text: "Words\n===\n\n## More\n"), entries[1]]
    }
    #expect(try words.text("out.md") == "Words\n===\n\n## More\n\n## Y\n")
  }

  @Test func `a first heading is no deeper than its slot says`() throws {
    let part = try Given.section("b.md#y", "# Y\n## Z\n")
    let template = try Given.template(text: "---\nname: t\n---\n\n{{body}}\n")
    let composed = try Given.composed(template, part) { $0.slots["body"]?[0].level = 6 }
    #expect(try composed.text("out.md") == "---\nname: t\n---\n\n## Y\n### Z\n")
    let skill = try Given.template("skill")
    var recipe = Recipe(
      template: "skill", parameters: ["name": .text("n"), "description": .text("d")])
    recipe.slots["references"] = [Recipe.Entry(part.address)]
    recipe.slots["references"]?[0].level = 6
    let made = try Composer.compose(skill, recipe, parts: [part])
    #expect(try made.text("references/h.md") == "# Y\n## Z\n")
  }

  private static let lines = [
    "# A", "## B ##", "   #### D", "####### no", "#no", "#", "Title", "===", "---", "  two", "```",
    "```sh", "~~~", "````", "    # code", "\t```", "> # quoted", "> ```", "- item", "- # in item",
    "  # under item", "  ```", "   ~~~", "1. one", "10) ten", "***", "- - -", "", "", "", "text",
    "<div>", "</div>", "<!-- a", "-->", "<!-- b -->", "- <!-- c", "> <!-- d", "  <!-- e", "<pre>",
    "</pre>", "<?x", "?>", "text <!--", "``` `", "<script>", "</SCRIPT> x",
    "<div> <!-- f", "<p>-->", "--> <!-- g",
  ]

  /// cmark-gfm is asked what the words hold, alone and in what was composed.
  @Test(arguments: 0..<1500)
  func `no words swallow what follows them`(seed: UInt64) async throws {
    var dice = Dice(seed: seed)
    let words = (0..<Int.random(in: 1...10, using: &dice))
      .map { _ in (Self.lines.randomElement(using: &dice) ?? "") + "\n" }.joined()
    let after = try Given.section("b.md#y", "# After\n")
    var entry = Recipe.Entry(after.address)
    entry.level = 6
    let text = try composed([Recipe.Entry(text: words), entry], [after])
    let registry = ParserRegistry([MarkdownParser()])
    func headings(_ text: String) async -> [Outline.Node] {
      await registry.read(Source(path: "x.md", text: text)).outline.nodes
        .filter { $0.level != nil }
    }
    let alone = await headings("# t\n\n\(words)")
    let found = await headings(text)
    #expect(found.map(\.title) == alone.map(\.title) + ["After"], "\(text)")
    #expect(found.last?.level == min(6, (alone.last?.level ?? 0) + 1), "\(text)")
  }
}
