internal import Sections

/// What an edit of a composed file means for the files that its sections came from.
///
/// Lines that composing took from a section and that are still there stand for the bytes they were
/// made of; other lines are taken as they are, headings with the marks they would have at their
/// source. That is a proposal: whoever writes it composes again first, and looks whether the edited
/// text comes out.
package struct Returning: Sendable {
  private let file: Composed.File
  private let edited: [UInt8]
  private let levels: [Int: Int]
  private let lines: LineMatches
  /// For each line as composed the line of the edited file that it is.
  private let successors: [Int?]

  /// What became of one section.
  package struct Text: Sendable, Equatable {
    /// Where it is in the edited file.
    package var place: Range<Int>
    /// The bytes of its source that it replaces.
    package var range: Range<Int>
    /// What replaces them.
    package var bytes: [UInt8]
  }

  /// - Parameter levels: the levels of the edited file's headings, by where they begin.
  package init(_ file: Composed.File, edited: [UInt8], levels: [Int: Int]) {
    self.file = file
    self.edited = edited
    self.levels = levels
    lines = LineMatches(from: file.draft.bytes, to: edited)
    var successors: [Int?] = Array(repeating: nil, count: lines.old.count)
    for (line, match) in lines.matches.enumerated() {
      if let match { successors[match] = line }
    }
    for placement in file.placements {
      let end = lines.old.firstIndex { $0.lowerBound >= placement.range.upperBound }
      if let end { Returning.slide(end, &successors, lines, file.draft.bytes, edited) }
    }
    self.successors = successors
  }

  /// Where a blank line follows a section, and text with a blank line at its end was put after
  /// that, says that the text was put before it: it goes on with the section.
  private static func slide(
    _ line: Int, _ successors: inout [Int?], _ lines: LineMatches, _ old: [UInt8], _ new: [UInt8]
  ) {
    guard old[lines.old[line]].allSatisfy(Lines.isBlank), let at = successors[line] else { return }
    let next = successors[(line + 1)...].compactMap(\.self).first ?? lines.new.count
    guard next > at + 1, new[lines.new[next - 1]] == old[lines.old[line]] else { return }
    successors[line] = next - 1
  }

  /// What became of the section at `placement`; nil where it is not clear which of the new lines
  /// are its own.
  ///
  /// - Parameter source: the file that the section was cut out of, as it was.
  package func text(of placement: Composed.Placement, source: [UInt8]) -> Text? {
    let first = line(at: placement.range.lowerBound)
    let end = line(at: placement.range.upperBound)
    guard let start = boundary(first), let stop = boundary(end), start <= stop else { return nil }
    let origins = origins(of: first..<end, placement.hash)
    guard let lower = origins.compactMap(\.self).first?.lowerBound,
      let upper = origins.compactMap(\.self).last?.upperBound
    else { return nil }
    var pieces: [Int: Range<Int>] = [:]
    var cursor = lower
    for (line, origin) in zip(first..<end, origins) {
      pieces[line] = cursor..<max(cursor, origin?.upperBound ?? cursor)
      cursor = max(cursor, origin?.upperBound ?? cursor)
    }
    let shift = shift(of: pieces, source)
    var former: [Int: Int] = [:]
    for line in first..<end { if let new = successors[line] { former[new] = line } }
    var bytes: [UInt8] = []
    for line in start..<stop {
      if let old = former[line], let piece = pieces[old] {
        bytes += source[piece]
      } else {
        bytes += unshifted(lines.new[line], by: shift)
      }
    }
    return Text(place: offset(start)..<offset(stop), range: lower..<upper, bytes: bytes)
  }

  private func line(at offset: Int) -> Int {
    lines.old.firstIndex { $0.lowerBound >= offset } ?? lines.old.count
  }

  private func offset(_ line: Int) -> Int {
    line < lines.new.count ? lines.new[line].lowerBound : edited.count
  }

  /// The edited line at which what stood before the composed line `line` ends; nil where lines
  /// on both sides of it were replaced together.
  private func boundary(_ line: Int) -> Int? {
    let before = successors[..<line].lastIndex { $0 != nil }
    let after = successors[line...].firstIndex { $0 != nil }
    let low = before.flatMap { successors[$0] }.map { $0 + 1 } ?? 0
    let high = after.flatMap { successors[$0] } ?? lines.new.count
    if low == high || (after ?? lines.old.count) == line { return high }
    return (before ?? -1) == line - 1 ? low : nil
  }

  /// For each composed line the bytes of its source in it; nil where there are none.
  private func origins(of lines: Range<Int>, _ hash: ContentHash) -> [Range<Int>?] {
    lines.map { line in
      let place = self.lines.old[line]
      var found: Range<Int>?
      for span in file.draft.spans where span.range.overlaps(place) {
        guard case .section(_, hash, let range) = span.origin else { continue }
        let part = span.range.clamped(to: place)
        let start = range.lowerBound + part.lowerBound - span.range.lowerBound
        found = (found?.lowerBound ?? start)..<start + part.count
      }
      return found
    }
  }

  /// By how many levels composing lowered the headings.
  private func shift(of pieces: [Int: Range<Int>], _ source: [UInt8]) -> Int {
    for (line, piece) in pieces.sorted(by: { $0.key < $1.key }) {
      let place = lines.old[line]
      let isMarked = file.draft.origin(at: place.lowerBound) == .glue
      let (new, old) = (
        Returning.marks(file.draft.bytes[place]), Returning.marks(source[piece])
      )
      if isMarked, !new.isEmpty, !old.isEmpty { return new.count - old.count }
    }
    return 0
  }

  /// A line of the edited file, its heading marks as many as they would be at the source.
  private func unshifted(_ line: Range<Int>, by shift: Int) -> [UInt8] {
    let bytes = edited[line]
    guard shift != 0, levels[line.lowerBound] != nil else { return Array(bytes) }
    let marks = Returning.marks(bytes)
    guard !marks.isEmpty else { return Array(bytes) }
    let count = min(6, max(1, marks.count - shift))
    return bytes[..<marks.startIndex] + Array(repeating: UInt8(ascii: "#"), count: count)
      + bytes[marks.endIndex...]
  }

  /// The marks that a heading begins with.
  private static func marks(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    line.drop { $0 == 0x20 }.prefix { $0 == UInt8(ascii: "#") }
  }
}
