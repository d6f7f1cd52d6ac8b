import Sections
import TreeSitter

extension ScriptReader {
  /// Sees what a file that is cut off or being edited still says: `class` or `function` with a
  /// name behind it, and whole methods. A broken definition is as long as the error it is in.
  mutating func readError(_ error: SyntaxNode) {
    var keyword: SyntaxNode?
    for child in error.children {
      if vocabulary[child] == .methodDefinition { members.insert(child.range) }
      if let keyword, child.isNamed, child.isLeaf, !child.isError {
        let kind: SectionKind = syntax.isText(keyword, "class") ? .class : .function
        let range = keyword.range.lowerBound..<error.range.upperBound
        broken[keyword.range] = (kind, child, range)
      }
      let isKeyword = syntax.isText(child, "class") || syntax.isText(child, "function")
      keyword = isKeyword && !child.isNamed ? child : nil
    }
  }
}
