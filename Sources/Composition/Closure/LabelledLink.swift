package import Sections

/// A link of a section whose destination stands in a definition: `[x][r]`, and `[r]: y.md`.
///
/// Which definition a renderer takes depends on the whole file, so among other sections it may be
/// another one, or none.
package struct LabelledLink: Sendable, Equatable {
  /// Where it stands: offsets into the section's bytes.
  package var range: Range<Int>
  /// What it refers to in its own file.
  package var target: Reference.Target
  /// The destination in its own file as it is written there, without `<` and `>`.
  package var destination: String
  /// Whether these stand around it.
  package var isBracketed: Bool
  /// The title with its quotes; empty where there is none in the destination's line.
  package var title: String

  /// The link that `reference` of `source` is; nil where its destination stands in itself.
  ///
  /// - Parameter start: where the section begins in the file.
  init?(_ reference: Reference, in source: Source, start: Int) {
    guard let place = reference.definition(in: source.bytes) else { return nil }
    let bytes = source.bytes
    range = reference.range.lowerBound - start..<reference.range.upperBound - start
    target = reference.target
    destination = source.text(place)
    isBracketed = place.upperBound < bytes.count && bytes[place.upperBound] == UInt8(ascii: ">")
    let rest = bytes[(place.upperBound + (isBracketed ? 1 : 0))...]
    let line = rest.prefix { $0 != 0x0A && $0 != 0x0D }.drop { Lines.isBlank($0) }
    let words = Array(line.reversed().drop { Lines.isBlank($0) }.reversed())
    let quotes = ["\"\"", "''", "()"].map { Array($0.utf8) }
    let isTitle = words.count > 1 && quotes.contains([words[0], words[words.count - 1]])
    title = isTitle ? String(decoding: words, as: UTF8.self) : ""
  }

  /// What makes it an inline link to `destination`: it takes the place of the label.
  func inline(_ destination: String) -> String {
    let needsBrackets = destination.contains { "()".contains($0) }
    let isPlain = !isBracketed && !(needsBrackets && !destination.contains { "<>".contains($0) })
    let place = isPlain ? destination : "<\(destination)>"
    return "(\(place)\(title.isEmpty ? "" : " \(title)"))"
  }

  /// Where the label is in the link at `range` of `bytes`; empty, at its end, where it is its text.
  static func label(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var open = range.upperBound - 2
    while open > range.lowerBound, bytes[open] != UInt8(ascii: "[") || isEscaped(bytes, open) {
      open -= 1
    }
    guard open > range.lowerBound, bytes[open - 1] == UInt8(ascii: "]") else {
      return range.upperBound..<range.upperBound
    }
    return open..<range.upperBound
  }

  private static func isEscaped(_ bytes: [UInt8], _ offset: Int) -> Bool {
    bytes[..<offset].reversed().prefix { $0 == UInt8(ascii: "\\") }.count % 2 == 1
  }
}

extension Reference {
  /// Where the definition of the link has its destination; nil where the link itself has it, or
  /// where it stands in the text is not clear.
  func definition(in bytes: [UInt8]) -> Range<Int>? {
    guard kind == .link, let destination, range.count > 2,
      "[!".utf8.contains(bytes[range.lowerBound]),
      bytes[range.upperBound - 1] == UInt8(ascii: "]"), !range.contains(destination.lowerBound)
    else { return nil }
    return destination
  }
}

extension Part {
  /// Takes note of the links in it whose destinations stand in definitions.
  ///
  /// - Parameter reading: its file.
  package mutating func readLabels(of reading: Reading) {
    let own = passage.start..<passage.start + passage.bytes.count
    labelled = reading.outline.references.filter { own.contains($0.range.lowerBound) }
      .compactMap { LabelledLink($0, in: reading.source, start: passage.start) }
      .filter { $0.range.upperBound <= own.count }
      .sorted { $0.range.lowerBound < $1.range.lowerBound }
    web = isMarkdown ? Part.webLabels(of: reading) : [:]
  }
}

extension Composed.File {
  /// Where those links stand in the file, as far as they were taken, and in which placement.
  ///
  /// - Parameter parts: what the placements are of.
  func labelled(_ parts: [Part?]) -> [Range<Int>: (link: LabelledLink, placement: Int)] {
    var found: [Range<Int>: (link: LabelledLink, placement: Int)] = [:]
    for (position, placement) in placements.enumerated() {
      guard let part = parts[position], part.isMarkdown, !part.labelled.isEmpty else { continue }
      var next = 0
      for span in draft.spans(in: placement.range) {
        guard case .section(_, part.passage.hash, let range) = span.origin else { continue }
        let start = range.lowerBound - part.passage.start
        let growth = span.range.lowerBound - start
        while next < part.labelled.count, part.labelled[next].range.lowerBound < start { next += 1 }
        for link in part.labelled[next...].prefix(while: {
          $0.range.lowerBound < start + range.count
        }) where link.range.upperBound <= start + range.count {
          let place = link.range.lowerBound + growth..<link.range.upperBound + growth
          found[place] = (link, position)
        }
      }
    }
    return found
  }
}
