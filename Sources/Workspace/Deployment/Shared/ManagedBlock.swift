internal import Sections

/// The lines of a file between two markers.
///
/// A block is appended to a file that has none. A file that does not end with a line ending gets
/// one before the block and none after it, so that the end tells how to take the block out again.
struct ManagedBlock {
  private let markers: Markers

  /// The block between those markers.
  init(_ markers: Markers) { self.markers = markers }

  /// Lines that end in LF, the last too; which may be the text of a block.
  func canonical(_ text: [UInt8]) throws(SharedFailure) -> [UInt8] {
    let lines = LineTable(text)
    for (number, start) in lines.starts.enumerated() {
      let line = text[start..<lines.range(ofLine: number).upperBound]
      if markers.mark(line) != nil { throw .markerInPart(line: number + 1) }
    }
    return text.endingLines(with: [0x0A])
  }

  /// The text of the block in `file`; nil where it has none.
  func extract(from file: [UInt8]) throws(SharedFailure) -> [UInt8]? {
    guard let found = try find(in: file) else { return nil }
    return Array(file[found.text]).endingLines(with: [0x0A])
  }

  /// `file` with `text` as its block, or without one where nil.
  func splice(_ text: [UInt8]?, into file: [UInt8]) throws(SharedFailure) -> [UInt8] {
    let found = try find(in: file)
    guard let text else { return found.map { remove($0.whole, from: file) } ?? file }
    let newline = file.newline
    let lines = try canonical(text).endingLines(with: newline)
    if let found {
      return file[..<found.text.lowerBound] + lines + file[found.text.upperBound...]
    }
    let block = markers.begin + newline + lines + markers.end
    return file.isEmpty || file.endsLine ? file + block + newline : file + newline + block
  }

  private func remove(_ block: Range<Int>, from file: [UInt8]) -> [UInt8] {
    var start = block.lowerBound
    if block.upperBound == file.count, !file.endsLine, start > 0 {
      start -= file[..<start].suffix(2) == [0x0D, 0x0A] ? 2 : 1
    }
    return Array(file[..<start] + file[block.upperBound...])
  }

  /// Where the block is: with its markers, and between them.
  private func find(
    in file: [UInt8]
  ) throws(SharedFailure) -> (whole: Range<Int>, text: Range<Int>)? {
    let lines = LineTable(file)
    var begin: Int?
    var end: Int?
    for line in lines.starts.indices {
      switch markers.mark(file[lines.range(ofLine: line)]) {
      case nil: continue
      case .damaged: throw .damagedMarker(line: line + 1)
      case .begin:
        guard begin == nil else { throw .repeatedMarker(line: line + 1) }
        begin = line
      case .end:
        guard end == nil else { throw .repeatedMarker(line: line + 1) }
        guard begin != nil else { throw .unpairedMarker(line: line + 1) }
        end = line
      }
    }
    guard let begin else { return nil }
    guard let end else { throw .unpairedMarker(line: begin + 1) }
    let (first, last) = (lines.range(ofLine: begin), lines.range(ofLine: end))
    return (first.lowerBound..<last.upperBound, first.upperBound..<last.lowerBound)
  }
}

extension [UInt8] {
  /// Whether the last line ends.
  fileprivate var endsLine: Bool { last == 0x0A || last == 0x0D }

  /// How lines end, by the first that does.
  var newline: [UInt8] {
    guard let first = firstIndex(of: 0x0A), first > 0, self[first - 1] == 0x0D else {
      return [0x0A]
    }
    return [0x0D, 0x0A]
  }

  /// The same lines, each ending in `newline`.
  fileprivate func endingLines(with newline: [UInt8]) -> [UInt8] {
    guard !isEmpty else { return [] }
    let lines = LineTable(self)
    return lines.starts.indices.flatMap { line in
      var text = self[lines.range(ofLine: line)]
      while let last = text.last, last == 0x0A || last == 0x0D { text.removeLast() }
      return text + newline
    }
  }
}
