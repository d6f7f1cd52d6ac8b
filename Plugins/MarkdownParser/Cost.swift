import Sections

/// What reading a text would cost, estimated from its lines before cmark-gfm sees it.
///
/// cmark-gfm reads almost anything in linear time. These are its exceptions, each found by trying:
/// a table fills up every row to its widest, so few bytes make millions of cells; a paragraph that
/// may turn out to be a table's first row is moved along byte by byte, and rows are lists walked
/// from the start; every blank line visits every open list item; an unclosed `<!A`, `<?` or
/// `<![CDATA[` searches to the end of its paragraph; each use of a link definition copies it.
/// The estimates are upper bounds, and generous: real files stay under them by far.
struct Cost {
  private static let cellLimit = 500_000
  private static let tableLimit = 1_000_000_000
  private static let nestingLimit = 100_000_000
  private static let markupLimit = 500_000_000
  private static let copyLimit = 100_000_000

  private var cells = 0
  private var tableWork = 0
  private var nestingWork = 0
  private var markupWork = 0
  private var deepest = 0
  private var brackets = 0
  private var longestDefinition = 0
  private var run = Run()

  /// Lines without a blank one between them: no paragraph and no table is larger.
  private struct Run {
    var lines = 0
    var bytes = 0
    var pipes = 0
    var squares = 0
    var columns = 0
    var openers = 0
    var definition: Int?
  }

  /// Estimates for the lines of `bytes` from offset `start`.
  init(of bytes: [UInt8], lines: LineTable, from start: Int) {
    for line in lines.line(at: start)..<lines.starts.count {
      add(LineShape(of: bytes[lines.range(ofLine: line)]))
    }
    endRun()
  }

  /// Whether the table extension can be used.
  var allowsTables: Bool { cells <= Cost.cellLimit && tableWork <= Cost.tableLimit }

  /// - Throws: ``ParseFailure/failed(_:)`` where reading would take more than linear time.
  func check() throws(ParseFailure) {
    if nestingWork > Cost.nestingLimit {
      throw .failed("its lists and quotes are nested too deeply for so many lines")
    }
    if markupWork > Cost.markupLimit {
      throw .failed("it has too many “<!” and “<?” in one paragraph")
    }
    if longestDefinition * brackets > Cost.copyLimit {
      throw .failed("it has a link definition too long to be used so often")
    }
  }

  private mutating func add(_ line: LineShape) {
    deepest = max(deepest, line.containers)
    nestingWork += deepest
    brackets += line.brackets
    guard !line.isBlank else { return endRun() }
    if line.mayBeDelimiterRow {
      tableWork += run.lines * run.bytes
      run.columns = max(run.columns, min(line.pipes + 1, 1 << 16))
    }
    if line.mayDefineLink {
      endDefinition()
      run.definition = run.bytes
    }
    run.lines += 1
    run.bytes += line.count
    run.pipes += line.pipes
    run.squares += line.pipes * line.pipes
    run.openers += line.openers
  }

  private mutating func endRun() {
    if run.columns > 0 {
      cells += run.pipes + run.lines * run.columns
      tableWork += run.squares + run.lines * run.columns * run.columns
    }
    markupWork += run.openers * run.bytes
    endDefinition()
    run = Run()
  }

  private mutating func endDefinition() {
    guard let start = run.definition else { return }
    longestDefinition = max(longestDefinition, run.bytes - start)
  }
}
