/// What one line could be, seen by its bytes alone.
struct LineShape {
  /// Its length in bytes, ending included.
  let count: Int
  /// Whether there is nothing on it but white space.
  private(set) var isBlank = true
  /// How many quotes and list items it may open, and those around it that it may continue.
  private(set) var containers = 0
  /// How many `|` it has.
  private(set) var pipes = 0
  /// How many `]` it has.
  private(set) var brackets = 0
  /// How many `<!` and `<?` it has, comments not counted.
  private(set) var openers = 0
  private var colons = 0
  private var hasLabel = false
  /// How many bytes after the markers a delimiter row may have.
  private var dashes = 0
  /// Whether it may be the line of dashes under a table's first row.
  private(set) var mayBeDelimiterRow = false
  /// Whether it may begin a link definition, `[label]: destination`.
  private(set) var mayDefineLink = false

  /// Looks at each byte of `line` once.
  init(of line: ArraySlice<UInt8>) {
    count = line.count
    let prefix = line.prefix { $0 <= 0x20 || LineShape.mayMark($0) }
    let rest = line[prefix.endIndex...]
    isBlank = rest.isEmpty && prefix.allSatisfy { $0 <= 0x20 }
    if prefix.contains(where: { $0 > 0x20 }) {
      containers = prefix.reduce(0) { $0 + ($1 == 0x09 ? 4 : 1) }
    }
    read(rest)
    let isRow = prefix.endIndex + dashes == line.endIndex
    mayBeDelimiterRow = isRow && (pipes > 0 || colons > 0) && line.contains(UInt8(ascii: "-"))
    mayDefineLink = hasLabel && rest.first == UInt8(ascii: "[")
  }

  /// Counts what counts in `text`, which follows the markers.
  private mutating func read(_ text: ArraySlice<UInt8>) {
    var previous: UInt8 = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "|"):
        pipes += 1
        dashes += 1
      case UInt8(ascii: ":"):
        colons += 1
        dashes += 1
        hasLabel = hasLabel || previous == UInt8(ascii: "]")
      case UInt8(ascii: "]"): brackets += 1
      case UInt8(ascii: "!"), UInt8(ascii: "?"): openers += previous == UInt8(ascii: "<") ? 1 : 0
      case UInt8(ascii: "-"):
        dashes += 1
        // A comment: these cost nothing.
        openers -= previous == UInt8(ascii: "!") && openers > 0 ? 1 : 0
      case 0...0x20: dashes += 1
      default: break
      }
      previous = byte
    }
  }

  /// Whether `byte` may be of a quote's or list item's marker.
  private static func mayMark(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ">"), UInt8(ascii: "."),
      UInt8(ascii: ")"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"):
      true
    default: false
    }
  }
}
