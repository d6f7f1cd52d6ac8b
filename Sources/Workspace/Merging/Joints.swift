/// What stands between the texts of a version: blanks, line ends, and in lists commas.
struct Joints {
  /// A text of a version, or an end of the file.
  enum Name: Hashable {
    /// The start of the file.
    case start
    /// The head of the part of that identity.
    case head(Int)
    /// The tail of the part of that identity.
    case tail(Int)
    /// The end of the file.
    case end
  }

  /// The texts of the version and where they are, in order, both ends of the file included.
  let texts: [(name: Name, range: Range<Int>)]
  private var after: [Name: (next: Name, gap: ArraySlice<UInt8>)] = [:]
  private var before: [Name: ArraySlice<UInt8>] = [:]

  /// Finds the texts of `version`, whose parts have the identities `identity`.
  init(_ version: Version, _ identity: [Int]) {
    var texts: [(name: Name, range: Range<Int>)] = [(.start, 0..<0)]
    func visit(_ place: Int) {
      let part = version.parts[place]
      if !part.head.isEmpty { texts.append((.head(identity[place]), part.head)) }
      for child in part.children { visit(child) }
      if !part.tail.isEmpty { texts.append((.tail(identity[place]), part.tail)) }
    }
    visit(0)
    texts.append((.end, version.bytes.count..<version.bytes.count))
    self.texts = texts
    for (text, next) in zip(texts, texts.dropFirst()) {
      let gap = version.text(text.range.upperBound..<next.range.lowerBound)
      after[text.name] = (next.name, gap)
      before[next.name] = gap
    }
  }

  /// The blanks that the file begins with.
  var start: ArraySlice<UInt8> { after[.start]?.gap ?? [] }

  /// The blanks that the file ends with.
  var end: ArraySlice<UInt8> { before[.end] ?? [] }

  /// What stands between two texts; nil where the version does not have them together.
  func gap(_ one: Name, _ other: Name) -> ArraySlice<UInt8>? {
    guard let found = after[one], found.next == other else { return nil }
    return found.gap
  }

  /// What stands after a text, and what before another, in that version.
  func gaps(after one: Name, before other: Name) -> [ArraySlice<UInt8>] {
    [after[one]?.gap, before[other]].compactMap(\.self)
  }

  /// What to put between two texts that no version has together: the widest of `gaps`, and at least
  /// a line end, but for members of a list, which may share a line.
  ///
  /// - Parameter comma: Whether one must stand there; nil where the texts are in no list.
  static func invented(from gaps: [ArraySlice<UInt8>], comma: Bool?) -> [UInt8] {
    let gap = widest(gaps).filter { $0 != .comma }
    guard let comma else { return gap.contains(0x0A) ? gap : gap + [0x0A] }
    return comma ? [.comma] + gap : gap
  }

  /// The gap with the most lines, and of those the longest.
  static func widest(_ gaps: [ArraySlice<UInt8>]) -> ArraySlice<UInt8> {
    func width(_ gap: ArraySlice<UInt8>) -> (Int, Int) { (gap.count { $0 == 0x0A }, gap.count) }
    var widest: ArraySlice<UInt8> = []
    for gap in gaps where width(gap) > width(widest) { widest = gap }
    return widest
  }
}
