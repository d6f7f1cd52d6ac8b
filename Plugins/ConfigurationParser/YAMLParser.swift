package import Sections
import TreeSitter

/// Finds the keys of YAML: each key at the top of a document with its value, and the entries of
/// hooks, servers and lists below it.
package struct YAMLParser: SectionParser {
  package let id = "yaml"
  package let version = 2
  package let claims: [Claim] = [.suffix(".yaml"), .suffix(".yml")]

  /// A YAML parser.
  package init() {}

  package func outline(of source: Source) throws(ParseFailure) -> Outline {
    var reader = YAMLReader(try Syntax(source, as: .yaml))
    return reader.outline()
  }
}
