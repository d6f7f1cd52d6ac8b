import Sections
import TreeSitter

/// Reads one JSON file's tree into an outline.
struct JSONReader {
  private let tree: JSONTree
  private var entries: EntryReader<JSONTree>

  init(_ syntax: Syntax) {
    tree = JSONTree(syntax: syntax)
    entries = EntryReader(tree)
  }

  /// The outline of the file: the object or list around everything, and in it the keys.
  mutating func outline() -> Outline {
    let top = top
    if top.count == 1, let value = top.first, !value.hasError {
      entries.readRoot(value, at: value.range)
    } else {
      readBroken(top)
    }
    return entries.outline { JSONTree.vocabulary[$0] == .content }
  }

  /// What stands at the top of the file, comments left out. Errors are opened.
  private var top: [SyntaxNode] {
    var top: [SyntaxNode] = []
    for part in tree.syntax.parts {
      let isOpen = part.isError || JSONTree.vocabulary[part] == .document
      for node in isOpen ? part.children : [part] {
        top += node.isError && !node.isLeaf ? node.children : [node]
      }
    }
    return top.filter { !$0.kind.hasSuffix("comment") }
  }

  /// What can be recognised of a file that is cut off or has a mistake: the keys that stand
  /// directly in the outermost bracket. One without a whole value has the rest.
  private mutating func readBroken(_ nodes: [SyntaxNode]) {
    var depth = 0
    for (index, node) in nodes.enumerated() {
      let next = nodes.dropFirst(index + 1).first
      if JSONTree.vocabulary[node] == .object, depth == 0 {
        let end = node.range.upperBound
        for member in tree.members(of: node, upTo: end) { entries.readKey(member) }
        continue
      }
      if !node.isNamed { depth += change(at: node) }
      guard depth == 1 else { continue }
      if JSONTree.vocabulary[node] == .pair {
        entries.readKey(tree.member(node, at: tree.extended(node, before: next)))
      } else if JSONTree.vocabulary[node] == .string, let next, tree.syntax.isText(next, ":") {
        let rest = node.range.lowerBound..<tree.syntax.source.bytes.count
        entries.readKey(Member(key: node, range: rest))
      }
    }
  }

  private func change(at token: SyntaxNode) -> Int {
    if tree.syntax.isText(token, "{") || tree.syntax.isText(token, "[") { return 1 }
    return tree.syntax.isText(token, "}") || tree.syntax.isText(token, "]") ? -1 : 0
  }
}
