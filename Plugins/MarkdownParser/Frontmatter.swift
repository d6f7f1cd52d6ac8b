import Sections

/// The YAML that a file may begin with, between two lines of `---`.
enum Frontmatter {
  /// The bytes of the frontmatter, from the start of the file through the closing line.
  ///
  /// Nil where the first line, after a byte order mark, is not `---`, or no later one closes it.
  static func range(in source: Source, lines: LineTable) -> Range<Int>? {
    let bytes = source.bytes
    let first = source.byteOrderMark..<lines.range(ofLine: 0).upperBound
    guard !first.isEmpty, isFence(bytes[first]) else { return nil }
    let closing = lines.starts.indices.dropFirst().first { isFence(bytes[lines.range(ofLine: $0)]) }
    return closing.map { 0..<lines.range(ofLine: $0).upperBound }
  }

  private static func isFence(_ line: ArraySlice<UInt8>) -> Bool {
    line.starts(with: "---".utf8) && line.dropFirst(3).allSatisfy { $0 <= 0x20 }
  }
}
