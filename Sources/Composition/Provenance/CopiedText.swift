internal import Sections

/// How a section stands in a file that somebody copied it into.
extension Part {
  /// The section's text as a copy of it has it, without blank lines at its ends and without the end
  /// of its last line; nil where such a file cannot have it.
  ///
  /// - Parameters:
  ///   - path: the file that has the copy.
  ///   - level: the level of its outermost heading, where it is as composing would put it there:
  ///     with other levels, and code in a fence; nil where it is as it is at its source.
  package func copied(into path: String, level: Int?) -> Draft? {
    var draft = Draft()
    let takesMarkdown = MarkdownSuffix.ends(path)
    if let level {
      guard takesMarkdown else { return nil }
      Inlining(part: self, level: level, title: nil, withChildren: true).write(to: &draft)
    } else {
      guard takesMarkdown == isMarkdown else { return nil }
      draft.append(passage, body..<passage.bytes.count)
    }
    let text = draft.bytes.text(in: 0..<draft.bytes.count)
    return text.isEmpty ? nil : draft.part(text)
  }
}

extension [UInt8] {
  /// What of `range` is text: without blank lines at its ends, a byte order mark, and the end of
  /// its last line.
  package func text(in range: Range<Int>) -> Range<Int> {
    let lines = Lines.trimmed(self, range)
    var end = lines.upperBound
    while end > lines.lowerBound, self[end - 1] == 0x0A || self[end - 1] == 0x0D { end -= 1 }
    return lines.lowerBound..<end
  }
}

extension Draft {
  /// The bytes in `range` alone, with their origins.
  fileprivate func part(_ range: Range<Int>) -> Draft {
    var draft = Draft()
    for span in spans where span.range.overlaps(range) {
      let piece = span.range.clamped(to: range)
      var origin = span.origin
      if case .section(let id, let hash, let place) = origin {
        let start = place.lowerBound + piece.lowerBound - span.range.lowerBound
        origin = .section(id, hash: hash, range: start..<start + piece.count)
      }
      draft.append(bytes[piece], from: origin)
    }
    return draft
  }
}
