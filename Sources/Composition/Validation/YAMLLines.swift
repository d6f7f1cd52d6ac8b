/// The lines of a YAML document, as its reader counts them.
///
/// For YAML 1.1 a line ends at U+0085, U+2028 and U+2029 too; in a file, and for every editor, it
/// does not.
struct YAMLLines {
  /// What stands in each, without what ends it.
  private(set) var texts: [Substring.UnicodeScalarView] = []
  /// For each its line in the file, counted from 1.
  private var numbers: [Int] = []

  /// The lines of `text`, whose first is the file's first.
  init(_ text: String) {
    let scalars = Substring(text).unicodeScalars
    var number = 1
    var start = scalars.startIndex
    var index = start
    while index < scalars.endIndex {
      let (scalar, here) = (scalars[index], index)
      index = scalars.index(after: index)
      guard Self.ends.contains(scalar) else { continue }
      if scalar == "\r", index < scalars.endIndex, scalars[index] == "\n" {
        index = scalars.index(after: index)
      }
      texts.append(scalars[start..<here])
      numbers.append(number)
      number += scalar == "\n" || scalar == "\r" ? 1 : 0
      start = index
    }
    texts.append(scalars[start...])
    numbers.append(number)
  }

  private static let ends: Set<Unicode.Scalar> = ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"]

  /// The file's line for one of the reader's; both are counted from 1.
  func number(_ line: Int) -> Int {
    numbers.isEmpty ? line : numbers[min(max(line, 1), numbers.count) - 1]
  }
}
