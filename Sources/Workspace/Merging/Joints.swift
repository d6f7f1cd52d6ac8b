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

  /// What stands between two texts; nil where the version does not have them together.
  func gap(_ one: Name, _ other: Name) -> ArraySlice<UInt8>? {
    guard let found = after[one], found.next == other else { return nil }
    return found.gap
  }

  /// What stands after a text, and what before another, in that version.
  func gaps(after one: Name, before other: Name) -> [ArraySlice<UInt8>] {
    [after[one]?.gap, before[other]].compactMap(\.self)
  }
}
