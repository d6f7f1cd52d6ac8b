import Sections

/// One version of a file as a tree of parts, whose own texts are merged each by itself.
///
/// The parts are the sections that are not inline, and the keys of the frontmatter. A part's own
/// text is its head and its tail, without blank lines and, in lists, commas around them: what
/// stands between two texts belongs to neither, so that a section can be put after another without
/// a change to it.
struct Version {
  /// A part of the tree.
  struct Part {
    /// What it is.
    var kind: SectionKind
    /// What a reader would call it.
    var title: String
    /// The name an address uses for it, without a number.
    var anchor: String
    /// What stands after `#` in its address.
    var fragment: String
    /// Its position among the cuts; nil for the file itself and for keys of the frontmatter.
    var cut: Int?
    /// The part around it; nil for the file.
    var parent: Int?
    /// The parts directly inside it, in order.
    var children: [Int] = []
    /// Its bytes, children included, without blanks around them.
    var range: Range<Int>
    /// Its own text before the first part inside it.
    var head: Range<Int>
    /// Its own text after the last part inside it. Often empty.
    var tail: Range<Int>
  }

  /// The bytes that ranges are of.
  let bytes: [UInt8]
  /// The sections, inline ones too.
  let cuts: [Cut]
  /// The parts in reading order. The first is the file.
  private(set) var parts: [Part]
  /// For each part, whether commas stand between the parts inside it: it is an object or a list.
  private(set) var isList: [Bool] = []

  /// Reads the tree of a file.
  ///
  /// - Parameter keys: Whether the keys of the frontmatter are parts of it.
  init(path: String, bytes: [UInt8], cuts: [Cut], splitsKeys keys: Bool) {
    self.bytes = bytes
    self.cuts = cuts
    let end = bytes.count
    parts = [
      Part(
        kind: .text, title: "", anchor: "", fragment: "", range: 0..<end, head: 0..<0,
        tail: end..<end)
    ]
    var places: [Int?] = []
    for (index, cut) in cuts.enumerated() {
      places.append(cut.isInline ? nil : parts.count)
      guard !cut.isInline else { continue }
      add(
        Part(
          kind: cut.kind, title: cut.title, anchor: cut.anchor, fragment: cut.fragment, cut: index,
          parent: cut.parent.flatMap { places[$0] } ?? 0, range: cut.range, head: cut.head,
          tail: cut.tail))
      if keys, cut.kind == .frontmatter { addKeys(path: path, upTo: cut.range.upperBound) }
    }
    trim()
  }

  /// The text of `range`.
  func text(_ range: Range<Int>) -> ArraySlice<UInt8> { bytes[range] }

  /// Moves what a part without children has after `length` bytes from its head to its tail.
  mutating func splitHead(of part: Int, after length: Int) {
    let head = parts[part].head
    let middle = head.lowerBound + length
    parts[part].head = trimmed(head.lowerBound..<middle, of: part)
    parts[part].tail = trimmed(middle..<head.upperBound, of: part)
  }

  private mutating func add(_ part: Part) {
    if let parent = part.parent { parts[parent].children.append(parts.count) }
    parts.append(part)
  }

  /// Makes the keys parts of the frontmatter that was just added.
  private mutating func addKeys(path: String, upTo end: Int) {
    guard let yaml = Source(path: path, bytes: bytes).frontmatter?.yaml else { return }
    let frontmatter = parts.count - 1
    parts[frontmatter].head = parts[frontmatter].range.lowerBound..<yaml.lowerBound
    parts[frontmatter].tail = yaml.upperBound..<end
    for key in FrontmatterKey.all(in: bytes, yaml) {
      add(
        Part(
          kind: .key, title: key.name, anchor: key.anchor,
          fragment: parts[frontmatter].fragment, parent: frontmatter, range: key.range,
          head: key.range, tail: key.range.upperBound..<key.range.upperBound))
    }
  }

  // MARK: Blanks

  private mutating func trim() {
    for part in parts.indices { isList.append(holdsList(part)) }
    for index in parts.indices.dropFirst() {
      parts[index].range = trimmed(parts[index].range, of: index)
      parts[index].head = trimmed(parts[index].head, of: index)
      parts[index].tail = trimmed(parts[index].tail, of: index)
    }
  }

  /// `range` without the blank lines it begins with, and the blanks and the comma it ends with.
  private func trimmed(_ range: Range<Int>, of part: Int) -> Range<Int> {
    let inList = parts[part].parent.map { isList[$0] } ?? false
    var (start, end) = (range.lowerBound, range.upperBound)
    while end > start, bytes[end - 1].isBlank || inList && bytes[end - 1] == .comma { end -= 1 }
    var position = start
    while position < end, bytes[position].isBlank {
      position += 1
      if bytes[position - 1] == 0x0A || bytes[position - 1] == 0x0D { start = position }
    }
    return start == end ? range.lowerBound..<range.lowerBound : start..<end
  }

  private func holdsList(_ part: Int) -> Bool {
    switch parts[part].kind {
    case .object, .array: true
    case .key, .entry: parts[part].parent.map { isList[$0] } ?? false
    case .namespace: parts[part].children.contains(where: endsWithComma)
    default: false
    }
  }

  private func endsWithComma(_ part: Int) -> Bool {
    bytes[parts[part].range].last { !$0.isBlank } == .comma
  }
}

extension Version {
  /// Whether a comment stands after a member of a list, on its line: a comma put there would be
  /// part of the comment.
  var hasCommentInList: Bool {
    parts.contains { part in
      guard let parent = part.parent, isList[parent] else { return false }
      let line = bytes[part.range].split { $0 == 0x0A || $0 == 0x0D }.last ?? []
      var (isQuoted, previous) = (false, UInt8(0))
      for byte in line {
        if byte == UInt8(ascii: "\""), previous != UInt8(ascii: "\\") { isQuoted.toggle() }
        let isComment = previous == .slash && (byte == .slash || byte == UInt8(ascii: "*"))
        if isComment, !isQuoted { return true }
        previous = byte
      }
      return false
    }
  }
}

extension SectionKind {
  /// An object in brackets that is a whole file.
  static let object = Self(rawValue: "object")
  /// A list in brackets that is a whole file.
  static let array = Self(rawValue: "array")
}

extension UInt8 {
  /// `,`
  static let comma = UInt8(ascii: ",")
  /// `/`
  static let slash = UInt8(ascii: "/")
  /// Whether it is white space.
  var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
