package import Sections
import TreeSitter

/// Finds functions, classes and methods in Python, however deep, with their decorators and the
/// comments above them; imports; and calls.
package struct PythonParser: TokenizingParser {
  package let id = "python"
  package let version = 1
  package let claims: [Claim] = [
    .suffix(".py"), .suffix(".pyi"), .suffix(".pyw"), .interpreter("python"),
  ]

  private static let tokenTable = TokenTable(
    .python, identifiers: ["identifier"],
    literals: ["string", "integer", "float", "true", "false", "none", "ellipsis"])

  /// A Python parser.
  package init() {}

  package func outline(of source: Source) throws(ParseFailure) -> Outline {
    var reader = PythonReader(try Syntax(source, as: .python))
    return reader.outline()
  }

  package func tokens(of source: Source) throws(ParseFailure) -> [Token] {
    try Syntax(source, as: .python).tokens(by: PythonParser.tokenTable)
  }
}
