internal import Sections

/// The labels that a text defines, `[label]: destination`, and those that it shows.
///
/// A parser tells nothing of links to the web. So this looks at the text itself, and may take for a
/// label what stands in inline code: good enough to say that something has to be looked at.
struct WebLabels {
  private let bytes: [UInt8]
  private let blocks: [Range<Int>]

  /// - Parameter blocks: the code blocks, in which nothing is a label.
  init(_ bytes: [UInt8], besides blocks: [Range<Int>]) {
    (self.bytes, self.blocks) = (bytes, blocks)
  }

  /// The first destination of each label; of a footnote's the first line.
  func defined() -> [String: String] {
    var found: [String: String] = [:]
    each { label, end, isFirst in
      guard isFirst, end < bytes.count, bytes[end] == UInt8(ascii: ":") else { return }
      let rest = bytes[(end + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
      let isNote = label.hasPrefix("^")
      let place = rest.prefix { isNote ? $0 != 0x0A && $0 != 0x0D : !Lines.isBlank($0) }
      guard !place.isEmpty, found[label] == nil else { return }
      found[label] = String(decoding: place, as: UTF8.self)
    }
    return found
  }

  /// The labels that links may have: what stands in brackets, and defines nothing.
  func shown() -> Set<String> {
    var found: Set<String> = []
    each { label, end, isFirst in
      let next = bytes[end...].prefix(2)
      if next.starts(with: "(".utf8) || (isFirst && next.starts(with: ":".utf8)) { return }
      if next.starts(with: "[".utf8), next.last != UInt8(ascii: "]") { return }
      found.insert(label)
    }
    return found
  }

  /// Whether `destination` leads to no file.
  static func isWeb(_ destination: String) -> Bool {
    let text = destination.drop { $0 == "<" }
    return text.hasPrefix("//") || text.prefix { $0 != "/" && $0 != "#" }.dropFirst().contains(":")
  }

  /// Tells of what stands in brackets, without regard to case and spaces, where these end, and
  /// whether they are the first of their line.
  private func each(_ tell: (_ label: String, _ end: Int, _ isFirst: Bool) -> Void) {
    var (rest, open, isFirst) = (blocks[...], Int?.none, true)
    var cursor = 0
    while cursor < bytes.count {
      while let block = rest.first, block.upperBound <= cursor { rest.removeFirst() }
      if let block = rest.first, block.contains(cursor) {
        (cursor, open, isFirst) = (block.upperBound, nil, true)
        continue
      }
      let byte = bytes[cursor]
      cursor += 1
      switch byte {
      case UInt8(ascii: "\\"): cursor += 1
      case UInt8(ascii: "["): open = cursor
      case UInt8(ascii: "]"):
        guard let start = open, cursor - start < 1000, cursor - 1 > start else { break }
        let words = String(decoding: bytes[start..<cursor - 1], as: UTF8.self).lowercased()
        tell(
          words.split(whereSeparator: \.isWhitespace).joined(separator: " "), cursor,
          isFirst && begins(start - 1))
        (open, isFirst) = (nil, false)
      case 0x0A: isFirst = true
      default: break
      }
    }
  }

  private func begins(_ offset: Int) -> Bool {
    bytes[..<offset].reversed().prefix { $0 != 0x0A }.allSatisfy { " \t>\r".utf8.contains($0) }
  }
}

extension Part {
  /// The labels that its file leads to the web, and where to; and its footnotes.
  ///
  /// - Parameter reading: the file.
  static func webLabels(of reading: Reading) -> [String: String] {
    let code = reading.cuts.filter { $0.kind == .code }.map(\.range)
    return WebLabels(reading.source.bytes, besides: code).defined()
      .filter { $0.key.hasPrefix("^") || WebLabels.isWeb($0.value) }
  }
}

extension Composed.File {
  /// The labels in its sections that lead elsewhere here than in the sections' own files.
  ///
  /// - Parameter parts: what the placements are of.
  func lostLabels(_ outline: Outline, _ parts: [Part?]) -> [LooseEnd] {
    guard parts.contains(where: { $0?.web.isEmpty == false }) else { return [] }
    let code = outline.nodes.filter { $0.kind == .code }.map(\.range)
    let here = WebLabels(draft.bytes, besides: code).defined()
    var found: [LooseEnd] = []
    for (placement, part) in zip(placements, parts) {
      let lost = (part?.web ?? [:]).filter { here[$0.key] != $0.value }
      guard !lost.isEmpty else { continue }
      let start = placement.range.lowerBound
      let blocks = code.filter { $0.overlaps(placement.range) }
        .map { $0.lowerBound - start..<$0.upperBound - start }
      let shown = WebLabels(Array(draft.bytes[placement.range]), besides: blocks).shown()
      for (label, destination) in lost.sorted(by: { $0.key < $1.key }) where shown.contains(label) {
        let other = here[label].map { "another section defines it as \($0)" }
        let end = LooseEnd(
          path: path, what: "[\(label)]: \(destination)",
          why: other ?? "its definition did not come along")
        if !found.contains(end) { found.append(end) }
      }
    }
    return found
  }
}
