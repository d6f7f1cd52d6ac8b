import Sections

/// Gets back what an error has swallowed.
///
/// To the grammar an open bracket never ends, so everything after it becomes one error. To a
/// reader what begins at the margin, a definition or a key, is something new. So each broken stretch of
/// the file is cut at such lines and its pieces are parsed by themselves: first without the lines
/// that are in strings, then, where an open string has turned everything inside out, with them
/// too. Every byte is parsed three times at most.
struct Recovery {
  /// The nodes that together are the file, and what to tell the reader.
  struct Result {
    var parts: [SyntaxNode] = []
    var warnings: [String] = []
  }

  /// A stretch is cut into no more pieces than this.
  private static let mostPieces = 200_000

  private let text: UnsafeRawBufferPointer
  private let lines: LineTable
  private let margin: Margin
  private let isProse: [Bool]

  /// A recovery for `text`, which has those lines and was parsed by `grammar`.
  init(text: UnsafeRawBufferPointer, lines: LineTable, grammar: Grammar) {
    self.text = text
    self.lines = lines
    margin = grammar.margin
    let suffixes = ["string", "string_content", "comment", "heredoc_body", "jsx_text"]
    isProse = grammar.nodeNames.map { name in suffixes.contains { name.hasSuffix($0) } }
  }

  /// The parts of the file whose first try is `root`.
  func recover(_ root: SyntaxNode, with parser: borrowing PieceParser) -> Result {
    guard root.hasError else { return Result(parts: [root]) }
    var result = Result()
    var errors: [Int] = []
    for stretch in Stretches(of: text, root: root, lines: lines).all {
      if stretch.isSound {
        result.parts += stretch.nodes
        continue
      }
      let parts = pieces(of: stretch, with: parser) ?? stretch.nodes
      errors.append(parts.lazy.compactMap(\.firstError).first ?? stretch.range.lowerBound)
      result.parts += parts
    }
    result.warnings = warnings(at: errors)
    return result
  }

  /// The parts of a file that took too long as a whole, or nil where its pieces do too.
  func parsePieces(with parser: borrowing PieceParser) -> Result? {
    let cuts = cuts(of: 0..<text.count)
    guard cuts.count > 1, let parts = pieces(of: 0..<text.count, at: cuts, with: parser)
    else { return nil }
    return Result(parts: parts, warnings: ["the syntax was read piece by piece, to save time"])
  }

  /// The stretch parsed piece by piece, or nil where there is nothing to cut or no time.
  private func pieces(
    of stretch: Stretch, with parser: borrowing PieceParser
  ) -> [SyntaxNode]? {
    let all = cuts(of: stretch.range)
    guard all.count > 1 || stretch.nodes.count > 1 else { return nil }
    let safe = Recovery.cuts(all, outside: prose(in: stretch))
    guard let pieces = pieces(of: stretch.range, at: safe, with: parser) else { return nil }
    guard all.count > safe.count, pieces.contains(where: \.hasError),
      let more = self.pieces(of: stretch.range, at: all, with: parser)
    else { return pieces }
    let loss = Recovery.loss(in: pieces)
    let other = Recovery.loss(in: more)
    return other.bytes <= loss.bytes && other.pieces < loss.pieces ? more : pieces
  }

  /// What is lost: the bytes that were not understood, and the bytes of the pieces they are in.
  private static func loss(in pieces: [SyntaxNode]) -> (bytes: Int, pieces: Int) {
    pieces.filter(\.hasError).reduce((0, 0)) { loss, piece in
      (loss.0 + piece.misunderstood, loss.1 + piece.range.count)
    }
  }

  private func pieces(
    of range: Range<Int>, at cuts: [Int], with parser: borrowing PieceParser
  ) -> [SyntaxNode]? {
    var pieces: [SyntaxNode] = []
    for (index, start) in cuts.enumerated() {
      let end = index + 1 < cuts.count ? cuts[index + 1] : range.upperBound
      guard let tree = parser.tree(of: start..<end, in: lines) else { return nil }
      pieces.append(tree.root)
    }
    return pieces
  }

  /// Where the pieces of `range` could begin.
  private func cuts(of range: Range<Int>) -> [Int] {
    var cuts = [range.lowerBound]
    var afterDecorator = margin.isDecorator(text, at: range.lowerBound)
    var line = lines.line(at: range.lowerBound) + 1
    while line < lines.starts.count, lines.starts[line] < range.upperBound {
      let start = lines.starts[line]
      line += 1
      guard margin.begins(text, at: start) else { continue }
      if !afterDecorator { cuts.append(start) }
      afterDecorator = margin.isDecorator(text, at: start)
      if cuts.count == Recovery.mostPieces { break }
    }
    return cuts
  }

  private static func cuts(_ cuts: [Int], outside prose: [Range<Int>]) -> [Int] {
    var prose = prose[...]
    return cuts.filter { cut in
      prose = prose.drop { $0.upperBound <= cut }
      return prose.first?.contains(cut) != true
    }
  }

  /// The strings and comments of more than one line in `stretch`, in order.
  private func prose(in stretch: Stretch) -> [Range<Int>] {
    var prose: [Range<Int>] = []
    for node in stretch.nodes {
      node.walk { node in
        let symbol = Int(node.symbol)
        guard symbol < isProse.count, isProse[symbol], !node.hasError else { return true }
        let range = node.range
        if lines.line(at: range.lowerBound) != lines.line(at: range.upperBound) {
          prose.append(range.lowerBound + 1..<range.upperBound)
        }
        return false
      }
    }
    return prose
  }

  private func warnings(at errors: [Int]) -> [String] {
    guard let first = errors.first else { return [] }
    let line = lines.line(at: min(first, text.count)) + 1
    let more = errors.count > 1 ? ", nor in \(errors.count - 1) more places" : ""
    return ["the syntax at line \(line) was not understood\(more)"]
  }
}
