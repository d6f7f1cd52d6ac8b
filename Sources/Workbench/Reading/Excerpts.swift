internal import Graph
internal import Sections

/// The text of a section or file, or as much of it as was asked for, with what was left out.
package struct Excerpt: Codable, Sendable, Equatable {
  /// A section inside of it that was left out.
  package struct Omitted: Codable, Sendable, Equatable {
    /// Its id, as short as it may be.
    package var short: String
    /// Its address.
    package var address: String
    /// About how many tokens it costs to read.
    package var tokens: Int
  }

  /// Its address.
  package var address: String
  /// The section; nil for a whole file.
  package var section: SectionView?
  /// The text. Invalid UTF-8 is shown as U+FFFD; `isExact` tells.
  package var text: String
  /// Whether the text is the bytes, exactly.
  package var isExact: Bool
  /// About how many tokens the text costs to read.
  package var tokens: Int
  /// About how many tokens all of it would.
  package var totalTokens: Int
  /// The sections that were left out, in reading order.
  package var omitted: [Omitted]
  /// Whether text was left out that belongs to none of those: the limit fell into it.
  package var isCut: Bool
}

extension Workbench {
  /// The text of what `address` names, a section, a file or a component's entry file, within a
  /// limit. Sections inside of it are taken whole or left out.
  ///
  /// - Parameters:
  ///   - children: whether the sections inside of it are taken too.
  ///   - limit: how many tokens the text may cost, about; any number where nil.
  /// - Throws: ``AddressFailure``.
  package func excerpt(
    _ address: String, children: Bool = true, limit: Int? = nil
  ) throws -> Excerpt {
    let found = try graph.resolve(try Address(address))
    let bytes = try self.bytes(of: found, address)
    var passage = Passage(bytes: bytes, limit: limit.map { $0 * 4 } ?? .max)
    let (name, section, inside) = try contents(of: found)
    let start = section?.cut.range.lowerBound ?? 0
    let range = section?.cut.range ?? 0..<bytes.count
    var end = range.lowerBound
    for child in inside {
      passage.takeText(end - start..<child.cut.range.lowerBound - start)
      passage.takeSection(child, at: child.cut.range.lowerBound - start, unless: !children)
      end = child.cut.range.upperBound
    }
    passage.takeText(end - start..<range.upperBound - start)
    let views = try views(of: section.map { [$0] } ?? [])
    let short = try graph.shortIDs(for: passage.omitted.map(\.id))
    let text = String(decoding: passage.taken, as: UTF8.self)
    return Excerpt(
      address: name, section: views.first, text: text,
      isExact: Array(text.utf8) == passage.taken,
      tokens: TokenEstimate.tokens(bytes: passage.taken.count),
      totalTokens: TokenEstimate.tokens(bytes: bytes.count),
      omitted: passage.omitted.map {
        Excerpt.Omitted(
          short: short[$0.id] ?? $0.id.description, address: $0.address, tokens: $0.tokens)
      }, isCut: passage.isCut)
  }

  /// The address of what was found, the section it is, and the sections directly inside of it that
  /// are no part of its own text.
  private func contents(
    of found: Resolution
  ) throws -> (name: String, section: StoredSection?, inside: [StoredSection]) {
    switch found {
    case .section(let section):
      let inside = section.isCurrent ? try graph.children(of: section) : []
      return (section.address, section, inside.filter { !$0.cut.isInline })
    case .document(let document): return (document.path, nil, try top(of: document))
    case .component(let component):
      let entry = try graph.document(at: component.entry)
      return (component.entry, nil, try entry.map { try top(of: $0) } ?? [])
    }
  }

  private func top(of document: StoredDocument) throws -> [StoredSection] {
    try graph.outline(of: document).filter { $0.cut.depth == 0 && !$0.cut.isInline }
  }
}

/// Text that is taken in reading order until there is no room for more.
private struct Passage {
  let bytes: [UInt8]
  /// How many bytes may be taken.
  let limit: Int
  private(set) var taken: [UInt8] = []
  private(set) var omitted: [StoredSection] = []
  private(set) var isCut = false
  private var isFull = false

  init(bytes: [UInt8], limit: Int) {
    self.bytes = bytes
    self.limit = limit
  }

  /// Takes own text, or its first lines where there is no room for all.
  mutating func takeText(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    guard !isFull else { return isCut = true }
    guard taken.count + range.count > limit else { return taken += bytes[range] }
    (isFull, isCut) = (true, true)
    taken += beginning(of: bytes[range].prefix(limit - taken.count))
  }

  /// Takes a section where it is wanted and there is room.
  mutating func takeSection(_ section: StoredSection, at start: Int, unless isUnwanted: Bool) {
    let range = start..<start + section.cut.range.count
    if isUnwanted { return omitted.append(section) }
    if !isFull, taken.count + range.count <= limit { return taken += bytes[range] }
    isFull = true
    omitted.append(section)
  }

  /// The whole lines of some text; of a long line as many whole characters as there are.
  private func beginning(of text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    if let line = text.lastIndex(of: 0x0A) { return text[...line] }
    var end = text.endIndex
    while end > text.startIndex, end < bytes.endIndex, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return text[..<end]
  }
}
