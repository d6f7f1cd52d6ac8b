/// Why an outline was refused. The file it speaks of becomes one plain section.
public enum OutlineFailure: Explained, Equatable {
  /// A range that is empty or reaches past the end of the source.
  case outOfBounds(title: String, range: Range<Int>, count: Int)
  /// A node that begins before the one ahead of it.
  case outOfOrder(title: String, range: Range<Int>)
  /// A node that begins inside another and ends outside it.
  case overlapping(title: String, range: Range<Int>, outer: Range<Int>)
  /// A title or anchor that is not one line.
  case notOneLine(title: String)

  public var problem: String {
    switch self {
    case .outOfBounds(let title, let range, let count):
      "section “\(title)” has the range \(range), which is empty or outside 0..<\(count)"
    case .outOfOrder(let title, let range):
      "section “\(title)” at \(range) comes after a section that begins later"
    case .overlapping(let title, let range, let outer):
      "section “\(title)” at \(range) crosses the end of the section around it, \(outer)"
    case .notOneLine(let title):
      "the title or anchor of section “\(title)” is not one line"
    }
  }

  public var hint: String? {
    "This is a mistake in the parser: ‘joinery parser check’ shows it on any file."
  }
}

extension Outline {
  /// Checks what arrived, once: ranges in bounds and not empty, in reading order, properly
  /// nested; titles and anchors of one line; references in bounds. Inside, trust.
  ///
  /// - Throws: the first thing that is wrong.
  public func check(against source: Source) throws(OutlineFailure) {
    var open: [Range<Int>] = []
    var last = 0
    for node in nodes {
      let range = node.range
      guard range.lowerBound >= 0, range.upperBound <= source.bytes.count, !range.isEmpty else {
        throw .outOfBounds(title: node.title, range: range, count: source.bytes.count)
      }
      guard range.lowerBound >= last else { throw .outOfOrder(title: node.title, range: range) }
      last = range.lowerBound
      while let outer = open.last, outer.upperBound <= range.lowerBound { open.removeLast() }
      if let outer = open.last, range.upperBound > outer.upperBound {
        throw outer.lowerBound == range.lowerBound
          ? .outOfOrder(title: node.title, range: range)
          : .overlapping(title: node.title, range: range, outer: outer)
      }
      guard !node.title.contains(where: \.isNewline),
        node.anchor?.contains(where: \.isNewline) != true
      else { throw .notOneLine(title: node.title) }
      open.append(range)
    }
    for landmark in landmarks where !(0...source.bytes.count).contains(landmark.offset) {
      let range = landmark.offset..<landmark.offset
      throw .outOfBounds(title: landmark.title, range: range, count: source.bytes.count)
    }
    for range in references.flatMap({ [$0.range, $0.destination ?? $0.range] }) {
      guard range.lowerBound >= 0, range.upperBound <= source.bytes.count else {
        throw .outOfBounds(title: "reference", range: range, count: source.bytes.count)
      }
    }
  }
}
