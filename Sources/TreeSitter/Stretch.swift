import Sections

/// Neighbouring nodes at the top of a file, or just inside an error there: all of them can stay
/// as they are, or all of them cannot.
struct Stretch {
  /// The nodes, in order.
  var nodes: [SyntaxNode]
  /// Whether they can stay.
  var isSound: Bool
  /// From the first of them to where the next stretch begins.
  var range: Range<Int>
}

/// Divides a file into stretches.
struct Stretches {
  /// The stretches, in order.
  private(set) var all: [Stretch] = []
  private let text: UnsafeRawBufferPointer
  private let lines: LineTable

  /// The stretches of `text`, whose tree is `root`.
  init(of text: UnsafeRawBufferPointer, root: SyntaxNode, lines: LineTable) {
    self.text = text
    self.lines = lines
    // Of a file that it understands nothing of, a grammar makes an error with nothing in it.
    for node in root.isLeaf ? [root] : root.children {
      if root.isError || !node.isError || node.isLeaf {
        add(node, inError: root.isError)
      } else {
        for child in node.children { add(child, inError: true) }
      }
    }
    for index in all.indices {
      let end = index + 1 < all.count ? all[index + 1].nodes[0].range.lowerBound : text.count
      all[index].range = all[index].nodes[0].range.lowerBound..<end
    }
  }

  private mutating func add(_ node: SyntaxNode, inError: Bool) {
    let isSound = isSound(node, inError: inError)
    let head = isSound ? [] : takeBackLine(of: node)
    if all.last?.isSound != isSound {
      all.append(Stretch(nodes: [], isSound: isSound, range: node.range))
    }
    all[all.count - 1].nodes += head + [node]
  }

  /// Behind something broken only the margin tells that something else has begun; and of what is
  /// in an error, half a line or a bracket is what is left of a definition.
  private func isSound(_ node: SyntaxNode, inError: Bool) -> Bool {
    let range = node.range
    guard range.lowerBound < text.count, !node.hasError else { return !node.hasError }
    let isAtMargin = lines.starts[lines.line(at: range.lowerBound)] == range.lowerBound
    let isAtEnd = range.upperBound == text.count || text[range.upperBound] <= 0x0D
    if "()[]{}".utf8.contains(text[range.lowerBound]) { return false }
    if inError { return isAtMargin && isAtEnd && !node.isLeaf && node.isNamed }
    return isAtMargin || all.last?.isSound ?? true
  }

  /// Takes back the sound nodes that are on the line where `broken` begins: they are its head.
  private mutating func takeBackLine(of broken: SyntaxNode) -> [SyntaxNode] {
    guard let last = all.last, last.isSound else { return [] }
    let line = lines.line(at: broken.range.lowerBound)
    let head = last.nodes.reversed().prefix { lines.line(at: $0.range.upperBound) == line }
    all[all.count - 1].nodes.removeLast(head.count)
    if all[all.count - 1].nodes.isEmpty { all.removeLast() }
    return head.reversed()
  }
}

extension SyntaxNode {
  /// How much of it the grammar could not fit in: the bytes that are in an error but in nothing
  /// complete within it, and one for each thing that is missing.
  var misunderstood: Int {
    guard hasError else { return 0 }
    var bytes = 0
    walk { node in
      if node.isMissing { bytes += 1 }
      if node.isError {
        let complete = node.children.filter { !$0.isLeaf }.reduce(0) { $0 + $1.range.count }
        bytes += node.range.count - complete
      }
      return node.hasError
    }
    return bytes
  }

  /// Where the first error in it begins, or nil.
  var firstError: Int? {
    guard hasError else { return nil }
    var first: Int?
    walk { node in
      if first == nil, node.isError || node.isMissing { first = node.range.lowerBound }
      return first == nil && node.hasError
    }
    return first
  }
}
