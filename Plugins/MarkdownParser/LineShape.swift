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
  /// Whether it may be the line of dashes under a table's first row.
  private(set) var mayBeDelimiterRow = false
  /// Whether it may begin a link definition, `[label]: destination`.
  private(set) var mayDefineLink = false

  /// Looks at each byte of `line` once.
  init(of line: ArraySlice<UInt8>) {
    count = line.count
    var previous: UInt8 = 0
    var hasDash = false
    var hasBar = false
    var isRow = true
    var prefix = Prefix()
    for byte in line {
      prefix.add(byte)
      if byte > 0x20 { isBlank = false }
      switch byte {
      case UInt8(ascii: "|"):
        pipes += 1
        hasBar = true
      case UInt8(ascii: "]"): brackets += 1
      case UInt8(ascii: "!"), UInt8(ascii: "?"): openers += previous == UInt8(ascii: "<") ? 1 : 0
      case UInt8(ascii: "-"):
        hasDash = true
        openers -= previous == UInt8(ascii: "!") && openers > 0 ? 1 : 0
      case UInt8(ascii: ":"):
        hasBar = true
        mayDefineLink = mayDefineLink || previous == UInt8(ascii: "]")
      default: break
      }
      isRow = isRow && (byte <= 0x20 || byte == UInt8(ascii: "|") || Prefix.mayHold(byte))
      previous = byte
    }
    mayBeDelimiterRow = isRow && hasDash && hasBar
    mayDefineLink = mayDefineLink && prefix.end == UInt8(ascii: "[")
    containers = prefix.hasMarker ? prefix.width : 0
  }
}

/// The beginning of a line that may be markers of quotes and list items, and their indentation.
private struct Prefix {
  private(set) var width = 0
  private(set) var hasMarker = false
  /// The byte after it.
  private(set) var end: UInt8?

  mutating func add(_ byte: UInt8) {
    guard end == nil else { return }
    guard byte <= 0x20 || Prefix.mayHold(byte), byte != UInt8(ascii: ":") else {
      end = byte
      return
    }
    width += byte == 0x09 ? 4 : 1
    hasMarker = hasMarker || byte > 0x20
  }

  static func mayHold(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: ":"), UInt8(ascii: ">"), UInt8(ascii: "."),
      UInt8(ascii: ")"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"):
      true
    default: false
    }
  }
}
