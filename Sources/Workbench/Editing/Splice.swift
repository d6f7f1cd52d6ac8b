internal import Sections

/// A file in which one stretch of bytes is replaced.
struct Splice {
  /// The file with the new bytes.
  let bytes: [UInt8]
  private let old: Reading
  private let range: Range<Int>
  /// Where the new bytes are.
  private let place: Range<Int>

  /// - Parameter range: what is replaced. A text that ended its last line keeps doing so where
  ///   something follows.
  init(_ new: [UInt8], in old: Reading, at range: Range<Int>) {
    let source = old.source.bytes
    var new = new
    let ending = source[range].suffix(2).drop { $0 != 0x0D && $0 != 0x0A }
    if range.upperBound < source.count, let last = new.last, last != 0x0A, last != 0x0D {
      new += ending
    }
    self.old = old
    self.range = range
    place = range.lowerBound..<range.lowerBound + new.count
    bytes = source[..<range.lowerBound] + new + source[range.upperBound...]
  }

  /// The sections outside of the new bytes that are not as they were, by title.
  ///
  /// - Parameter new: what came of reading ``bytes``.
  func disturbed(in new: Reading) -> [String] {
    let before = old.cuts.filter { !range.contains($0.range) }.map { cut in
      Outside(
        cut, moved(cut.range.lowerBound, isEnd: false)..<moved(cut.range.upperBound, isEnd: true))
    }
    let after = new.cuts.filter { !place.contains($0.range) }.map { Outside($0, $0.range) }
    let (kept, made) = (Set(after), Set(before))
    return (before.filter { !kept.contains($0) } + after.filter { !made.contains($0) })
      .map(\.title).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private func moved(_ offset: Int, isEnd: Bool) -> Int {
    let isBefore = isEnd ? offset <= range.lowerBound : offset < range.upperBound
    return isBefore ? offset : offset + place.count - range.count
  }

  /// What must stay the same of a section around the one that is replaced, or beside it.
  private struct Outside: Hashable {
    let kind: String
    let title: String
    let level: Int?
    let isInline: Bool
    let range: Range<Int>

    init(_ cut: Cut, _ range: Range<Int>) {
      kind = cut.kind.rawValue
      title = cut.title
      level = cut.level
      isInline = cut.isInline
      self.range = range
    }
  }
}

extension Range<Int> {
  /// Whether all of `other` is in it.
  fileprivate func contains(_ other: Range<Int>) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }
}
