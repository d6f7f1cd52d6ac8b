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
    for index in placements.indices {
      let range = placements[index].range
      placements[index].range =
        Self.moved(range.lowerBound, by: edits)..<Self.moved(range.upperBound, by: edits)
    }
    draft = changed
  }

  private static func moved(
    _ offset: Int, by edits: [(range: Range<Int>, text: String)]
  ) -> Int {
    edits.prefix { $0.range.upperBound <= offset }.reduce(offset) { offset, edit in
      offset + edit.text.utf8.count - edit.range.count
    }
  }
}

extension Draft {
  /// Adds the bytes of `other` that `range` says, with their origins.
  mutating func append(_ other: Draft, _ range: Range<Int>) {
    for span in other.spans where span.range.overlaps(range) {
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
