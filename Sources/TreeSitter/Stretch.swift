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

  /// The stretches of the file whose tree is `root`.
  static func all(in root: SyntaxNode, lines: LineTable) -> [Stretch] {
    var stretches: [Stretch] = []
    func add(_ node: SyntaxNode, inError: Bool) {
      let start = node.range.lowerBound
      let isAtMargin = lines.starts[lines.line(at: start)] == start
      let before = stretches.last?.isSound ?? !inError
      // Behind something broken only a new line tells that something else has begun; and of what
      // is in an error, a word alone is what is left of a definition.
      let isSound = !node.hasError && (isAtMargin ? !(inError && node.isLeaf) : before)
      if isSound == stretches.last?.isSound {
        stretches[stretches.count - 1].nodes.append(node)
      } else {
        stretches.append(Stretch(nodes: [node], isSound: isSound, range: node.range))
      }
    }
    for node in root.children {
      if root.isError || !node.isError || node.isLeaf {
        add(node, inError: root.isError)
      } else {
        for child in node.children { add(child, inError: true) }
      }
    }
    for index in stretches.indices {
      let isLast = index + 1 == stretches.count
      let end = isLast ? lines.count : stretches[index + 1].range.lowerBound
      stretches[index].range = stretches[index].range.lowerBound..<end
    }
    return stretches
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
