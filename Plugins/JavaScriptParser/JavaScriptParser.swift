package import Sections
import TreeSitter

/// Finds functions, classes and their members in JavaScript with JSX, however they are bound to
/// their names, with the comments above them; imports; and calls.
package struct JavaScriptParser: TokenizingParser {
  package let id = "javascript"
  package let version = 2
  package let claims: [Claim] = [
    .suffix(".js"), .suffix(".mjs"), .suffix(".cjs"), .suffix(".jsx"), .interpreter("node"),
    .interpreter("nodejs"), .interpreter("bun"), .interpreter("deno"),
  ]

  /// A JavaScript parser.
  package init() {}

  package func outline(of source: Source) throws(ParseFailure) -> Outline {
    try ScriptReader.outline(of: source, as: .javaScript)
  }

  package func tokens(of source: Source) throws(ParseFailure) -> [Token] {
    try Syntax(source, as: .javascript).tokens(by: Script.javaScript.tokens)
  }
}
