package import Sections
import TreeSitter

/// Finds in TypeScript and TSX what ``JavaScriptParser`` finds, and interfaces, types, enums and
/// namespaces.
package struct TypeScriptParser: TokenizingParser {
  package let id = "typescript"
  package let version = 2
  package let claims: [Claim] = [
    .suffix(".ts"), .suffix(".mts"), .suffix(".cts"), .suffix(".tsx"),
  ]

  /// A TypeScript parser.
  package init() {}

  package func outline(of source: Source) throws(ParseFailure) -> Outline {
    try ScriptReader.outline(of: source, as: script(for: source))
  }

  package func tokens(of source: Source) throws(ParseFailure) -> [Token] {
    let script = script(for: source)
    return try Syntax(source, as: script.grammar).tokens(by: script.tokens)
  }

  func script(for source: Source) -> Script {
    source.path.lowercased().hasSuffix(".tsx") ? .tsx : .typeScript
  }
}
