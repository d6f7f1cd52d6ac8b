/// Rows under headings, in columns that fit the terminal.
struct Table {
  /// One column.
  struct Column {
    /// What stands over it.
    var title: String
    /// Whether numbers end at its right edge.
    var isRight = false
    /// Whether it gives way when the table is too wide.
    var shrinks = false
    /// Whether what is kept then is the end.
    var keepsEnd = false

    /// A column of text that keeps its width.
    static func text(_ title: String) -> Column { Column(title: title) }
    /// A column of numbers.
    static func number(_ title: String) -> Column { Column(title: title, isRight: true) }
    /// A column that is shortened to fit.
    static func flexible(_ title: String) -> Column { Column(title: title, shrinks: true) }
    /// A column of paths and addresses, shortened at the beginning to fit.
    static func place(_ title: String) -> Column {
      Column(title: title, shrinks: true, keepsEnd: true)
    }
  }

  private let columns: [Column]
  private var rows: [[String]] = []

  /// An empty table.
  init(_ columns: Column...) { self.init(columns) }

  /// An empty table with as many columns as it takes.
  init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row: one text for each column. Control characters are made visible.
  mutating func add(_ cells: String...) { add(cells) }

  /// Adds a row.
  mutating func add(_ cells: [String]) {
    rows.append(
      cells.map { Terminal.safe($0).replacing("\n", with: " ").replacing("\t", with: " ") })
  }

  /// The table as text, headings dim.
  func text(_ terminal: Terminal) -> String {
    let widths = fitted(to: terminal.width)
    let heading = terminal.styled(line(columns.map { $0.title.uppercased() }, widths), .dim)
    return ([heading] + rows.map { line($0, widths) }).joined(separator: "\n")
  }

  private func fitted(to width: Int) -> [Int] {
    var widths = columns.indices.map { index in
      rows.reduce(columns[index].title.count) { max($0, $1[index].columnWidth) }
    }
    var excess = widths.reduce(2 * (columns.count - 1), +) - width
    let flexible = columns.indices.filter { columns[$0].shrinks }
    while excess > 0, let widest = flexible.max(by: { widths[$0] < widths[$1] }),
      widths[widest] > 12
    {
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    let padded = columns.indices.map { index in
      let (column, width) = (columns[index], widths[index])
      let text =
        column.keepsEnd ? cells[index].endShortened(to: width) : cells[index].shortened(to: width)
      let space = String(repeating: " ", count: width - text.columnWidth)
      return column.isRight ? space + text : text + space
    }
    var line = padded.joined(separator: "  ")
    while line.last == " " { line.removeLast() }
    return line
  }
}

extension String {
  /// How many columns the text takes: wide characters two, those without width none.
  var columnWidth: Int {
    if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
    return reduce(0) { $0 + $1.columnWidth }
  }

  /// The text, or its beginning and `…` where it takes more than `width` columns.
  func shortened(to width: Int) -> String {
    guard columnWidth > width else { return self }
    var kept = ""
    var used = 0
    for character in self {
      guard used + character.columnWidth < width else { break }
      kept.append(character)
      used += character.columnWidth
    }
    return kept + "…"
  }

  /// The text, or `…` and its end where it takes more than `width` columns: of a path the end tells
  /// most.
  func endShortened(to width: Int) -> String {
    guard columnWidth > width else { return self }
    var kept = self[...]
    while String(kept).columnWidth >= width { kept.removeFirst() }
    return "…\(kept)"
  }
}

extension Character {
  fileprivate var columnWidth: Int {
    guard let scalar = unicodeScalars.first else { return 0 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default:
      return scalar.properties.generalCategory == .nonspacingMark ? 0 : 1
    }
  }
}
