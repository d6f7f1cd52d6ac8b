import Sections
import TreeSitter

/// The path that a word of a script names, as far as the text alone tells.
///
/// Scripts find their neighbours by a folder they have computed, as in `"$here/lib.sh"`, so what
/// comes after the last expansion is taken to be relative to the script; after the variable for a
/// plugin's root, to the plugin.
struct ShellPath {
  /// The path, relative to the folder of the script, or to the plugin as ``PluginPath`` has it.
  let path: String

  /// The path in `node`, or nil where it is absolute, at home, or made by an expansion.
  init?(of node: SyntaxNode, in syntax: Syntax) {
    var start = node.range.lowerBound
    var isExpanded = false
    node.walk { node in
      switch ShellNode.vocabulary[node] {
      case .expansion, .simpleExpansion, .commandSubstitution:
        start = node.range.upperBound
        isExpanded = true
        return false
      default: return true
      }
    }
    var path = ShellPath.unquoted(syntax.source.text(start..<node.range.upperBound))
    if isExpanded {
      guard path.first == "/" else { return nil }
      path.removeFirst()
    }
    while path.hasPrefix("./") { path.removeFirst(2) }
    guard let first = path.first, first != "/", first != "~", !path.contains(where: \.isNewline),
      !path.contains(where: "*?`".contains)
    else { return nil }
    let isInPlugin = PluginPath.rest(of: ShellPath.unquoted(syntax.text(node))) == path
    self.path = isInPlugin ? PluginPath.marker + path : path
  }

  private static func unquoted(_ text: String) -> String { text.filter { !"\"'".contains($0) } }

  /// Whether `node` is a word, quoted or not, and no redirection or list.
  static func isPath(_ node: SyntaxNode) -> Bool {
    switch ShellNode.vocabulary[node] {
    case .word, .string, .rawString, .concatenation: true
    default: false
    }
  }
}
