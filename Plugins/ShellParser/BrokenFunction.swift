import TreeSitter

/// Sees `name()` and `function name` where the grammar made no function of it: in a script that is
/// cut off, or being edited.
struct BrokenFunction {
  private var leaves: [SyntaxNode] = []
  private var part = 0..<0
  private var error = 0..<0

  /// Begins with a part of the file.
  mutating func enter(_ part: SyntaxNode) {
    self.part = part.range
    error = part.range
    leaves = []
  }

  /// Takes the next node of the walk, and returns the function that it completes the head of.
  ///
  /// The function is as long as what is broken: the part of the file that it begins, or else the
  /// error around it.
  mutating func next(
    _ node: SyntaxNode, in syntax: Syntax
  ) -> (name: SyntaxNode, range: Range<Int>)? {
    if node.isError { error = node.range }
    guard node.isLeaf, !node.range.isEmpty else { return nil }
    leaves.append(node)
    if leaves.count > 3 { leaves.removeFirst() }
    guard let name = name(in: syntax), let first = leaves.first?.range.lowerBound else {
      return nil
    }
    let outer = first == part.lowerBound ? part : error
    return (name, first..<max(outer.upperBound, node.range.upperBound))
  }

  /// The name in the last leaves, where they are the head of a function.
  private mutating func name(in syntax: Syntax) -> SyntaxNode? {
    guard let last = leaves.last else { return nil }
    if leaves.count > 1, ShellNode.vocabulary[last] == .word,
      syntax.isText(leaves[leaves.count - 2], "function")
    {
      leaves.removeFirst(leaves.count - 2)
      return last
    }
    guard leaves.count == 3, ShellNode.vocabulary[leaves[0]] == .word,
      syntax.isText(leaves[1], "("), syntax.isText(last, ")")
    else { return nil }
    return leaves[0]
  }
}
