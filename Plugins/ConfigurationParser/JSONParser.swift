package import Sections
import TreeSitter

/// Finds the keys of JSON, with comments or without: each key at the top with its value, and the
/// entries of hooks, servers and lists below it.
package struct JSONParser: SectionParser {
  package let id = "json"
  package let version = 2
  package let claims: [Claim] = [.suffix(".json"), .suffix(".jsonc"), .suffix(".json5")]

  /// A JSON parser.
  package init() {}

  package func outline(of source: Source) throws(ParseFailure) -> Outline {
    var reader = JSONReader(try Syntax(source, as: .json))
    return reader.outline()
  }
}
