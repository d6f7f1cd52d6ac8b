import Sections

/// Finds where the destination of a link is written, which cmark-gfm does not tell.
///
/// What is found is compared with the destination that cmark-gfm read, so it may be missed, where
/// it is written in a very unusual way, but not mistaken for another text.
struct LinkDestination {
  /// The farthest that is looked for a destination, in bytes: a bound for hostile files.
  private static let reach = 4096

  private let bytes: [UInt8]

  /// A search in `bytes`.
  init(in bytes: [UInt8]) { self.bytes = bytes }

  /// The destination of the inline link that ends at `end`, after its `)`.
  ///
  /// - Parameter start: where the link begins.
  func inline(from start: Int, endingAt end: Int, as destination: String) -> Range<Int>? {
    let lowest = max(start, end - LinkDestination.reach)
    var cursor = end - 2
    var candidates = 0
    while cursor > lowest, candidates < 16 {
      if bytes[cursor] == UInt8(ascii: "("), bytes[cursor - 1] == UInt8(ascii: "]") {
        candidates += 1
        if let found = inline(at: cursor, limit: end, as: destination), found.end == end {
          return found.range
        }
      }
      cursor -= 1
    }
    return nil
  }

  /// The first destination between `start` and `limit` that is `destination`, and where its link
  /// ends.
  func first(
    from start: Int, limit: Int, as destination: String
  ) -> (range: Range<Int>, end: Int)? {
    let limit = min(limit, start + LinkDestination.reach)
    var cursor = start + 1
    while cursor < limit {
      if bytes[cursor] == UInt8(ascii: "("), bytes[cursor - 1] == UInt8(ascii: "]"),
        let found = inline(at: cursor, limit: limit, as: destination)
      {
        return found
      }
      cursor += 1
    }
    return nil
  }

  /// The destination and title between the parenthesis at `open` and the one that closes it.
  private func inline(
    at open: Int, limit: Int, as destination: String
  ) -> (range: Range<Int>, end: Int)? {
    let start = afterBlanks(open + 1, limit)
    guard let range = written(at: start, limit: limit), reads(range, as: destination) else {
      return nil
    }
    let isBracketed = range.lowerBound > start
    var cursor = afterBlanks(range.upperBound + (isBracketed ? 1 : 0), limit)
    if cursor < limit, let close = LinkDestination.closing(bytes[cursor]) {
      cursor += 1
      while cursor < limit, bytes[cursor] != close {
        cursor += bytes[cursor] == UInt8(ascii: "\\") ? 2 : 1
      }
      cursor = afterBlanks(cursor + 1, limit)
    }
    guard cursor < limit, bytes[cursor] == UInt8(ascii: ")") else { return nil }
    return (range, cursor + 1)
  }

  /// The destination that begins at `start`, without the `<` and `>` that may be around it.
  func written(at start: Int, limit: Int) -> Range<Int>? {
    guard start < limit else { return nil }
    var cursor = start
    guard bytes[start] != UInt8(ascii: "<") else {
      cursor += 1
      while cursor < limit, bytes[cursor] != UInt8(ascii: ">") {
        guard bytes[cursor] != 0x0A, bytes[cursor] != 0x0D else { return nil }
        cursor += bytes[cursor] == UInt8(ascii: "\\") ? 2 : 1
      }
      return cursor < limit ? start + 1..<cursor : nil
    }
    var depth = 0
    while cursor < limit, bytes[cursor] > 0x20 {
      switch bytes[cursor] {
      case UInt8(ascii: "\\"): cursor += cursor + 1 < limit && bytes[cursor + 1] > 0x20 ? 1 : 0
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        if depth == 0 { return start..<cursor }
        depth -= 1
      default: break
      }
      cursor += 1
    }
    return start..<min(cursor, limit)
  }

  /// Whether the bytes of `range` are `destination` once their escapes are taken away.
  func reads(_ range: Range<Int>, as destination: String) -> Bool {
    let written = bytes[range]
    if written.elementsEqual(destination.utf8) { return true }
    var plain: [UInt8] = []
    var rest = written
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"), let next = rest.first, LinkDestination.isPunctuation(next) {
        continue
      }
      plain.append(byte)
      if byte == UInt8(ascii: "&"), rest.starts(with: "amp;".utf8) { rest = rest.dropFirst(4) }
    }
    return plain.elementsEqual(destination.utf8)
  }

  /// The first byte from `start` on that is neither white space nor the mark of a quote.
  func afterBlanks(_ start: Int, _ limit: Int) -> Int {
    var cursor = start
    while cursor < limit, bytes[cursor] <= 0x20 || isQuoteMark(cursor) { cursor += 1 }
    return cursor
  }

  /// Whether the byte at `offset` is a `>` that begins a line of a quote.
  private func isQuoteMark(_ offset: Int) -> Bool {
    guard bytes[offset] == UInt8(ascii: ">") else { return false }
    let before = bytes[..<offset].suffix(64).last {
      $0 != 0x20 && $0 != 0x09 && $0 != bytes[offset]
    }
    return before == 0x0A || before == 0x0D
  }

  private static func closing(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): byte
    case UInt8(ascii: "("): UInt8(ascii: ")")
    default: nil
    }
  }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    (0x21...0x2F).contains(byte) || (0x3A...0x40).contains(byte) || (0x5B...0x60).contains(byte)
      || (0x7B...0x7E).contains(byte)
  }
}
