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
    for node in root.children {
      if root.isError {
        add(node, isSound: isWholeAtMargin(node, lines), to: &stretches)
      } else if node.isError, !node.isLeaf {
        for child in node.children {
          add(child, isSound: isWholeAtMargin(child, lines), to: &stretches)
        }
      } else {
        add(node, isSound: !node.hasError, to: &stretches)
      }
    }
    for index in stretches.indices {
      let isLast = index + 1 == stretches.count
      let end = isLast ? lines.count : stretches[index + 1].range.lowerBound
      stretches[index].range = stretches[index].range.lowerBound..<end
    }
    return stretches
  }

  private static func add(_ node: SyntaxNode, isSound: Bool, to stretches: inout [Stretch]) {
    if let last = stretches.indices.last, stretches[last].isSound == isSound {
      stretches[last].nodes.append(node)
    } else {
      stretches.append(Stretch(nodes: [node], isSound: isSound, range: node.range))
    }
  }

  /// Of what is in an error, only what begins a line without indentation is what it seems.
  private static func isWholeAtMargin(_ node: SyntaxNode, _ lines: LineTable) -> Bool {
    let start = node.range.lowerBound
    return !node.hasError && !node.isLeaf && lines.starts[lines.line(at: start)] == start
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
