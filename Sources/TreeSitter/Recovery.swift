import Sections

/// Gets back what an error has swallowed.
///
/// To the grammar an open bracket never ends, so everything after it becomes one error. To a
/// reader a line that begins at the margin begins something new. So each broken stretch of the
/// file is cut at such lines and its pieces are parsed by themselves; where that leaves less that
/// is not understood, it stands. Every byte is parsed twice at most.
struct Recovery {
  /// The nodes that together are the file, and what to tell the reader.
  struct Result {
    var parts: [SyntaxNode] = []
    var warnings: [String] = []
  }

  /// Neighbouring nodes at the top of the file, and where they are.
  private struct Stretch {
    var nodes: [SyntaxNode]
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
    for stretch in stretches(of: root) {
      let isBroken = stretch.nodes.contains { $0.hasError }
      let pieces = isBroken ? pieces(of: stretch, with: parser) : nil
      result.parts += pieces ?? stretch.nodes
    }
    if let warning = warning(on: result.parts) { result.warnings.append(warning) }
    return result
  }

  /// The children of `root`, each run of broken ones together.
  private func stretches(of root: SyntaxNode) -> [Stretch] {
    let whole = 0..<text.count
    if root.isError { return [Stretch(nodes: [root], range: whole)] }
    var stretches: [Stretch] = []
    for child in root.children {
      if let last = stretches.indices.last, stretches[last].nodes[0].hasError == child.hasError {
        stretches[last].nodes.append(child)
      } else {
        stretches.append(Stretch(nodes: [child], range: child.range))
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
    let allowed = stretch.nodes.reduce(0) { $0 + Recovery.misunderstood(in: $1) }
    var pieces: [SyntaxNode] = []
    var left = 0
    for (index, start) in cuts.enumerated() {
      let end = index + 1 < cuts.count ? cuts[index + 1] : stretch.range.upperBound
      guard let tree = parser.tree(of: start..<end, line: lines.line(at: start)) else { return nil }
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
      guard Margin.beginsSomething(text, at: start) else { continue }
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

  private func warning(on parts: [SyntaxNode]) -> String? {
    var first: Int?
    var count = 0
    for part in parts where part.hasError {
      part.walk { node in
        if node.isError || node.isMissing {
          first = first ?? node.range.lowerBound
          count += 1
        }
        return node.hasError && !node.isError
      }
    }
    guard let first else { return nil }
    let line = lines.line(at: min(first, text.count)) + 1
    let places = count == 1 ? "" : ", and \(count - 1) more places"
    return "the syntax at line \(line)\(places) was not understood"
  }
}

/// What a line without indentation tells.
enum Margin {
  /// Words that begin a line and go on with what the lines before it began.
  private static let continuations: Set<String> = [
    "else", "elif", "except", "finally", "catch", "then", "do", "done", "fi", "esac", "in",
  ]

  /// Whether the line at `start` begins something new: with a word or a decorator.
  static func beginsSomething(_ text: UnsafeRawBufferPointer, at start: Int) -> Bool {
    let first = text[start]
    if first == UInt8(ascii: "@") || first >= 0x80 { return true }
    guard isWord(first) else { return false }
    let word = text[start...].prefix(8).prefix(while: isWord)
    return !continuations.contains(String(decoding: word, as: UTF8.self))
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"), UInt8(ascii: "$"):
      true
    default: false
    }
  }
}
