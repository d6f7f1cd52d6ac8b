import Foundation

extension FieldReader {
  /// How many bytes of a text are looked through for a snippet.
  private static let searched = 1 << 18

  /// Where in `data` what is looked for stands: ranges in order, in bytes from its start.
  func marks(in data: Data, _ units: [SoughtUnit]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var field = FieldEvents()
    data.prefix(FieldReader.searched).withUnsafeBytes { bytes in
      TextWords.forEach(in: bytes.bindMemory(to: UInt8.self)) { word, range in
        note(word, at: ranges.count, in: &field)
        ranges.append(range)
      }
    }
    var marked: Set<Int> = []
    for (number, unit) in units.enumerated() {
      for place in field.places(of: unitAtoms[number], unit).places {
        let isJoined = unit.joined != nil && field.isJoined(place, unitAtoms[number].joined)
        for offset in 0..<(isJoined ? 1 : unit.words.count) { marked.insert(place + offset) }
      }
    }
    return marked.sorted().map { ranges[$0] }
  }
}
