internal import Sections

/// The heading that begins at some offset of a section's bytes, taken apart.
struct HeadingLine {
  private enum Form {
    /// `## Title`: the marks.
    case atx(marks: Range<Int>)
    /// A title underlined: where it begins, after the link definitions that may stand above it,
    /// and its lines.
    case setext(start: Int, title: [Range<Int>])
    /// In a quotation, or written in a way not known here. It stays as it is.
    case other
  }

  private let bytes: [UInt8]
  private let start: Int
  private let form: Form
  /// Where its text ends, its line ending not included.
  let end: Int

  /// The heading at `start` of `bytes`, whose section ends at `limit`.
  init(in bytes: [UInt8], at start: Int, limit: Int) {
    self.bytes = bytes
    self.start = start
    let line = Lines.lineEnd(bytes, from: start, limit: limit)
    let indent = bytes[start..<line.before].prefix { $0 == 0x20 }.count
    let marks = bytes[(start + indent)..<line.before].prefix { $0 == UInt8(ascii: "#") }
    let after = marks.endIndex < line.before ? bytes[marks.endIndex] : 0x20
    if indent < 4, (1...6).contains(marks.count), after == 0x20 || after == 0x09 {
      form = .atx(marks: marks.startIndex..<marks.endIndex)
      end = line.before
    } else if let found = HeadingLine.setext(in: bytes, at: start, limit: limit) {
      form = .setext(start: found.start, title: found.title)
      end = found.end
    } else {
      form = .other
      end = line.before
    }
  }

  /// A paragraph may have any number of lines, but ends at a blank one at the latest.
  private static func setext(
    in bytes: [UInt8], at start: Int, limit: Int
  ) -> (start: Int, title: [Range<Int>], end: Int)? {
    var title: [Range<Int>] = []
    var cursor = start
    while cursor < limit {
      let line = Lines.lineEnd(bytes, from: cursor, limit: limit)
      guard Lines.definesLink(bytes[cursor..<line.before]) else { break }
      cursor = line.after
    }
    let first = cursor
    while cursor < limit {
      let line = Lines.lineEnd(bytes, from: cursor, limit: limit)
      if !title.isEmpty, isUnderline(bytes[cursor..<line.before]) {
        return (first, title, line.before)
      }
      let text = trimmed(bytes, cursor..<line.before)
      guard !text.isEmpty else { return nil }
      title.append(text)
      cursor = line.after
    }
    return nil
  }

  private static func isUnderline(_ line: ArraySlice<UInt8>) -> Bool {
    let text = line.drop { $0 == 0x20 }
    guard line.count - text.count < 4, let mark = text.first,
      mark == UInt8(ascii: "=") || mark == UInt8(ascii: "-")
    else { return false }
    return text.drop { $0 == mark }.allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  private static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high, Lines.isBlank(bytes[low]) { low += 1 }
    while low < high, Lines.isBlank(bytes[high - 1]) { high -= 1 }
    return low..<high
  }

  /// Writes the heading to `draft` at `level`, perhaps with another title.
  ///
  /// - Parameter isOutermost: whether it begins a section. Then it is not indented, lest it become
  ///   part of a list that stands above it now.
  func write(
    to draft: inout Draft, of passage: Passage, level: Int, was old: Int, title: String?,
    isOutermost: Bool = false
  ) {
    var start = start
    if case .setext(let first, _) = form {
      draft.append(passage, start..<first)
      start = first
    }
    if case .other = form {
    } else if isOutermost {
      while start < end, bytes[start] == 0x20 { start += 1 }
    }
    let marks = String(repeating: "#", count: level)
    switch form {
    case .other:
      draft.append(passage, start..<end)
    case _ where title != nil:
      draft.append("\(marks) ", from: .glue)
      draft.append(title: title ?? "")
    case _ where level == old:
      draft.append(passage, start..<end)
    case .atx(let old):
      draft.append(passage, start..<old.lowerBound)
      draft.append(marks, from: .glue)
      draft.append(passage, old.upperBound..<end)
    case .setext(_, let lines):
      draft.append("\(marks) ", from: .glue)
      for (index, line) in lines.enumerated() {
        if index > 0 { draft.append(" ", from: .glue) }
        writeTitle(line, isLast: index == lines.count - 1, to: &draft, of: passage)
      }
    }
  }

  /// At the end of an ATX heading a run of `#` would not be shown, so it is escaped.
  private func writeTitle(
    _ line: Range<Int>, isLast: Bool, to draft: inout Draft, of passage: Passage
  ) {
    guard isLast, let mark = Lines.closingMarks(bytes[line]) else {
      return draft.append(passage, line)
    }
    draft.append(passage, line.lowerBound..<mark)
    draft.append("\\", from: .glue)
    draft.append(passage, mark..<line.upperBound)
  }
}

extension Draft {
  /// Adds a title of the author's own to a heading. A run of `#` at its end is shown.
  mutating func append(title: String) {
    let bytes = Array(title.utf8)
    guard let mark = Lines.closingMarks(bytes[...]) else { return append(title, from: .recipe) }
    append(bytes[..<mark], from: .recipe)
    append("\\", from: .glue)
    append(bytes[mark...], from: .recipe)
  }
}
