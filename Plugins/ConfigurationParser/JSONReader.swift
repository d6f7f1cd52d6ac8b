import Sections
import TreeSitter

/// Reads one JSON file's tree into an outline.
struct JSONReader {
  private enum Kind: String, CaseIterable {
    case array
    case content = "string_content"
    case document
    case object
    case pair
    case string
  }

  private static let vocabulary = Vocabulary<Kind>(.json)

  private let syntax: Syntax
  private var builder: OutlineBuilder

  init(_ syntax: Syntax) {
    self.syntax = syntax
    builder = OutlineBuilder(syntax)
  }

  /// The outline of the file: the object or list around everything, and in it the keys.
  mutating func outline() -> Outline {
    let top = top
    if top.count == 1, let value = top.first, !value.hasError {
      readRoot(value)
    } else {
      readBroken(top)
    }
    var outline = builder.outline()
    var words = PathWords(syntax.source)
    syntax.walk { node in
      if JSONReader.vocabulary[node] == .content { words.find(in: node.range) }
      return true
    }
    outline.references = words.references
    return outline
  }

  /// What stands at the top of the file, comments left out. Errors are opened.
  private var top: [SyntaxNode] {
    var top: [SyntaxNode] = []
    for part in syntax.parts {
      let isOpen = part.isError || JSONReader.vocabulary[part] == .document
      for node in isOpen ? part.children : [part] {
        top += node.isError && !node.isLeaf ? node.children : [node]
      }
    }
    return top.filter { !$0.kind.hasSuffix("comment") }
  }

  private mutating func readRoot(_ value: SyntaxNode) {
    let name = syntax.source.path.split(separator: "/").last.map(String.init) ?? "file"
    switch JSONReader.vocabulary[value] {
    case .object:
      guard value.firstNamedChild != nil else { return }
      builder.define(SectionKind(rawValue: "object"), name, at: value.range, isScope: false)
      for member in members(of: value) { readKey(member.node, at: member.range) }
    case .array:
      guard hasEntries(value) else { return }
      builder.define(SectionKind(rawValue: "array"), name, at: value.range, isScope: false)
      readList(value)
    default: break
    }
  }

  /// What can be recognised of a file that is cut off or has a mistake: the keys that stand
  /// directly in the outermost bracket. One without a whole value has the rest.
  private mutating func readBroken(_ nodes: [SyntaxNode]) {
    var depth = 0
    for (index, node) in nodes.enumerated() {
      if JSONReader.vocabulary[node] == .object, depth == 0 {
        for member in members(of: node) { readKey(member.node, at: member.range) }
        continue
      }
      if !node.isNamed { depth += change(at: node) }
      guard depth == 1 else { continue }
      if JSONReader.vocabulary[node] == .pair {
        readKey(node, at: extended(node, before: nodes.dropFirst(index + 1).first))
      } else if JSONReader.vocabulary[node] == .string, index + 1 < nodes.count,
        syntax.isText(nodes[index + 1], ":")
      {
        let rest = node.range.lowerBound..<syntax.source.bytes.count
        builder.define(.key, text(of: node), at: rest, anchor: Entries.anchor(text(of: node)))
      }
    }
  }

  private func change(at token: SyntaxNode) -> Int {
    if syntax.isText(token, "{") || syntax.isText(token, "[") { return 1 }
    return syntax.isText(token, "}") || syntax.isText(token, "]") ? -1 : 0
  }

  // MARK: - Keys and entries

  private mutating func readKey(_ pair: SyntaxNode, at range: Range<Int>) {
    guard let key = pair.child("key").map(text(of:)) else { return }
    builder.define(.key, key, at: range, anchor: Entries.anchor(key))
    guard let value = pair.child("value") else { return }
    switch JSONReader.vocabulary[value] {
    case .object where Entries.holders.contains(key):
      for entry in members(of: value) { readEntry(entry.node, at: entry.range) }
    case .array: readList(value)
    default: break
    }
  }

  /// A member of `hooks` or `mcpServers`.
  private mutating func readEntry(_ pair: SyntaxNode, at range: Range<Int>) {
    guard let key = pair.child("key").map(text(of:)) else { return }
    builder.define(.entry, key, at: range, anchor: Entries.anchor(key))
    guard let value = pair.child("value"), JSONReader.vocabulary[value] == .array else { return }
    readList(value)
  }

  /// The objects of a list, each an entry: `hooks.PreToolUse.1`.
  private mutating func readList(_ list: SyntaxNode) {
    guard hasEntries(list) else { return }
    for (index, element) in members(of: list).enumerated() {
      let name = self.name(of: element.node) ?? String(index + 1)
      builder.define(.entry, name, at: element.range, anchor: String(index + 1))
    }
  }

  private func hasEntries(_ list: SyntaxNode) -> Bool {
    let elements = list.namedChildren
    return !elements.isEmpty && elements.count <= Entries.most
      && elements.contains { JSONReader.vocabulary[$0] == .object }
  }

  /// What an object calls itself.
  private func name(of object: SyntaxNode) -> String? {
    guard JSONReader.vocabulary[object] == .object else { return nil }
    for pair in object.namedChildren.prefix(20) where JSONReader.vocabulary[pair] == .pair {
      guard let key = pair.child("key"), let value = pair.child("value"),
        ["name", "id", "matcher"].contains(text(of: key)), JSONReader.vocabulary[value] == .string
      else { continue }
      let name = text(of: value)
      return name.allSatisfy(\.isWhitespace) ? nil : name
    }
    return nil
  }

  /// The members of an object or list, each with the comma after it.
  private func members(of value: SyntaxNode) -> [(node: SyntaxNode, range: Range<Int>)] {
    let children = value.children.flatMap { $0.isError && !$0.isLeaf ? $0.children : [$0] }
    return children.indices.filter {
      children[$0].isNamed && !children[$0].isError && !children[$0].kind.hasSuffix("comment")
    }.map { index in
      let next = index + 1 < children.count ? children[index + 1] : nil
      return (children[index], extended(children[index], before: next))
    }
  }

  private func extended(_ node: SyntaxNode, before next: SyntaxNode?) -> Range<Int> {
    guard let next, !next.isNamed, syntax.isText(next, ",") else { return node.range }
    return node.range.lowerBound..<next.range.upperBound
  }

  /// The text of a string, its quotes and escapes left as they are, or of another key.
  private func text(of node: SyntaxNode) -> String {
    let text = syntax.source.text(node.range.prefix(400))
    return JSONReader.vocabulary[node] == .string ? String(text.dropFirst().dropLast()) : text
  }
}
