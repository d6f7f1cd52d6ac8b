import Examples
import Foundation
import MarkdownParser
import Sections
import Testing

/// The examples of the corpus files beside this file.
private func examples(_ name: String) -> [Example] {
  let url = Bundle.module.url(forResource: name, withExtension: "txt", subdirectory: "Examples")
  guard let url, let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
  return Example.all(in: text)
}

struct ExampleTests {
  @Test(arguments: ["headings", "frontmatter", "code", "blocks"])
  func `every corpus file is found`(name: String) {
    #expect(examples(name).count > 7)
  }

  @Test(arguments: examples("headings") + examples("frontmatter"))
  func `headings and frontmatter`(example: Example) throws { try check(example) }

  @Test(arguments: examples("code") + examples("blocks"))
  func `code and blocks`(example: Example) throws { try check(example) }

  private func check(_ example: Example) throws {
    let source = Source(path: "example.md", bytes: example.bytes)
    let outline = try MarkdownParser().outline(of: source)
    #expect(outline.diagram.trimmed == example.expected.trimmed)
    try outline.check(against: source)
  }

  @Test func `the rules for parsers hold on every example`() async {
    let files = ["headings", "frontmatter", "code", "blocks"].flatMap(examples)
    let sources = files.map { Source(path: "\($0.title).md", bytes: $0.bytes) }
    #expect(await Conformance.findings(for: MarkdownParser(), on: sources).isEmpty)
  }
}

extension String {
  /// Without white space at the end.
  fileprivate var trimmed: String {
    String(reversed().drop { $0.isWhitespace }.reversed())
  }
}
