import Sections
import TreeSitter

/// Sees `def` and `class` with a name behind them where the grammar made no definition of it:
/// in a file that is cut off, or being edited.
struct BrokenDefinition {
  private var keyword: (start: Int, kind: SectionKind)?
  private var part = 0..<0
  private var error = 0..<0

  /// Begins with a part of the file.
  mutating func enter(_ part: SyntaxNode) {
    self.part = part.range
    error = part.range
    keyword = nil
  }

  /// Takes the next node of the walk, and returns the definition that it names.
  ///
  /// The definition is as long as what is broken: the part of the file that it begins, or else the
  /// error around it.
  mutating func next(
    _ node: SyntaxNode, in syntax: Syntax
  ) -> (kind: SectionKind, name: SyntaxNode, range: Range<Int>)? {
    if node.isError { error = node.range }
    guard node.isLeaf else { return nil }
    let before = keyword
    keyword = kind(of: node, in: syntax).map { (node.range.lowerBound, $0) }
    guard let before, PythonNode.vocabulary[node] == .identifier else { return nil }
    let outer = before.start == part.lowerBound ? part : error
    let end = max(outer.upperBound, node.range.upperBound)
    return (before.kind, node, before.start..<end)
  }

  private func kind(of keyword: SyntaxNode, in syntax: Syntax) -> SectionKind? {
    guard !keyword.isNamed else { return nil }
    if syntax.isText(keyword, "def") { return .function }
    return syntax.isText(keyword, "class") ? .class : nil
  }
}
