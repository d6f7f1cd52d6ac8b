internal import Sections

/// The two lines between which a block of a file is ours: comments, as its kind of file has them.
struct Markers: Hashable, Sendable {
  /// What a line is.
  enum Mark: Hashable {
    case begin, end, damaged
  }

  /// The line before the block, without its ending.
  let begin: [UInt8]
  /// The line after it.
  let end: [UInt8]
  private let words: [[UInt8]]

  /// The markers of that name in a file of that name.
  init(name: String, fileName: String) {
    let suffix = fileName.split(separator: ".").last.map { $0.lowercased() } ?? ""
    let isMarkup = ["md", "mdc", "markdown", "html"].contains(suffix)
    let words = ["joinery:begin \(name)", "joinery:end \(name)"]
    let lines = words.map { Array((isMarkup ? "<!-- \($0) -->" : "# \($0)").utf8) }
    (begin, end) = (lines[0], lines[1])
    self.words = words.map { Array($0.utf8) }
  }

  /// Which marker a line is; nil where it is none.
  func mark(_ line: ArraySlice<UInt8>) -> Mark? {
    let text = line.trimmed
    if text == begin[...] { return .begin }
    if text == end[...] { return .end }
    return words.contains { mentions($0, in: text) } ? .damaged : nil
  }

  /// Whether the words stand in a line, and the name does not go on.
  private func mentions(_ words: [UInt8], in line: ArraySlice<UInt8>) -> Bool {
    var rest = line
    while let start = rest.firstIndex(of: words[0]) {
      rest = rest[start...]
      if rest.starts(with: words), !Markers.goesOn(rest.dropFirst(words.count)) { return true }
      rest = rest.dropFirst()
    }
    return false
  }

  /// Whether a name goes on with `rest`: `-->` is no part of one.
  private static func goesOn(_ rest: ArraySlice<UInt8>) -> Bool {
    let next = rest.drop { $0 == UInt8(ascii: "-") }.first.map { Character(Unicode.Scalar($0)) }
    return next.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") } ?? false
  }
}

extension ArraySlice<UInt8> {
  /// Without spaces, tabs and line endings around.
  fileprivate var trimmed: ArraySlice<UInt8> {
    var text = self
    while let first = text.first, first <= 0x20 { text.removeFirst() }
    while let last = text.last, last <= 0x20 { text.removeLast() }
    return text
  }
}
