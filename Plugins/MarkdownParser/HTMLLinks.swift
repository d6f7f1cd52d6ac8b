import Sections

/// Finds the destinations of links and images that are written in HTML: the values of `href` and
/// `src`.
///
/// What is in comments, and what has no quotes around it, is none.
struct HTMLLinks {
  /// A destination.
  struct Link {
    /// Where the tag begins and ends: offsets into the text.
    var tag: Range<Int>
    /// The value, without its quotes.
    var value: Range<Int>
  }

  /// The elements whose attributes lead to files.
  private static let attributes: [String: String] = [
    "a": "href", "img": "src", "source": "src", "video": "src", "audio": "src", "link": "href",
  ]

  /// The destinations in `range` of `bytes`, in order.
  static func all(in bytes: [UInt8], _ range: Range<Int>) -> [Link] {
    var links: [Link] = []
    var cursor = range.lowerBound
    while cursor < range.upperBound {
      guard bytes[cursor] == UInt8(ascii: "<") else {
        cursor += 1
        continue
      }
      if bytes[cursor..<range.upperBound].starts(with: "<!--".utf8) {
        cursor = end(ofComment: cursor + 4, bytes, range.upperBound)
        continue
      }
      var tag = Tag(at: cursor, limit: range.upperBound)
      if let link = tag.link(bytes) { links.append(link) }
      cursor = max(cursor + 1, tag.cursor)
    }
    return links
  }

  private static func end(ofComment start: Int, _ bytes: [UInt8], _ limit: Int) -> Int {
    var cursor = start
    while cursor < limit, !bytes[cursor..<limit].starts(with: "-->".utf8) { cursor += 1 }
    return cursor
  }

  /// A tag that is being read.
  private struct Tag {
    let start: Int
    let limit: Int
    var cursor: Int

    init(at start: Int, limit: Int) {
      (self.start, self.limit) = (start, limit)
      cursor = start + 1
    }

    /// The destination that the tag has; the cursor is then behind it.
    mutating func link(_ bytes: [UInt8]) -> Link? {
      guard let attribute = HTMLLinks.attributes[name(bytes)] else { return nil }
      var value: Range<Int>?
      while cursor < limit, bytes[cursor] != UInt8(ascii: ">"), bytes[cursor] != UInt8(ascii: "<") {
        guard bytes[cursor] > 0x20, bytes[cursor] != UInt8(ascii: "/") else {
          cursor += 1
          continue
        }
        let name = name(bytes)
        skipBlanks(bytes)
        guard cursor < limit, bytes[cursor] == UInt8(ascii: "=") else {
          if name.isEmpty { cursor += 1 }
          continue
        }
        cursor += 1
        skipBlanks(bytes)
        let found = quoted(bytes)
        if name == attribute, value == nil { value = found }
      }
      guard let value, cursor < limit, bytes[cursor] == UInt8(ascii: ">") else { return nil }
      cursor += 1
      return Link(tag: start..<cursor, value: value)
    }

    /// A name in small letters; empty where none begins here.
    private mutating func name(_ bytes: [UInt8]) -> String {
      let start = cursor
      while cursor < limit, HTMLLinks.isName(bytes[cursor]) { cursor += 1 }
      return String(decoding: bytes[start..<cursor], as: UTF8.self).lowercased()
    }

    private mutating func skipBlanks(_ bytes: [UInt8]) {
      while cursor < limit, bytes[cursor] <= 0x20 { cursor += 1 }
    }

    /// The value that begins here; nil where it has no quotes.
    private mutating func quoted(_ bytes: [UInt8]) -> Range<Int>? {
      guard cursor < limit, "\"'".utf8.contains(bytes[cursor]) else {
        while cursor < limit, bytes[cursor] > 0x20, bytes[cursor] != UInt8(ascii: ">") {
          cursor += 1
        }
        return nil
      }
      let quote = bytes[cursor]
      let start = cursor + 1
      cursor = start
      while cursor < limit, bytes[cursor] != quote { cursor += 1 }
      defer { cursor = min(limit, cursor + 1) }
      return cursor < limit ? start..<cursor : nil
    }
  }

  private static func isName(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "_")
  }
}
