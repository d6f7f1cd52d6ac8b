import Sections
import TreeSitter

/// Makes sections of the keys of JSON or YAML, and of the entries below them.
struct EntryReader<Tree: ValueTree> {
  private let tree: Tree
  private var builder: OutlineBuilder

  init(_ tree: Tree) {
    self.tree = tree
    builder = OutlineBuilder(tree.syntax)
  }

  /// The outline of what was read, with the paths that the text in `isText` names.
  func outline(isText: (SyntaxNode) -> Bool) -> Outline {
    var outline = builder.outline()
    var words = PathWords(tree.syntax.source)
    tree.syntax.walk { node in
      if isText(node) { words.find(in: node.range) }
      return true
    }
    outline.references = words.references
    return outline
  }

  /// Reads the mapping or list in brackets that is a whole file, or a whole document of it.
  mutating func readRoot(_ value: SyntaxNode, at range: Range<Int>) {
    let members = tree.members(of: value, upTo: range.upperBound)
    let name = tree.syntax.source.path.split(separator: "/").last.map(String.init) ?? "file"
    switch tree.shape(of: value) {
    case .mapping:
      guard !members.isEmpty else { return }
      builder.define(SectionKind(rawValue: "object"), name, at: range, isScope: false)
      for member in members { readKey(member) }
    case .list:
      guard hasEntries(members) else { return }
      builder.define(SectionKind(rawValue: "array"), name, at: range, isScope: false)
      readList(members)
    case .scalar: break
    }
  }

  /// Reads a key at the top, with the entries below it.
  mutating func readKey(_ member: Member) {
    guard let key = define(.key, member), let value = member.value else { return }
    let members = tree.members(of: value, upTo: member.range.upperBound)
    switch tree.shape(of: value) {
    case .mapping where Entries.holders.contains(key):
      for entry in members { readEntry(entry) }
    case .list: readList(members)
    case .mapping, .scalar: break
    }
  }

  /// Reads a member of `hooks` or `mcpServers`.
  private mutating func readEntry(_ member: Member) {
    guard define(.entry, member) != nil, let value = member.value,
      tree.shape(of: value) == .list
    else { return }
    readList(tree.members(of: value, upTo: member.range.upperBound))
  }

  /// Reads the elements of a list that holds mappings, each an entry: `hooks.PreToolUse.1`.
  mutating func readList(_ elements: [Member]) {
    guard hasEntries(elements) else { return }
    for (index, element) in elements.enumerated() {
      let name = self.name(of: element) ?? String(index + 1)
      builder.define(.entry, name, at: element.range, anchor: String(index + 1))
    }
  }

  /// Adds a section named by the key of `member`, and says what that is.
  private mutating func define(_ kind: SectionKind, _ member: Member) -> String? {
    guard let key = member.key.map(tree.text(of:)) else { return nil }
    builder.define(kind, key, at: member.range, anchor: Entries.anchor(key))
    return key
  }

  private func hasEntries(_ elements: [Member]) -> Bool {
    !elements.isEmpty && elements.count <= Entries.most
      && elements.contains { $0.value.map(tree.shape(of:)) == .mapping }
  }

  /// What the mapping that is an element of a list calls itself.
  private func name(of element: Member) -> String? {
    guard let mapping = element.value, tree.shape(of: mapping) == .mapping else { return nil }
    for member in tree.members(of: mapping, upTo: element.range.upperBound).prefix(20) {
      guard let key = member.key, let value = member.value,
        ["name", "id", "matcher"].contains(tree.text(of: key)), tree.shape(of: value) == .scalar
      else { continue }
      let name = tree.text(of: value)
      return name.allSatisfy(\.isWhitespace) ? nil : name
    }
    return nil
  }
}
