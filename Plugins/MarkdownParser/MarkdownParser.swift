package import Sections

/// Reads Markdown: CommonMark with GitHub's tables, strikethrough, autolinks and task lists.
///
/// cmark-gfm reads the text; this module turns what it found into ranges of whole lines. Sections
/// are the frontmatter, the headings of the document itself (not those inside quotes, lists and
/// HTML) with what they rule, fenced code, and XML-like blocks.
package struct MarkdownParser: TokenizingParser {
  /// Larger files get no outline: the tree of cmark-gfm takes up to nine times the text.
  static let sizeLimit = 16 * 1024 * 1024

  package let id = "markdown"
  package let version = 5
  package let claims: [Claim] = MarkdownSuffix.all.map(Claim.suffix)

  /// The parser. There is nothing to set.
  package init() {}

  package func outline(of source: Source) throws(ParseFailure) -> Outline {
    let lines = try readLines(of: source)
    let frontmatter = source.frontmatter?.whole
    let body = frontmatter?.upperBound ?? source.byteOrderMark
    let cost = Cost(of: source.bytes, lines: lines, from: body)
    try cost.check()
    let document = try Document(of: source.bytes[body...], withTables: cost.allowsTables)
    var survey = Survey(source: source, lines: lines, firstLine: lines.line(at: body))
    document.walk { survey.visit($0, $1) }
    survey.findDefinitions()
    let sections = SectionBuilder(source: source, lines: lines, survey: survey)
    return Outline(
      sections.nodes(frontmatter: frontmatter), references: survey.references,
      landmarks: survey.landmarks,
      warnings: cost.allowsTables ? [] : ["its tables are too large, and were read as text"])
  }

  package func tokens(of source: Source) throws(ParseFailure) -> [Token] {
    Words.tokens(in: source.bytes, lines: try readLines(of: source))
  }

  private func readLines(of source: Source) throws(ParseFailure) -> LineTable {
    guard source.bytes.count <= MarkdownParser.sizeLimit else {
      throw .tooLarge(bytes: source.bytes.count, limit: MarkdownParser.sizeLimit)
    }
    return LineTable(source.bytes)
  }
}
