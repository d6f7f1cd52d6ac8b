import Composition
import Sections
import Testing

@Suite struct HeadingTests {
  /// What becomes of a section at level 2: its bytes, the headings in them, and the result.
  struct Case: CustomStringConvertible, Sendable {
    let description: String
    let before: String
    let headings: [Part.Heading]
    let after: String

    init(_ description: String, _ before: String, _ headings: [(Int, Int)], _ after: String) {
      self.description = description
      self.before = before
      self.headings = headings.map { Part.Heading(start: $0.0, level: $0.1) }
      self.after = after
    }
  }

  static let cases = [
    Case(
      "deeper headings follow", "# A\n## B\n### C\n", [(0, 1), (4, 2), (9, 3)],
      "## A\n### B\n#### C\n"),
    Case(
      "a jump is closed", "# A\n#### B\n## C\n", [(0, 1), (4, 4), (11, 2)],
      "## A\n### B\n### C\n"),
    Case(
      "six is the deepest", "# A\n## B\n### C\n#### D\n##### E\n###### F\n",
      [(0, 1), (4, 2), (9, 3), (15, 4), (22, 5), (30, 6)],
      "## A\n### B\n#### C\n##### D\n###### E\n###### F\n"),
    Case("a level that is right already is left alone", "##\tA ##\n", [(0, 2)], "##\tA ##\n"),
    Case("closing marks stay", "# A #\n", [(0, 1)], "## A #\n"),
    Case(
      "only a heading that begins a section loses its indentation", "   # A\n  ## B\n",
      [(0, 1), (7, 2)], "## A\n  ### B\n"),
    Case("link definitions above a title", "[r]: x 'y'\n A\n=\n", [(0, 1)], "[r]: x 'y'\n## A\n"),
    Case("an empty heading", "#\n", [(0, 1)], "##\n"),
    Case("an underlined heading", "A\n=\n\ntext\n", [(0, 1)], "## A\n\ntext\n"),
    Case("an underlined heading at its level", "A\n---\n", [(0, 2)], "A\n---\n"),
    Case("an underlined heading of two lines", "A\n  b  \n===\n", [(0, 1)], "## A b\n"),
    Case("an underlined heading that ends in #", "C #\n===\n", [(0, 1)], "## C \\#\n"),
    Case("C# needs no escape", "C#\n===\n", [(0, 1)], "## C#\n"),
    Case("CR LF stays", "# A\r\ntext\r\n", [(0, 1)], "## A\r\ntext\r\n"),
    Case("what is no heading is left alone", "# A\n# not one\n", [(0, 1)], "## A\n# not one\n"),
    Case("a heading in a quotation is left alone", "> # A\n", [(0, 1)], "> # A\n"),
    Case("a byte order mark goes", "\u{FEFF}# A\n", [(0, 1)], "## A\n"),
  ]

  @Test(arguments: cases)
  func `headings are re-levelled`(example: Case) throws {
    var part = try Given.part("a.md#a", Array(example.before.utf8))
    part.headings = example.headings
    part.kind = .heading
    let template = try Given.template(text: "{{body}}\n")
    #expect(try Given.composed(template, part).text("out.md") == example.after)
  }
}
