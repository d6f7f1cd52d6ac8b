/// Windows of a text for models whose tokens are not known here: estimated, by bytes.
enum ByteWindows {
  /// A token is about so many bytes.
  static let bytesPerToken = 4

  /// Ranges of about `bytes` bytes at most that overlap by a quarter, and begin and end at blanks
  /// where there are some near. None where there is nothing but blanks.
  static func ranges(of text: [UInt8], bytes: Int) -> [Range<Int>] {
    guard text.contains(where: { $0 > 0x20 }) else { return [] }
    return Windows.ranges(count: text.count, size: max(16, bytes)).map { range in
      let slack = range.count / 8
      let start = range.lowerBound == 0 ? 0 : cut(text, before: range.lowerBound, slack)
      let end =
        range.upperBound == text.count ? text.count : cut(text, before: range.upperBound, slack)
      return start..<end
    }
  }

  /// The last place at or before `place` where a word begins, if one is near; else where a
  /// character does.
  private static func cut(_ text: [UInt8], before place: Int, _ slack: Int) -> Int {
    let near = max(1, place - slack)...place
    if let word = near.last(where: { text[$0 - 1] <= 0x20 }) { return word }
    return near.last { text[$0] & 0xC0 != 0x80 } ?? place
  }
}
