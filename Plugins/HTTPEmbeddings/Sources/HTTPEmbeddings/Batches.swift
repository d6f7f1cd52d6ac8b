/// Texts that are sent together.
enum Batches {
  /// More bytes than this are not sent at once, unless one text has more.
  static let bytes = 256 << 10

  /// Cuts a list of texts, in order, so that each part has at most `count`, and not too many bytes.
  static func ranges(_ texts: [String], count: Int) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var (start, size) = (0, 0)
    for (number, text) in texts.enumerated() {
      let more = text.utf8.count
      if number > start, number - start >= count || size + more > bytes {
        ranges.append(start..<number)
        (start, size) = (number, 0)
      }
      size += more
    }
    return start < texts.count ? ranges + [start..<texts.count] : ranges
  }

  /// A text in two halves, cut at a blank near its middle if there is one. Nil where it is so short
  /// that its length cannot be what is wrong.
  static func halves(of text: String) -> (String, String)? {
    let scalars = text.unicodeScalars
    guard text.utf8.count >= 64 else { return nil }
    let middle = scalars.index(scalars.startIndex, offsetBy: scalars.count / 2)
    let quarter = scalars.index(scalars.startIndex, offsetBy: scalars.count / 4)
    let cut =
      scalars[quarter..<middle].lastIndex { $0.properties.isWhitespace }.map {
        scalars.index(after: $0)
      } ?? middle
    return (String(scalars[..<cut]), String(scalars[cut...]))
  }
}
