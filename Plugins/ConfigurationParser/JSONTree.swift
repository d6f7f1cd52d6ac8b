import Sections
import TreeSitter

/// The values of one JSON file.
struct JSONTree: ValueTree {
  /// The nodes that matter.
  enum Kind: String, CaseIterable {
    case array
    case content = "string_content"
    case document
    case object
    case pair
    case string
  }

  /// The grammar's names for them.
  static let vocabulary = Vocabulary<Kind>(.json)

  let syntax: Syntax

  func shape(of node: SyntaxNode) -> ValueShape {
    switch JSONTree.vocabulary[node] {
    case .object: .mapping
    case .array: .list
    default: .scalar
    }
  }

  func members(of node: SyntaxNode, upTo end: Int) -> [Member] {
    switch shape(of: node) {
    case .mapping: bracketed(node).map { member($0.node, at: $0.range) }
    case .list: bracketed(node).map { Member(value: $0.node, range: $0.range) }
    case .scalar: []
    }
  }

  /// The member that `pair` is.
  func member(_ pair: SyntaxNode, at range: Range<Int>) -> Member {
    Member(key: pair.child("key"), value: pair.child("value"), range: range)
  }

  func text(of node: SyntaxNode) -> String {
    let text = syntax.source.text(node.range.prefix(400))
    return JSONTree.vocabulary[node] == .string ? String(text.dropFirst().dropLast()) : text
  }
}
