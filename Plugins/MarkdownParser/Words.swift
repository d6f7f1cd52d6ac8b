import Sections

/// The words of a Markdown text, its markup left out.
enum Words {
  /// The words of `bytes` in order: letters, digits, and `_`, `'` or `-` between them.
  ///
  /// Punctuation and with it markup is dropped, as are the numbers of lists and the names of tags.
  static func tokens(in bytes: [UInt8], lines: LineTable) -> [Token] {
    var tokens: [Token] = []
    for line in lines.starts.indices {
      let range = lines.range(ofLine: line)
      var position = startOfText(bytes, in: range)
      while let word = nextWord(in: bytes, from: position, to: range.upperBound) {
        position = word.upperBound
        tokens.append(Token(word, .word))
      }
    }
    return tokens
  }

  /// The position after the number of a list item, `12. `, if the line begins with one.
  private static func startOfText(_ bytes: [UInt8], in line: Range<Int>) -> Int {
    let text = bytes[line].drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
    let rest = text.prefix(10).drop { (0x30...0x39).contains($0) }
    guard rest.startIndex > text.startIndex, let mark = rest.first,
      mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")")
    else { return line.lowerBound }
    let next = rest.startIndex + 1
    return next >= line.upperBound || bytes[next] <= 0x20 ? next : line.lowerBound
  }

  private static func nextWord(in bytes: [UInt8], from start: Int, to end: Int) -> Range<Int>? {
    var first = start
    while first < end, !isWord(bytes, first, end) {
      first += bytes[first] == UInt8(ascii: "<") ? lengthOfTag(bytes, first, end) : 1
    }
    guard first < end else { return nil }
    var last = first
    while last < end, isWord(bytes, last, end) || joins(bytes, last, end) { last += 1 }
    return first..<last
  }

  /// Letters, digits and everything outside ASCII but general punctuation (U+2000 to U+207F).
  private static func isWord(_ bytes: [UInt8], _ index: Int, _ end: Int) -> Bool {
    switch bytes[index] {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case 0x80...0xBF: !isPunctuation(bytes, index - 1, end) && !isPunctuation(bytes, index - 2, end)
    case 0xC0...0xFF: !isPunctuation(bytes, index, end)
    default: false
    }
  }

  private static func isPunctuation(_ bytes: [UInt8], _ index: Int, _ end: Int) -> Bool {
    guard index >= 0, index + 1 < end, bytes[index] == 0xE2 else { return false }
    return bytes[index + 1] == 0x80 || bytes[index + 1] == 0x81
  }

  /// Whether the byte at `index`, which follows a word, holds it to the next.
  private static func joins(_ bytes: [UInt8], _ index: Int, _ end: Int) -> Bool {
    "_'-".utf8.contains(bytes[index]) && index + 1 < end && isWord(bytes, index + 1, end)
  }

  /// The length of a tag's `<` or `</` and name, so that the name is no word.
  private static func lengthOfTag(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
    var index = start + 1
    if index < end, bytes[index] == UInt8(ascii: "/") { index += 1 }
    while index < end, isWord(bytes, index, end) || joins(bytes, index, end) { index += 1 }
    return index - start
  }
}
