internal import Sections

extension Composed.File {
  /// Replaces bytes of the draft: `edits` are in order and do not overlap. What is put in holds the
  /// parts together and is from no section; all else keeps its origin, and every placement the
  /// bytes it had.
  mutating func replace(_ edits: [(range: Range<Int>, text: String)]) {
    guard !edits.isEmpty else { return }
    var changed = Draft()
    var cursor = 0
    for edit in edits {
      changed.append(draft, cursor..<edit.range.lowerBound)
      changed.append(edit.text, from: .glue)
      cursor = edit.range.upperBound
    }
    changed.append(draft, cursor..<draft.bytes.count)
    var (done, growth) = (0, 0)
    func moved(_ offset: Int) -> Int {
      while done < edits.count, edits[done].range.upperBound <= offset {
        growth += edits[done].text.utf8.count - edits[done].range.count
        done += 1
      }
      return offset + growth
    }
    // They are in order, and an edit is in one of them as a whole.
    for index in placements.indices {
      let range = placements[index].range
      placements[index].range = moved(range.lowerBound)..<moved(range.upperBound)
    }
    draft = changed
  }

  /// Which placement the byte at `offset` is in: its position. They are in order.
  func placement(at offset: Int) -> Int? {
    var (low, high) = (0, placements.count)
    while low < high {
      let middle = (low + high) / 2
      if placements[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low < placements.count && placements[low].range.contains(offset) ? low : nil
  }
}

extension Draft {
  /// The spans that have bytes of `range`.
  func spans(in range: Range<Int>) -> ArraySlice<Span> {
    var (low, high) = (0, spans.count)
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].range.upperBound <= range.lowerBound {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return spans[low...].prefix { $0.range.lowerBound < range.upperBound }
  }

  /// Adds the bytes of `other` that `range` says, with their origins.
  mutating func append(_ other: Draft, _ range: Range<Int>) {
    for span in other.spans(in: range) {
      let taken = span.range.clamped(to: range)
      guard case .section(let id, let hash, let place) = span.origin else {
        append(other.bytes[taken], from: span.origin)
        continue
      }
      let start = place.lowerBound + taken.lowerBound - span.range.lowerBound
      append(
        other.bytes[taken], from: .section(id, hash: hash, range: start..<start + taken.count))
    }
  }
}
