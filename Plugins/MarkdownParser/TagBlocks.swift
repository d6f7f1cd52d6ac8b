import Sections

/// The XML-like blocks of a file: `<example>` alone on a line to `</example>` alone on another.
struct TagBlocks {
  /// A block: its lines, tags included, and the name of its tag.
  struct Block {
    let lines: Range<Int>
    let name: String
  }

  private var open: [(name: String, line: Int)] = []
  private var openCount: [String: Int] = [:]
  private var blocks: [Block] = []

  /// The blocks among `lines` of `bytes`, in order of their closing tags. They nest.
  ///
  /// - Parameter hidden: lines in which a tag is no tag, in order of their start.
  static func all(
    in bytes: [UInt8], lines: LineTable, from first: Int, hidden: [Range<Int>]
  ) -> [Block] {
    var reader = TagBlocks()
    var hidden = hidden[...]
    for line in first..<lines.starts.count {
      while let next = hidden.first, next.upperBound <= line { hidden.removeFirst() }
      if hidden.first?.contains(line) == true { continue }
      guard let tag = Tag(alone: bytes[lines.range(ofLine: line)]) else { continue }
      if tag.closes { reader.close(tag.name, line) } else { reader.open(tag.name, line) }
    }
    return reader.blocks
  }

  private mutating func open(_ name: String, _ line: Int) {
    open.append((name, line))
    openCount[name, default: 0] += 1
  }

  /// Closes the last open tag of that name; tags opened since were never closed.
  private mutating func close(_ name: String, _ line: Int) {
    guard openCount[name, default: 0] > 0 else { return }
    while let last = open.popLast() {
      openCount[last.name, default: 0] -= 1
      guard last.name == name else { continue }
      blocks.append(Block(lines: last.line..<line + 1, name: name))
      return
    }
  }
}

/// A tag that stands alone on its line, and is not one of HTML's own.
private struct Tag {
  let name: String
  let closes: Bool

  init?(alone line: ArraySlice<UInt8>) {
    let text = line.drop { $0 <= 0x20 }
    guard text.first == UInt8(ascii: "<"), let end = text.lastIndex(where: { $0 > 0x20 }),
      text[end] == UInt8(ascii: ">")
    else { return nil }
    var inner = text[..<end].dropFirst()
    closes = inner.first == UInt8(ascii: "/")
    if closes { inner = inner.dropFirst() }
    let word = inner.prefix(64).prefix(while: Tag.isNameByte)
    let attributes = inner[word.endIndex...]
    guard let first = word.first, (0x61...0x7A).contains(first | 0x20),
      attributes.first.map({ $0 <= 0x20 }) ?? true, attributes.last != UInt8(ascii: "/"),
      !attributes.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") })
    else { return nil }
    name = String(decoding: word, as: UTF8.self)
    if Tag.html.contains(name.lowercased()) { return nil }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."), UInt8(ascii: ":"):
      true
    default: false
    }
  }

  /// HTML's elements: layout, not structure that an author made up.
  private static let html = Set(
    """
    a abbr address article aside audio b base blockquote body br button canvas caption center \
    code col colgroup dd details dialog dir div dl dt em fieldset figcaption figure font footer \
    form frame frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img input kbd label legend \
    li link main map menu menuitem meta nav noframes noscript ol optgroup option p param picture \
    pre script search section select small source span strong style sub summary sup svg table \
    tbody td template textarea tfoot th thead title tr track u ul video
    """.split(separator: " ").map(String.init))
}
