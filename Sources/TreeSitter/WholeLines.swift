import Sections

extension Syntax {
  /// `range` made to whole lines: from the start of its first line where only blanks are before
  /// it there, to after the ending of its last line where only blanks and a comment are after it.
  ///
  /// On a side where something else is on the line, the range ends where it did.
  package func wholeLines(_ range: Range<Int>) -> Range<Int> {
    lineStart(before: range.lowerBound)..<lineEnd(after: range.upperBound)
  }

  /// ``wholeLines(_:)``, with the comments that stand directly above at the same indentation.
  package func wholeLinesWithComments(_ range: Range<Int>) -> Range<Int> {
    let lines = wholeLines(range)
    let column = range.lowerBound - lines.lowerBound
    guard isLineStart(lines.lowerBound) else { return lines }
    var start = lines.lowerBound
    var index = comments(endingBy: start)
    while index > 0 {
      index -= 1
      let comment = comments[index]
      let above = lineStart(before: comment.lowerBound)
      guard isLineStart(above), comment.lowerBound - above == column, !isInterpreterLine(above),
        lineEnd(after: comment.upperBound) == start
      else { break }
      start = above
    }
    return start..<lines.upperBound
  }

  private func lineStart(before offset: Int) -> Int {
    var start = offset
    while start > 0, isBlank(source.bytes[start - 1]) { start -= 1 }
    if start == source.byteOrderMark { return 0 }
    return isLineStart(start) ? start : offset
  }

  private func lineEnd(after offset: Int) -> Int {
    if isLineStart(offset) { return offset }
    var end = skipBlanks(from: offset)
    let next = comments(endingBy: end)
    if next < comments.count, comments[next].lowerBound == end {
      end = skipBlanks(from: comments[next].upperBound)
    }
    guard end < source.bytes.count else { return end }
    switch source.bytes[end] {
    case 0x0A: return end + 1
    case 0x0D: return lines.range(ofLine: lines.line(at: end)).upperBound
    default: return isLineStart(end) ? end : offset
    }
  }

  private func skipBlanks(from offset: Int) -> Int {
    var end = offset
    while end < source.bytes.count, isBlank(source.bytes[end]) { end += 1 }
    return end
  }

  /// How many comments end at or before `offset`.
  private func comments(endingBy offset: Int) -> Int {
    var low = 0
    var high = comments.count
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func isLineStart(_ offset: Int) -> Bool {
    guard offset > 0 else { return true }
    guard offset <= source.bytes.count else { return false }
    switch source.bytes[offset - 1] {
    case 0x0A: return true
    case 0x0D: return offset == source.bytes.count || source.bytes[offset] != 0x0A
    default: return false
    }
  }

  private func isInterpreterLine(_ start: Int) -> Bool {
    start == 0 && source.bytes.dropFirst(source.byteOrderMark).starts(with: [0x23, 0x21])
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0C }
}
