/// Which lines of a text are lines of another, in order: as many as can be.
package struct LineMatches: Sendable {
  /// The lines of the old text, line endings included.
  package let old: [Range<Int>]
  /// The lines of the new text, line endings included.
  package let new: [Range<Int>]
  /// For each new line the old line that it is; nil where it is new.
  package let matches: [Int?]

  /// Texts that differ in more pairs of lines than these count as wholly different there: the
  /// time to compare them grows with their product.
  private static let limit = 25_000_000

  /// Matches the lines of two texts.
  package init(from oldBytes: [UInt8], to newBytes: [UInt8]) {
    old = LineMatches.lines(of: oldBytes)
    new = LineMatches.lines(of: newBytes)
    let (one, other) = (old.map { oldBytes[$0] }, new.map { newBytes[$0] })
    let start = zip(one, other).prefix { $0 == $1 }.count
    let end = zip(one[start...].reversed(), other[start...].reversed()).prefix { $0 == $1 }.count
    let (oldMiddle, newMiddle) = (start..<one.count - end, start..<other.count - end)
    var matches: [Int?] = Array(0..<start) + Array(repeating: nil, count: newMiddle.count)
    if oldMiddle.count * newMiddle.count <= LineMatches.limit {
      LineMatches.match(Array(one[oldMiddle]), Array(other[newMiddle]), from: start, &matches)
    }
    self.matches = matches + (one.count - end..<one.count).map { $0 }
  }

  private static func lines(of bytes: [UInt8]) -> [Range<Int>] {
    let table = LineTable(bytes)
    return table.starts.indices.map { table.range(ofLine: $0) }.filter { !$0.isEmpty }
  }

  private static func match(
    _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>], from start: Int,
    _ matches: inout [Int?]
  ) {
    let difference = new.difference(from: old)
    var isRemoved = Array(repeating: false, count: old.count)
    var isNew = Array(repeating: false, count: new.count)
    for case .remove(let offset, _, _) in difference.removals { isRemoved[offset] = true }
    for case .insert(let offset, _, _) in difference.insertions { isNew[offset] = true }
    let kept = zip(old.indices.filter { !isRemoved[$0] }, new.indices.filter { !isNew[$0] })
    for (oldLine, newLine) in kept { matches[start + newLine] = start + oldLine }
  }

  /// The lines that are gone and those that are new, in the order in which a reader would read
  /// them.
  package var changes: [(isNew: Bool, line: Int)] {
    var changes: [(isNew: Bool, line: Int)] = []
    var next = 0
    for (line, match) in matches.enumerated() {
      guard let match else {
        // Of new lines in a row the first has told all that is gone.
        let isFirst = line == 0 || matches[line - 1] != nil
        let gone =
          isFirst ? matches[line...].lazy.compactMap(\.self).first ?? old.count : next
        while next < gone {
          changes.append((false, next))
          next += 1
        }
        changes.append((true, line))
        continue
      }
      changes += (next..<match).map { (false, $0) }
      next = match + 1
    }
    return changes + (next..<old.count).map { (false, $0) }
  }
}
