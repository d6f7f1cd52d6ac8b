internal import Sections

/// Questions about lines of bytes that Markdown asks.
enum Lines {
  /// The lines of `range` of `bytes`, without the blank ones and the byte order mark before the
  /// first that is not blank, and without the blank ones after the last.
  static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    if bytes[range].starts(with: [0xEF, 0xBB, 0xBF]) { start += 3 }
    var cursor = start
    while cursor < range.upperBound, isBlank(bytes[cursor]) {
      cursor += 1
      if bytes[cursor - 1] == 0x0A || bytes[cursor - 1] == 0x0D { start = cursor }
    }
    guard cursor < range.upperBound else { return range.upperBound..<range.upperBound }
    var end = range.upperBound
    while isBlank(bytes[end - 1]) { end -= 1 }
    return start..<max(start, lineEnd(bytes, from: end, limit: range.upperBound).after)
  }

  /// Where the line that `offset` stands in ends: before its line ending, and after it.
  static func lineEnd(
    _ bytes: [UInt8], from offset: Int, limit: Int
  ) -> (before: Int, after: Int) {
    var end = offset
    while end < limit, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    var after = end
    if after < limit { after += 1 }
    if after < limit, bytes[after - 1] == 0x0D, bytes[after] == 0x0A { after += 1 }
    return (end, after)
  }

  /// Whether `byte` is a space, a tab or a line ending.
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// The run of fence characters that `line` begins with after its indentation, if it is three or
  /// more.
  static func fence(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let text = line.drop { $0 == 0x20 || $0 == 0x09 }
    guard let mark = text.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else {
      return nil
    }
    let run = text.prefix { $0 == mark }
    return run.count >= 3 ? run : nil
  }

  /// Whether `line` closes a block that the fence `opening` opened.
  static func closes(_ line: ArraySlice<UInt8>, _ opening: ArraySlice<UInt8>) -> Bool {
    guard let run = fence(line), run.first == opening.first, run.count >= opening.count else {
      return false
    }
    return line[run.endIndex...].allSatisfy(isBlank)
  }

  /// Where a run of `#` begins that would close an ATX heading of the text `title` instead of being
  /// shown; nil where there is none.
  static func closingMarks(_ title: ArraySlice<UInt8>) -> Int? {
    let text = title.prefix(title.count - title.reversed().prefix(while: isBlank).count)
    let mark = text.endIndex - text.reversed().prefix { $0 == UInt8(ascii: "#") }.count
    guard mark < text.endIndex, mark == text.startIndex || isBlank(text[mark - 1]) else {
      return nil
    }
    return mark
  }

  /// Whether `line` is the definition of a link, and nothing else: `[label]: destination "title"`.
  static func definesLink(_ line: ArraySlice<UInt8>) -> Bool {
    var rest = line.drop { $0 == 0x20 }
    guard line.count - rest.count < 4, rest.popFirst() == UInt8(ascii: "[") else { return false }
    var (hasLabel, isEscaped) = (false, false)
    while let byte = rest.popFirst(), isEscaped || byte != UInt8(ascii: "]") {
      if byte == UInt8(ascii: "["), !isEscaped { return false }
      hasLabel = hasLabel || !isBlank(byte)
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    guard hasLabel, rest.popFirst() == UInt8(ascii: ":") else { return false }
    rest = rest.drop(while: isBlank)
    guard let first = rest.first else { return false }
    if first == UInt8(ascii: "<") {
      guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
      rest = rest[(end + 1)...]
    } else {
      rest = rest.drop { !isBlank($0) }
    }
    let title = rest.drop(while: isBlank)
    guard let open = title.first else { return true }
    let last = title.last { !isBlank($0) }
    let close = open == UInt8(ascii: "(") ? UInt8(ascii: ")") : open
    return title.startIndex > rest.startIndex && "\"'(".utf8.contains(open) && last == close
      && title.count(where: { !isBlank($0) }) > 1
  }

  /// The length of the longest run of `byte`.
  static func longestRun(of byte: UInt8, in bytes: ArraySlice<UInt8>) -> Int {
    var (longest, run) = (0, 0)
    for next in bytes {
      run = next == byte ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
