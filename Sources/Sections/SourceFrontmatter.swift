extension Source {
  /// Where the YAML is that a Markdown file may begin with, between two lines of `---`.
  ///
  /// `whole` goes from the start of the file through the closing line; `yaml` is what stands
  /// between the two lines, perhaps nothing. Nil where the first line, after a byte order mark, is
  /// not `---`, or no later line closes it.
  public var frontmatter: (whole: Range<Int>, yaml: Range<Int>)? {
    let first = line(from: byteOrderMark)
    guard isFence(first) else { return nil }
    var next = line(from: first.upperBound)
    while !next.isEmpty {
      if isFence(next) { return (0..<next.upperBound, first.upperBound..<next.lowerBound) }
      next = line(from: next.upperBound)
    }
    return nil
  }

  /// The line that begins at `start`, its ending included. Empty only at the end of the file.
  private func line(from start: Int) -> Range<Int> {
    var end = start
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    if end + 1 < bytes.count, bytes[end] == 0x0D, bytes[end + 1] == 0x0A { end += 1 }
    return start..<min(end + 1, bytes.count)
  }

  private func isFence(_ line: Range<Int>) -> Bool {
    let text = bytes[line]
    return text.starts(with: "---".utf8) && text.dropFirst(3).allSatisfy { $0 <= 0x20 }
  }
}
