package import Sections

/// One file as its grammar sees it.
///
/// Broken code is no failure: what cannot be understood is in error nodes, and what follows it
/// was parsed again on its own, so that one open bracket costs one definition and not the file.
package struct Syntax {
  /// What parsing one file may cost.
  package struct Limits: Sendable {
    /// The longest it may take: half for the whole, and half for the pieces of what is broken.
    package var time: Duration = .seconds(5)
    /// The largest file that is tried, in bytes.
    package var bytes = 8 << 20

    /// The usual limits, or others.
    package init(time: Duration = .seconds(5), bytes: Int = 8 << 20) {
      self.time = time
      self.bytes = bytes
    }
  }

  /// The file.
  package let source: Source
  /// The nodes that together are the file, in reading order: one, the root, where the grammar
  /// understood everything.
  package let parts: [SyntaxNode]
  /// What the reader of a report should know.
  package let warnings: [String]
  /// Where the file's comments are, in order.
  package let comments: [Range<Int>]
  /// The lines of the file.
  package let lines: LineTable

  /// Parses `source` by `grammar`.
  ///
  /// - Throws: ``ParseFailure/tooLarge(bytes:limit:)`` and ``ParseFailure/timedOut(seconds:)``;
  ///   broken code is no reason.
  package init(
    _ source: Source, as grammar: Grammar, within limits: Limits = Limits()
  ) throws(ParseFailure) {
    let count = source.bytes.count
    guard count <= min(limits.bytes, Int(UInt32.max) - 1) else {
      throw .tooLarge(bytes: count, limit: limits.bytes)
    }
    self.source = source
    lines = LineTable(source.bytes)
    let text = Syntax.readable(source.bytes)
    let recovered = try Syntax.parse(text, lines: lines, as: grammar, within: limits)
    parts = recovered.parts
    warnings = recovered.warnings
    comments = Syntax.comments(in: recovered.parts, named: grammar.nodeNames)
  }

  /// The text of `node`. Invalid UTF-8 becomes U+FFFD.
  package func text(_ node: SyntaxNode) -> String { source.text(node.range) }

  /// Whether the bytes of `node` are exactly `text`.
  package func isText(_ node: SyntaxNode, _ text: StaticString) -> Bool {
    text.withUTF8Buffer { source.bytes[node.range].elementsEqual($0) }
  }

  /// Visits every node, outer nodes first, in reading order.
  ///
  /// - Parameter visit: Says whether to visit what is inside the node.
  package func walk(_ visit: (SyntaxNode) -> Bool) {
    for part in parts { part.walk(visit) }
  }

  private static func parse(
    _ text: [UInt8], lines: LineTable, as grammar: Grammar, within limits: Limits
  ) throws(ParseFailure) -> Recovery.Result {
    try text.withUnsafeBufferPointer { (bytes) throws(ParseFailure) -> Recovery.Result in
      let buffer = UnsafeRawBufferPointer(bytes)
      guard !buffer.isEmpty else { return Recovery.Result() }
      let whole = try PieceParser(grammar, text: buffer, limit: limits.time / 2)
      let tree = whole.tree(of: 0..<buffer.count, in: lines)
      let recovery = Recovery(text: buffer, lines: lines, grammar: grammar)
      let pieces = try PieceParser(grammar, text: buffer, limit: limits.time / 2)
      if let tree { return recovery.recover(tree.root, with: pieces) }
      guard let result = recovery.parsePieces(with: pieces) else {
        throw .timedOut(seconds: limits.time / .seconds(1))
      }
      return result
    }
  }

  /// The bytes as the grammars can read them: every lone CR as LF, because they know no other end
  /// of a line, and every NUL as a blank, because some take it for the end of the file, and one
  /// takes a time that is the square of how many there are. No offset changes.
  private static func readable(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(0x0D) || bytes.contains(0) else { return bytes }
    var bytes = bytes
    for index in bytes.indices {
      switch bytes[index] {
      case 0: bytes[index] = 0x20
      case 0x0D where index + 1 == bytes.count || bytes[index + 1] != 0x0A: bytes[index] = 0x0A
      default: break
      }
    }
    return bytes
  }

  private static func comments(in parts: [SyntaxNode], named names: [String]) -> [Range<Int>] {
    let isComment = names.map { $0.hasSuffix("comment") }
    var comments: [Range<Int>] = []
    for part in parts {
      part.walk { node in
        let symbol = Int(node.symbol)
        guard symbol < isComment.count, isComment[symbol] else { return true }
        comments.append(node.range)
        return false
      }
    }
    return comments
  }
}
