import CTreeSitter
import Sections

/// A parser of the C library, for the bytes of one file and the pieces of it.
///
/// All it parses shares one time limit.
struct PieceParser: ~Copyable {
  private let parser: OpaquePointer
  private let text: UnsafeRawBufferPointer
  private let deadline: ContinuousClock.Instant

  /// A parser for `text`, which must outlive it.
  init(
    _ grammar: Grammar, text: UnsafeRawBufferPointer, limit: Duration
  ) throws(ParseFailure) {
    let language = try grammar.language()
    guard let parser = ts_parser_new() else { throw .failed("there is no memory for a parser") }
    ts_parser_set_language(parser, language)
    self.parser = parser
    self.text = text
    deadline = ContinuousClock.now + limit
  }

  deinit { ts_parser_delete(parser) }

  /// The tree of the bytes in `range`, whose offsets are those of the whole file; nil where the
  /// time was up first.
  ///
  /// - Parameter lines: The lines of the text.
  func tree(of range: Range<Int>, in lines: LineTable) -> SyntaxTree? {
    let left = deadline - ContinuousClock.now
    guard left > .zero, let base = text.baseAddress else { return nil }
    ts_parser_set_timeout_micros(parser, UInt64(max(left / .microseconds(1), 1)))
    let line = lines.line(at: range.lowerBound)
    let column = range.lowerBound - lines.starts[line]
    var piece = TSRange(
      start_point: TSPoint(row: UInt32(line), column: UInt32(column)),
      end_point: TSPoint(row: .max, column: .max),
      start_byte: UInt32(range.lowerBound), end_byte: UInt32(range.upperBound))
    ts_parser_set_included_ranges(parser, &piece, 1)
    let characters = base.assumingMemoryBound(to: CChar.self)
    let tree = ts_parser_parse_string(parser, nil, characters, UInt32(text.count))
    if tree == nil { ts_parser_reset(parser) }
    return tree.map(SyntaxTree.init(owning:))
  }
}
