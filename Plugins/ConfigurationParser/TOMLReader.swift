import Sections
import TreeSitter

/// Reads one TOML file's tree into an outline.
struct TOMLReader {
  private enum Kind: String, CaseIterable {
    case bareKey = "bare_key"
    case comment
    case dottedKey = "dotted_key"
    case pair
    case quotedKey = "quoted_key"
    case string
    case table
    case tableArray = "table_array_element"
  }

  private static let vocabulary = Vocabulary<Kind>(.toml)

  private let syntax: Syntax
  private var builder: OutlineBuilder
  private var words: PathWords
  /// How many tables each list has so far.
  private var counts: [String: Int] = [:]

  init(_ syntax: Syntax) {
    self.syntax = syntax
    builder = OutlineBuilder(syntax)
    words = PathWords(syntax.source)
  }

  /// The outline of the file.
  mutating func outline() -> Outline {
    let syntax = syntax
    syntax.walk { read($0) }
    var outline = builder.outline()
    outline.references = words.references
    return outline
  }

  /// Reads one node, and says whether to look inside.
  private mutating func read(_ node: SyntaxNode) -> Bool {
    switch TOMLReader.vocabulary[node] {
    case .pair where builder.scopes(at: node.range.lowerBound).isEmpty:
      guard let key = key(of: node) else { break }
      builder.define(.key, key, at: node.range, anchor: Entries.anchor(key))
    case .table:
      guard let key = key(of: node) else { break }
      let kind: SectionKind = key.contains(".") ? .entry : .key
      builder.define(kind, key, at: body(of: node), anchor: Entries.anchor(key))
    case .tableArray:
      guard let key = key(of: node) else { break }
      counts[key, default: 0] += 1
      let anchor = "\(Entries.anchor(key)).\(counts[key, default: 1])"
      builder.define(.entry, key, at: body(of: node), anchor: anchor)
    case .string: words.find(in: node.range)
    default: break
    }
    return true
  }

  private func key(of node: SyntaxNode) -> String? {
    for child in node.children {
      switch TOMLReader.vocabulary[child] {
      case .bareKey, .dottedKey, .quotedKey:
        return syntax.source.text(child.range.prefix(400)).replacing("\"", with: "")
      default: continue
      }
    }
    return nil
  }

  /// A table to its last key: comments after that belong to what follows.
  private func body(of table: SyntaxNode) -> Range<Int> {
    let last = table.children.last { TOMLReader.vocabulary[$0] != .comment && !$0.range.isEmpty }
    let end = last?.range.upperBound ?? table.range.upperBound
    return table.range.lowerBound..<end
  }
}
