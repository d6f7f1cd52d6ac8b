package import Sections
import TreeSitter

/// Finds the tables of TOML, and the keys before the first of them.
package struct TOMLParser: SectionParser {
  package let id = "toml"
  package let version = 2
  package let claims: [Claim] = [.suffix(".toml")]

  /// A TOML parser.
  package init() {}

  package func outline(of source: Source) throws(ParseFailure) -> Outline {
    var reader = TOMLReader(try Syntax(source, as: .toml))
    return reader.outline()
  }
}
