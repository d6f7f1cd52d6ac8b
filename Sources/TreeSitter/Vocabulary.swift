/// Tells the kinds of node that one parser cares about.
///
/// A parser lists them as the cases of an enumeration of strings, and switches over what the
/// vocabulary says of a node. Names are compared once, when the vocabulary is made; asking is
/// one look into an array.
package struct Vocabulary<Kind>: Sendable
where Kind: RawRepresentable<String> & CaseIterable & Hashable & Sendable {
  private let kinds: [Kind?]

  /// The vocabulary of `Kind` in `grammar`.
  package init(_ grammar: Grammar) {
    kinds = grammar.nodeNames.map { Kind(rawValue: $0) }
  }

  /// What `node` is, or nil where it is of no kind that was listed.
  package subscript(node: SyntaxNode) -> Kind? {
    let symbol = Int(node.symbol)
    return symbol < kinds.count ? kinds[symbol] : nil
  }

  /// The kinds that the grammar does not know. For tests: it should be empty.
  package var unknown: [Kind] {
    let known = Set(kinds.compactMap(\.self))
    return Kind.allCases.filter { !known.contains($0) }
  }
}
