import Sections
import TreeSitter

/// The values of one YAML file.
struct YAMLTree: ValueTree {
  /// The nodes that matter.
  enum Kind: String, CaseIterable {
    case anchor
    case blockMapping = "block_mapping"
    case blockNode = "block_node"
    case blockPair = "block_mapping_pair"
    case blockScalar = "block_scalar"
    case blockSequence = "block_sequence"
    case comment
    case document
    case doubleQuoted = "double_quote_scalar"
    case flowMapping = "flow_mapping"
    case flowNode = "flow_node"
    case flowPair = "flow_pair"
    case flowSequence = "flow_sequence"
    case item = "block_sequence_item"
    case plain = "string_scalar"
    case reservedDirective = "reserved_directive"
    case singleQuoted = "single_quote_scalar"
    case stream
    case tag
    case tagDirective = "tag_directive"
    case versionDirective = "yaml_directive"
  }

  /// The grammar's names for them.
  static let vocabulary = Vocabulary<Kind>(.yaml)

  let syntax: Syntax

  func shape(of node: SyntaxNode) -> ValueShape {
    switch content(of: node).flatMap({ YAMLTree.vocabulary[$0] }) {
    case .blockMapping, .flowMapping: .mapping
    case .blockSequence, .flowSequence: .list
    default: .scalar
    }
  }

  func members(of node: SyntaxNode, upTo end: Int) -> [Member] {
    guard let collection = content(of: node) else { return [] }
    switch YAMLTree.vocabulary[collection] {
    case .blockMapping, .blockSequence: return lines(of: collection, upTo: end)
    case .flowMapping: return bracketed(collection).map { member($0.node, at: $0.range) }
    case .flowSequence:
      return bracketed(collection).map { Member(value: $0.node, range: $0.range) }
    default: return []
    }
  }

  /// The member that a pair, a key on its own or an item is.
  func member(_ node: SyntaxNode, at range: Range<Int>) -> Member {
    switch YAMLTree.vocabulary[node] {
    case .blockPair, .flowPair:
      Member(key: node.child("key"), value: node.child("value"), range: range)
    case .item:
      Member(value: node.namedChildren.last { YAMLTree.vocabulary[$0] != .comment }, range: range)
    default: Member(key: node, range: range)
    }
  }

  func text(of node: SyntaxNode) -> String {
    guard let content = content(of: node) else { return "" }
    let text = syntax.source.text(content.range.prefix(400))
    switch YAMLTree.vocabulary[content] {
    case .doubleQuoted, .singleQuoted: return String(text.dropFirst().dropLast())
    default: return text
    }
  }

  /// The members of a block: each down to the next, or to the comments directly above the next.
  private func lines(of block: SyntaxNode, upTo end: Int) -> [Member] {
    let nodes = block.children.filter {
      YAMLTree.vocabulary[$0] == .item || $0.child("key") != nil
    }
    let starts = nodes.map { syntax.wholeLinesWithComments($0.range).lowerBound }
    return nodes.indices.map { index in
      let next = index + 1 < starts.count ? starts[index + 1] : end
      return member(nodes[index], at: nodes[index].range.lowerBound..<next)
    }
  }

  /// The value in `node`, without its anchor and tag.
  private func content(of node: SyntaxNode) -> SyntaxNode? {
    switch YAMLTree.vocabulary[node] {
    case .blockNode, .flowNode:
      node.namedChildren.last { child in
        ![.anchor, .tag, .comment].contains(YAMLTree.vocabulary[child])
      }
    default: node
    }
  }
}
