import Sections

/// Gets back what an error has swallowed.
///
/// To the grammar an open bracket never ends, so everything after it becomes one error. To a
/// reader a definition that begins at the margin begins something new. So each broken stretch of
/// the file is cut at such lines and its pieces are parsed by themselves; where that leaves no
/// more that is not understood, it stands. Every byte is parsed twice at most.
struct Recovery {
  /// The nodes that together are the file, and what to tell the reader.
  struct Result {
    var parts: [SyntaxNode] = []
    var warnings: [String] = []
  }

  /// A node at the top of the file, or just inside an error there.
  private struct Item {
    var node: SyntaxNode
    /// Whether it can stay as it is.
    var isSound: Bool
    /// How much of it the grammar could not fit in.
    var misunderstood: Int
  }

  /// Neighbouring items that are all sound, or all not, and where they are.
  private struct Stretch {
    var items: [Item]
    var range: Range<Int>
  }

  /// More pieces than this in one stretch are left in one.
  private static let mostPieces = 50_000

  private let text: UnsafeRawBufferPointer
  private let lines: LineTable

  init(text: UnsafeRawBufferPointer, lines: LineTable) {
    self.text = text
    self.lines = lines
  }

  /// The parts of the file whose first try is `root`.
  func recover(_ root: SyntaxNode, with parser: borrowing PieceParser) -> Result {
    guard root.hasError else { return Result(parts: [root]) }
    var result = Result()
    var errors: [Int] = []
    for stretch in stretches(of: items(of: root)) {
      let nodes = stretch.items.map(\.node)
      let isSound = stretch.items.allSatisfy(\.isSound)
      let parts = isSound ? nodes : pieces(of: stretch, with: parser) ?? nodes
      if !isSound { errors.append(firstError(in: parts) ?? stretch.range.lowerBound) }
      result.parts += parts
    }
    result.warnings = warnings(at: errors)
    return result
  }

  /// The children of `root`, and in place of an error its children.
  private func items(of root: SyntaxNode) -> [Item] {
    if root.isError { return root.children.map(itemInError) }
    return root.children.flatMap { child in
      if child.isError, !child.isLeaf { return child.children.map(itemInError) }
      let misunderstood = child.hasError ? Recovery.misunderstood(in: child) : 0
      return [Item(node: child, isSound: !child.hasError, misunderstood: misunderstood)]
    }
  }

  /// Of what is in an error, only whole lines that begin at the margin can stay.
  private func itemInError(_ node: SyntaxNode) -> Item {
    let start = node.range.lowerBound
    let isAtMargin = lines.starts[lines.line(at: start)] == start
    if node.hasError {
      return Item(node: node, isSound: false, misunderstood: Recovery.misunderstood(in: node))
    }
    let misunderstood = node.isLeaf ? node.range.count : 0
    return Item(node: node, isSound: isAtMargin && !node.isLeaf, misunderstood: misunderstood)
  }

  private func stretches(of items: [Item]) -> [Stretch] {
    var stretches: [Stretch] = []
    for item in items {
      if let last = stretches.indices.last, stretches[last].items[0].isSound == item.isSound {
        stretches[last].items.append(item)
      } else {
        stretches.append(Stretch(items: [item], range: item.node.range))
      }
    }
    for index in stretches.indices {
      let isLast = index + 1 == stretches.count
      let end = isLast ? text.count : stretches[index + 1].range.lowerBound
      stretches[index].range = stretches[index].range.lowerBound..<end
    }
    return stretches
  }

  /// The stretch parsed piece by piece, or nil where that is no better.
  private func pieces(
    of stretch: Stretch, with parser: borrowing PieceParser
  ) -> [SyntaxNode]? {
    let cuts = cuts(of: stretch.range)
    guard cuts.count > 1 else { return nil }
    let allowed = stretch.items.reduce(0) { $0 + $1.misunderstood }
    var pieces: [SyntaxNode] = []
    var left = 0
    for (index, start) in cuts.enumerated() {
      let end = index + 1 < cuts.count ? cuts[index + 1] : stretch.range.upperBound
      guard let tree = parser.tree(of: start..<end, in: lines) else { return nil }
      left += Recovery.misunderstood(in: tree.root)
      if left > allowed { return nil }
      pieces.append(tree.root)
    }
    return pieces
  }

  /// Where the pieces of `range` begin.
  private func cuts(of range: Range<Int>) -> [Int] {
    var cuts = [range.lowerBound]
    var afterDecorator = text[range.lowerBound] == UInt8(ascii: "@")
    var line = lines.line(at: range.lowerBound) + 1
    while line < lines.starts.count, lines.starts[line] < range.upperBound {
      let start = lines.starts[line]
      line += 1
      guard Margin.beginsDefinition(text, at: start) else { continue }
      if !afterDecorator { cuts.append(start) }
      afterDecorator = text[start] == UInt8(ascii: "@")
      if cuts.count == Recovery.mostPieces { break }
    }
    return cuts
  }

  /// How much of `node` the grammar could not fit in: the bytes that are in an error but in
  /// nothing complete within it, and one for each thing that is missing.
  private static func misunderstood(in node: SyntaxNode) -> Int {
    var bytes = 0
    node.walk { node in
      if node.isMissing { bytes += 1 }
      if node.isError {
        let complete = node.children.filter { !$0.isLeaf }.reduce(0) { $0 + $1.range.count }
        bytes += node.range.count - complete
      }
      return node.hasError
    }
    return bytes
  }

  private func firstError(in nodes: [SyntaxNode]) -> Int? {
    var first: Int?
    for node in nodes where first == nil && node.hasError {
      node.walk { node in
        if first == nil, node.isError || node.isMissing { first = node.range.lowerBound }
        return first == nil && node.hasError
      }
    }
    return first
  }

  private func warnings(at errors: [Int]) -> [String] {
    guard let first = errors.first else { return [] }
    let line = lines.line(at: min(first, text.count)) + 1
    let more = errors.count > 1 ? ", nor in \(errors.count - 1) more places" : ""
    return ["the syntax at line \(line) was not understood\(more)"]
  }
}
