import MarkdownParser
import Sections
import Testing

struct WordTests {
  @Test(arguments: [
    ("# A *bold* `code_span` word", "A bold code_span word"),
    ("1. first\n12) second\n3.5 stays", "first second 3 5 stays"),
    ("> - don't re-use _that_ -x-", "don't re-use that x"),
    ("<example kind=\"a\">text</example>", "kind a text"),
    ("Größe – “naïve” … 漢字", "Größe naïve 漢字"), ("", ""), ("***\n```\n", ""),
  ])
  func `words without their markup`(text: String, expected: String) throws {
    let source = Source(path: "a.md", text: text)
    let tokens = try MarkdownParser().tokens(of: source)
    #expect(tokens.map { source.text($0.range) }.joined(separator: " ") == expected)
    #expect(tokens.allSatisfy { $0.kind == .word })
  }

  @Test func `words are in order and in bounds, whatever the bytes`() throws {
    let bytes = (0..<60_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 9) }
    let tokens = try MarkdownParser().tokens(of: Source(path: "a.md", bytes: bytes))
    #expect(tokens.count > 1000)
    var end = 0
    for token in tokens {
      #expect(token.range.lowerBound >= end && !token.range.isEmpty)
      end = token.range.upperBound
    }
    #expect(end <= bytes.count)
  }
}
