import Foundation

/// Some text of a section in one line, around what was found in it.
///
/// SQLite's own `snippet` takes the square of the number of matches; this is linear.
struct Snippet {
  /// How many bytes of text it holds, more or less.
  private static let width = 180
  /// How many bytes stand before the first match.
  private static let lead = 40

  private(set) var text = ""
  private(set) var marks: [Range<Int>] = []

  /// A snippet of `text`, in which `marks` were found: ranges in order.
  init(_ text: Data, _ marks: [Range<Int>]) {
    // A snippet is short: what is far behind the first mark never shows.
    let end = min(text.count, (marks.last?.upperBound ?? 0) + 2 * Snippet.width)
    var marked: [UInt8] = []
    marked.reserveCapacity(end + 2 * marks.count)
    var place = 0
    for mark in marks {
      marked += Snippet.unmarked(text, place..<mark.lowerBound) + [2]
      marked += Snippet.unmarked(text, mark) + [3]
      place = mark.upperBound
    }
    marked += Snippet.unmarked(text, place..<end)
    self.init(marked: marked)
  }

  /// A snippet of `marked`, in which every match stands between the bytes 2 and 3.
  init(marked: [UInt8]) {
    var (line, found) = Snippet.line(of: marked)
    let start = Snippet.start(of: found)
    let from = Snippet.boundary(in: line, near: max(0, start - Snippet.lead), atMost: start)
    let to = Snippet.boundary(in: line, near: from + Snippet.width, atMost: line.count)
    found = found.filter { $0.lowerBound >= from && $0.upperBound <= to }
    let prefix = from > 0 ? "…" : ""
    text = prefix + String(decoding: line[from..<to], as: UTF8.self) + (to < line.count ? "…" : "")
    // Repairing bad UTF-8 may move what follows it; then marks would lie.
    guard text.utf8.count == prefix.utf8.count + to - from + (to < line.count ? 3 : 0) else {
      return
    }
    marks = found.map { range in
      range.lowerBound - from + prefix.utf8.count..<range.upperBound - from + prefix.utf8.count
    }
  }

  /// Part of a text without bytes that would be taken for marks.
  private static func unmarked(_ text: Data, _ range: Range<Int>) -> [UInt8] {
    text.dropFirst(range.lowerBound).prefix(range.count).map { $0 == 2 || $0 == 3 ? 0x20 : $0 }
  }

  /// The text without its marks and with each run of white space made one space, and the marks.
  private static func line(of marked: [UInt8]) -> (line: [UInt8], marks: [Range<Int>]) {
    var line: [UInt8] = []
    var marks: [Range<Int>] = []
    var start: Int?
    line.reserveCapacity(marked.count)
    for byte in marked {
      switch byte {
      case 2: start = line.count
      case 3:
        if let from = start { marks.append(from..<line.count) }
        start = nil
      case 0...0x20, 0x7F: if line.last != 0x20, !line.isEmpty { line.append(0x20) }
      default: line.append(byte)
      }
    }
    return (line, marks)
  }

  /// Where the matches stand most closely: the first place that has the most within one width.
  private static func start(of marks: [Range<Int>]) -> Int {
    var best = (count: 0, start: 0)
    var end = 0
    for (index, mark) in marks.enumerated() {
      while end < marks.count, marks[end].upperBound <= mark.lowerBound + width - lead { end += 1 }
      if end - index > best.count { best = (end - index, mark.lowerBound) }
    }
    return best.start
  }

  /// The end of the word at `offset`, if that is not far; else the next place where a scalar
  /// begins.
  private static func boundary(in line: [UInt8], near offset: Int, atMost limit: Int) -> Int {
    guard offset > 0 else { return 0 }
    guard offset < limit else { return limit }
    if let space = line[offset..<min(limit, offset + 20)].firstIndex(of: 0x20) { return space }
    return line[offset..<limit].firstIndex { $0 & 0xC0 != 0x80 } ?? limit
  }
}
