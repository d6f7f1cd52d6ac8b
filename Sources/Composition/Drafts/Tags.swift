/// HTML that goes on to the next blank line (CommonMark, “HTML blocks”, 6 and 7).
enum Tags {
  private static let blocks = Set(
    """
    address article aside base basefont blockquote body caption center col colgroup dd details
    dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6
    head header hr html iframe legend li link main menu menuitem nav noframes ol optgroup option p
    param section source summary table tbody td tfoot th thead title tr track ul
    """.split(whereSeparator: \.isWhitespace).map { String($0) })

  /// Whether `text`, a line without its indentation, begins such HTML.
  ///
  /// - Parameter inParagraph: whether it may be the next line of one: then only the tag of a block
  ///   does.
  static func begin(_ text: ArraySlice<UInt8>, inParagraph: Bool) -> Bool {
    guard text.first == UInt8(ascii: "<") else { return false }
    let isClosing = text.dropFirst().first == UInt8(ascii: "/")
    let rest = text.dropFirst(isClosing ? 2 : 1)
    let name = rest.prefix { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
    guard let first = name.first, isLetter(first) else { return false }
    let word = String(decoding: name, as: UTF8.self).lowercased()
    let after = rest[name.endIndex...]
    let ends = after.first.map { Lines.isBlank($0) || $0 == UInt8(ascii: ">") } ?? true
    if blocks.contains(word), ends || after.starts(with: "/>".utf8) { return true }
    guard !inParagraph, ends || after.starts(with: "/>".utf8) else { return false }
    // One whole tag, and nothing behind it.
    let line = after.prefix(after.count - after.reversed().prefix(while: Lines.isBlank).count)
    return line.last == UInt8(ascii: ">") && isTag(line.dropLast(), isClosing: isClosing)
  }

  /// Whether `inner`, what stands between a tag's name and its end, is only attributes.
  private static func isTag(_ inner: ArraySlice<UInt8>, isClosing: Bool) -> Bool {
    guard !isClosing else { return inner.allSatisfy(Lines.isBlank) }
    var quote: UInt8?
    for byte in inner {
      if let open = quote {
        if byte == open { quote = nil }
      } else if "\"'".utf8.contains(byte) {
        quote = byte
      } else if "<>".utf8.contains(byte) {
        return false
      }
    }
    return quote == nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
