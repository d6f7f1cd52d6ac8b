internal import Sections

extension Rule {
  static let hidden: [Rule] = [.hiddenText, .bidiControl, .zeroWidth]

  static let hiddenText = Rule(
    "hidden-text", .error,
    "No text stands in characters that only agents see.")
  static let bidiControl = Rule(
    "bidi-control", .warning, "No control character makes text look as it is not.")
  static let zeroWidth = Rule(
    "zero-width", .warning, "No character without width stands among Latin letters.")
}

extension Validation {
  /// The rules for characters that a reader does not see.
  mutating func checkHidden(_ bytes: [UInt8], in path: String) {
    guard HiddenText.mayBe(in: bytes) else { return }
    let lines = LineTable(bytes)
    for found in HiddenText.all(in: bytes) {
      let rule: Rule =
        switch found.kind {
        case .tags, .selectors: .hiddenText
        case .direction: .bidiControl
        case .zeroWidth: .zeroWidth
        }
      report(rule, found.message, line: lines.line(at: found.offset) + 1, path: path)
    }
  }
}

/// A run of characters that a reader does not see.
struct HiddenText: Equatable {
  /// How it is hidden.
  enum Kind: Equatable {
    /// Tag characters, U+E0000 to U+E007F, which mirror ASCII.
    case tags
    /// Variation selectors in a row, each of which can stand for a byte.
    case selectors
    /// Controls that change the direction of writing.
    case direction
    /// Characters without width.
    case zeroWidth
  }

  /// How it is hidden.
  let kind: Kind
  /// The characters.
  private(set) var scalars: [Unicode.Scalar]
  /// Where in the bytes it begins.
  let offset: Int
  /// What stands before it.
  let last: Last

  /// What stands before a character.
  struct Last: Equatable {
    /// The last character that a reader sees; a line end where there is none.
    private(set) var scalar: Unicode.Scalar = "\n"
    /// Whether a joiner has come after it.
    private(set) var isJoined = false
    /// Whether anything that is not seen has come after it.
    private(set) var isFollowed = false

    /// Goes on behind a character.
    mutating func pass(_ next: Unicode.Scalar, isHidden: Bool) {
      let isJoiner = next.value == 0x200C || next.value == 0x200D
      guard isHidden || isJoiner else { return self = Last(scalar: next) }
      isJoined = isJoined || isJoiner
      isFollowed = true
    }
  }

  /// What it says, in words.
  var message: String {
    switch kind {
    case .tags: "hidden in tag characters: “\(decoded)”"
    case .selectors: "hidden in variation selectors: “\(decoded)”"
    case .direction: "\(names) changes the direction in which text is shown"
    case .zeroWidth: "\(names), which nobody sees"
    }
  }

  private var decoded: String {
    let bytes = scalars.compactMap { scalar -> UInt8? in
      switch scalar.value {
      case 0xE0020...0xE007E: UInt8(scalar.value - 0xE0000)
      case 0xFE00...0xFE0F: UInt8(scalar.value - 0xFE00)
      case 0xE0100...0xE01EF: UInt8(scalar.value - 0xE0100 + 16)
      default: nil
      }
    }
    let text = Secrets.masked(String(decoding: bytes, as: UTF8.self))
      .map { $0.isNewline ? " " : $0 }
    return text.count > 200 ? String(text.prefix(199)) + "…" : String(text)
  }

  private var names: String {
    let unique = Array(Set(scalars)).sorted().prefix(4)
    return unique.map { "U+" + String($0.value, radix: 16, uppercase: true) }
      .joined(separator: ", ")
  }

  /// Whether it is worth a closer look: all of them have four bytes, or begin as these do.
  static func mayBe(in bytes: [UInt8]) -> Bool {
    bytes.contains { $0 == 0xE2 || $0 == 0xEF || $0 == 0xF3 || $0 == 0xD8 }
  }

  /// The runs in a text, in order. A byte order mark at its beginning is none, nor are the joiners
  /// and selectors that emoji and other scripts than Latin need. What is no UTF-8 ends a run.
  static func all(in bytes: [UInt8]) -> [HiddenText] {
    var found: [HiddenText] = []
    var open: HiddenText?
    var last = Last()
    var offset = 0
    while offset < bytes.count {
      let (scalar, width) = scalar(in: bytes, at: offset)
      let isMark = offset == 0 && scalar.value == 0xFEFF
      let kind = isMark ? nil : kind(of: scalar, after: last)
      if let kind, open?.kind == kind {
        open?.scalars.append(scalar)
      } else {
        if let open { found.append(open) }
        open = kind.map { HiddenText(kind: $0, scalars: [scalar], offset: offset, last: last) }
      }
      last.pass(scalar, isHidden: kind != nil)
      offset += width
    }
    if let open { found.append(open) }
    return found.filter { !$0.isFlag && ($0.kind != .selectors || $0.scalars.count > 1) }
  }

  /// The character at an offset and its bytes. For bytes that are none it is U+FFFD, as wide as
  /// they are: a repaired text would be longer, and its offsets others.
  private static func scalar(in bytes: [UInt8], at offset: Int) -> (Unicode.Scalar, width: Int) {
    if bytes[offset] < 0x80 { return (Unicode.Scalar(bytes[offset]), 1) }
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes[offset...].makeIterator()
    return switch parser.parseScalar(from: &rest) {
    case .valid(let encoded): (Unicode.UTF8.decode(encoded), encoded.count)
    case .error(let length): ("\u{FFFD}", length)
    case .emptyInput: ("\u{FFFD}", 1)
    }
  }

  /// Whether it makes a black flag that of a region: up to six letters and digits, and the tag that
  /// ends them. Unicode Technical Standard 51, “Emoji tag sequences”.
  private var isFlag: Bool {
    kind == .tags && last.scalar.value == 0x1F3F4 && !last.isFollowed
      && (2...7).contains(scalars.count) && scalars.last?.value == 0xE007F
      && scalars.dropLast().allSatisfy {
        (0xE0030...0xE0039).contains($0.value) || (0xE0061...0xE007A).contains($0.value)
      }
  }

  private static func kind(of scalar: Unicode.Scalar, after last: Last) -> Kind? {
    switch scalar.value {
    case 0xE0000...0xE007F: .tags
    case 0xFE00...0xFE0F, 0xE0100...0xE01EF: .selectors
    case 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x061C: .direction
    case 0x200B, 0x2060...0x2064, 0xFEFF: .zeroWidth
    // Joiners belong to scripts that join, and to emoji; one of them.
    case 0x200C, 0x200D: last.scalar.isASCII || last.isJoined ? .zeroWidth : nil
    default: nil
    }
  }
}
