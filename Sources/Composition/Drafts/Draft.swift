package import Sections

/// Where a byte of a composed file comes from.
package enum Origin: Sendable, Hashable {
  /// A line of a template's file, counted from 1.
  case template(file: String, line: Int)
  /// A section, or a whole file where there is no id: its hash, and the range in the file it was
  /// cut out of.
  case section(SectionID?, hash: ContentHash, range: Range<Int>)
  /// The author's own words in the recipe: a title.
  case recipe
  /// What holds the parts together: blank lines, heading markers, fences.
  case glue
}

/// A composed file, in which every byte knows where it came from.
package struct Draft: Sendable, Equatable {
  /// Some bytes in a row that come from one place.
  package struct Span: Sendable, Equatable {
    /// The bytes, as offsets into the draft. Never empty.
    package var range: Range<Int>
    /// Where they come from.
    package var origin: Origin
  }

  /// The file's bytes.
  package private(set) var bytes: [UInt8] = []
  /// The origins, in order, without gaps: together they cover every byte.
  package private(set) var spans: [Span] = []

  /// An empty draft.
  package init() {}

  /// Adds bytes that come from `origin`.
  package mutating func append(_ added: some Collection<UInt8>, from origin: Origin) {
    guard !added.isEmpty else { return }
    let range = bytes.count..<bytes.count + added.count
    bytes += added
    if let last = spans.last, let joined = last.origin.joined(with: origin) {
      spans[spans.count - 1] = Span(range: last.range.lowerBound..<range.upperBound, origin: joined)
    } else {
      spans.append(Span(range: range, origin: origin))
    }
  }

  /// Adds text that comes from `origin`.
  package mutating func append(_ text: String, from origin: Origin) {
    append(Array(text.utf8), from: origin)
  }

  /// Adds the bytes of `passage` that `range`, offsets into it, says.
  package mutating func append(_ passage: Passage, _ range: Range<Int>) {
    let place = passage.start + range.lowerBound..<passage.start + range.upperBound
    append(
      passage.bytes[range], from: .section(passage.id, hash: passage.hash, range: place))
  }

  /// Ends the last line, if it is not ended.
  mutating func endLine() {
    if let last = bytes.last, last != 0x0A { append("\n", from: .glue) }
  }

  /// Ends the last line and leaves one blank line after it; at the start there is none.
  mutating func leaveBlankLine() {
    endLine()
    if !bytes.isEmpty, !endsBlank { append("\n", from: .glue) }
  }

  /// Whether the last line is blank.
  var endsBlank: Bool { ends([0x0A, 0x0A]) || ends([0x0A, 0x0D, 0x0A]) }

  /// Compared in place: `suffix(2) == […]` would go through the whole draft each time.
  private func ends(_ last: [UInt8]) -> Bool {
    bytes.count >= last.count && bytes[(bytes.count - last.count)...].elementsEqual(last)
  }

  /// Ends the last line and drops the blank lines after it.
  mutating func finish() {
    endLine()
    while endsBlank { removeLast() }
  }

  private mutating func removeLast() {
    bytes.removeLast()
    let range = spans[spans.count - 1].range
    if range.count == 1 {
      spans.removeLast()
    } else {
      spans[spans.count - 1] = Span(
        range: range.lowerBound..<range.upperBound - 1,
        origin: spans[spans.count - 1].origin.dropLast())
    }
  }

  /// The origin of the byte at `offset`, or nil past the end.
  package func origin(at offset: Int) -> Origin? {
    var (low, high) = (0, spans.count)
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    guard low < spans.count, spans[low].range.contains(offset) else { return nil }
    return spans[low].origin
  }
}

extension Origin {
  /// The origin of bytes from here followed by bytes from `next`, where that is one place.
  fileprivate func joined(with next: Origin) -> Origin? {
    if case .section(let id, let hash, let range) = self,
      case .section(id, hash, let following) = next,
      range.upperBound == following.lowerBound
    {
      return .section(id, hash: hash, range: range.lowerBound..<following.upperBound)
    }
    if case .section = self { return nil }
    return self == next ? self : nil
  }

  /// The origin of the same bytes without the last.
  fileprivate func dropLast() -> Origin {
    guard case .section(let id, let hash, let range) = self else { return self }
    return .section(id, hash: hash, range: range.lowerBound..<range.upperBound - 1)
  }
}
