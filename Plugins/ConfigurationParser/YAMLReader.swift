import Sections
import TreeSitter

/// Reads one YAML file's tree into an outline.
///
/// What stands at the top of the file is found first, wherever errors have left it in the tree.
/// Each find then reaches to the next.
struct YAMLReader {
  private enum Role {
    /// A key with or without its value.
    case key
    /// An element of a list that is a whole document.
    case item
    /// A value in brackets that is a whole document.
    case root
    /// `---`, `...` or a directive.
    case marker
  }

  private struct Find {
    var role: Role
    var node: SyntaxNode
    /// Where its lines begin, with the comments directly above.
    var start: Int
  }

  private let tree: YAMLTree
  private var entries: EntryReader<YAMLTree>
  private var finds: [Find] = []
  /// How far in the last find of the document stands: what is further in belongs to it.
  private var margin = Int.max
  /// What the keys or items of the document are.
  private var role: Role?
  /// What may turn out to be a key without a pair.
  private var label: SyntaxNode?

  init(_ syntax: Syntax) {
    tree = YAMLTree(syntax: syntax)
    entries = EntryReader(tree)
  }

  /// The outline of the file.
  mutating func outline() -> Outline {
    let syntax = tree.syntax
    syntax.walk { find($0) }
    var items: [Member] = []
    for (index, find) in finds.enumerated() {
      let end = index + 1 < finds.count ? finds[index + 1].start : syntax.source.bytes.count
      let range = find.node.range.lowerBound..<max(end, find.node.range.lowerBound)
      if find.role != .item {
        entries.readList(items)
        items = []
      }
      switch find.role {
      case .key: entries.readKey(tree.member(find.node, at: range))
      case .item: items.append(tree.member(find.node, at: range))
      case .root: entries.readRoot(find.node, at: range)
      case .marker: break
      }
    }
    entries.readList(items)
    return entries.outline(isText: YAMLReader.isText)
  }

  // MARK: - The top of the file

  /// Looks at one node, and says whether what stands at the top may be in it.
  private mutating func find(_ node: SyntaxNode) -> Bool {
    defer { label = YAMLTree.vocabulary[node] == .flowNode ? node : nil }
    switch YAMLTree.vocabulary[node] {
    case .stream, .document, .blockNode, .blockMapping, .blockSequence: return true
    case .blockPair, .flowPair:
      if node.child("key") != nil { add(.key, node) }
    case .item: add(.item, node)
    case .flowNode where role == nil && !node.hasError && tree.shape(of: node) != .scalar:
      add(.root, node)
    case nil where node.isError: return true
    case .versionDirective, .tagDirective, .reservedDirective: mark(node)
    case nil where !node.isNamed: find(token: node)
    default: break
    }
    return false
  }

  private mutating func find(token: SyntaxNode) {
    if tree.syntax.isText(token, ":"), let label {
      add(.key, label)
    } else if tree.syntax.isText(token, "---") || tree.syntax.isText(token, "...") {
      mark(token)
    }
  }

  /// Begins a new document at `node`.
  private mutating func mark(_ node: SyntaxNode) {
    finds.append(Find(role: .marker, node: node, start: node.range.lowerBound))
    margin = .max
    role = nil
  }

  private mutating func add(_ role: Role, _ node: SyntaxNode) {
    let lines = tree.syntax.lines
    let start = node.range.lowerBound
    let column = start - lines.starts[lines.line(at: start)]
    guard column <= margin, self.role == nil || self.role == role else { return }
    margin = column
    self.role = role
    let top = tree.syntax.wholeLinesWithComments(node.range).lowerBound
    finds.append(Find(role: role, node: node, start: top))
  }

  private static func isText(_ node: SyntaxNode) -> Bool {
    switch YAMLTree.vocabulary[node] {
    case .plain, .doubleQuoted, .singleQuoted, .blockScalar: true
    default: false
    }
  }
}
