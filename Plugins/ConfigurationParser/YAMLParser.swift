package import Sections

/// Finds the keys of YAML: each key at the top with its value, and the entries of hooks and
/// servers below it.
///
/// No grammar is needed for that: what belongs to a key at the margin is indented, or begins with
/// a hyphen or a closing bracket.
package struct YAMLParser: SectionParser {
  package let id = "yaml"
  package let version = 1
  package let claims: [Claim] = [.suffix(".yaml"), .suffix(".yml")]

  /// A YAML parser.
  package init() {}

  package func outline(of source: Source) -> Outline { YAMLReader(source).outline() }
}
