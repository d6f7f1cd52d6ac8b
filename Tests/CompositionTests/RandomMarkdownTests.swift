import Composition
import Examples
import MarkdownParser
import Sections
import Testing

/// Headings of Markdown made up at random, as cmark-gfm reads them before and after composing.
@Suite struct RandomMarkdownTests {
  private static let lines = [
    "# A", "## B ##", "### C #", "   #### D", "##### E\\#", "###### F", "####### no", "#no", "#",
    "##\tT\t##", "Title", "===", "---", "  two", "```", "```sh", "~~~", "````", "    # code",
    "\t# code", "> # quoted", "> text", "- item", "- # in item", "  # under item", "1. one", "***",
    "", "", "", "text", "text  ", "text # text", "| a | b |", "|---|---|", "<div>", "</div>",
    "# `code` *em* [l](x.md)", "[r]: x.md", "\\# no", "&#35; no", "=", "-", "  ---", "é ü #",
    "# A", "## A", "<b>x</b>", "+ plus", "# #", "## \\", "Setext #", "Setext \\#",
    "<!-- a", "-->", "<!-- b -->", "- <!-- c", "> <!-- d", "<pre>", "</pre>",
  ]

  @Test(arguments: 0..<1000)
  func `headings are the same, one level under the other`(seed: UInt64) async throws {
    var dice = Dice(seed: seed)
    let ending = ["\n", "\n", "\r\n", "\r"].randomElement(using: &dice) ?? "\n"
    let registry = ParserRegistry([MarkdownParser()])
    let template = try Given.template(text: "# {{name}}\n\n{{body}}\n")
    var (parts, titles): ([Part], [String]) = ([], ["t"])
    for number in 0..<3 {
      let text = (0..<Int.random(in: 1...14, using: &dice))
        .map { _ in Self.lines.randomElement(using: &dice) ?? "" }.joined(separator: ending)
        .replacing("[r]", with: "[r\(number)]")
      let reading = await registry.read(Source(path: "\(number).md", text: text))
      let headings = reading.cuts.indices.filter { reading.cuts[$0].kind == .heading }
      guard let index = headings.randomElement(using: &dice) else { continue }
      let cut = reading.cuts[index]
      parts.append(
        Part(
          address: try Address("\(number).md#\(cut.fragment)"), id: nil, source: reading.source,
          cuts: reading.cuts, index: index))
      titles += reading.cuts.filter { $0.level != nil && cut.range.contains($0.range.lowerBound) }
        .map(\.title)
    }
    var recipe = Recipe(template: "t")
    recipe.slots["body"] = parts.map { Recipe.Entry($0.address) }
    let composed = try Composer.compose(template, recipe, parts: parts)
    let text = try composed.text("out.md")
    let nodes = await registry.read(Source(path: "out.md", text: text)).outline.nodes
      .filter { $0.level != nil }
    // A label whose definition stayed behind is shown with its brackets.
    func bare(_ title: String) -> String { title.filter { !"[]".contains($0) } }
    #expect(
      nodes.map { bare($0.title) } == titles.map(bare), "\(parts.map(\.passage.bytes)) → \(text)")
    for (before, after) in zip(nodes, nodes.dropFirst()) {
      #expect((after.level ?? 0) <= (before.level ?? 0) + 1, "\(text)")
      #expect(after.level != 1, "\(text)")
    }
  }
}
