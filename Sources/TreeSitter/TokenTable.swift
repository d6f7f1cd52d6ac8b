package import Sections

/// Tells which nodes of a grammar are tokens, and of what kind.
package struct TokenTable: Sendable {
  private let kinds: [Token.Kind?]

  /// The table of `grammar`.
  ///
  /// - Parameters:
  ///   - identifiers: The nodes that are names, whole.
  ///   - literals: The nodes that are literals, whole: a string with what it interpolates is one.
  package init(_ grammar: Grammar, identifiers: Set<String>, literals: Set<String>) {
    kinds = grammar.nodeNames.map { name in
      if name.hasSuffix("comment") { return .comment }
      if identifiers.contains(name) { return .identifier }
      return literals.contains(name) ? .literal : nil
    }
  }

  /// What `node` is as a whole, or nil where its parts are to be looked at.
  fileprivate func kind(of node: SyntaxNode) -> Token.Kind? {
    let symbol = Int(node.symbol)
    return symbol < kinds.count ? kinds[symbol] : nil
  }
}

extension Syntax {
  /// The tokens of the file in reading order, white space left out.
  package func tokens(by table: TokenTable) -> [Token] {
    var tokens: [Token] = []
    walk { node in
      let range = node.range
      if let kind = table.kind(of: node) {
        if !range.isEmpty { tokens.append(Token(range, kind)) }
        return false
      }
      if node.isLeaf, !range.isEmpty { tokens.append(Token(range, kind(ofLeaf: node))) }
      return true
    }
    return tokens
  }

  /// A leaf that the table does not list is a word of the language, an operator or a bracket.
  private func kind(ofLeaf leaf: SyntaxNode) -> Token.Kind {
    switch source.bytes[leaf.range.lowerBound] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
      leaf.isNamed ? .identifier : .keyword
    default: .punctuation
    }
  }
}
