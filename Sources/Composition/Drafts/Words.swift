internal import Sections

extension Draft {
  /// Adds the author's own words from a recipe, whose last line is ended and whose last fence or
  /// comment is closed.
  mutating func append(words: String) {
    let start = bytes.count
    append(words, from: .recipe)
    endLine()
    close(BlockScan(bytes, in: start..<bytes.count))
  }
}

extension Part {
  /// The author's own words, which come from no section.
  init(words: String) {
    let bytes = Array(words.utf8)
    self.init(
      address: .nothing,
      passage: Passage(id: nil, hash: ContentHash(of: bytes), bytes: bytes, start: 0), path: "",
      kind: .block, title: "")
  }

  /// What of `ranges` is of the kinds `only`; all where that is empty. In code there are no code
  /// blocks: it is all of the kind code.
  func kept(_ only: Set<Recipe.Entry.Kept>, in ranges: [Range<Int>]) -> [Range<Int>] {
    guard only.count == 1 else { return ranges }
    guard isMarkdown else { return only.contains(.code) ? ranges : [] }
    var kept: [Range<Int>] = []
    for range in ranges {
      var cursor = range.lowerBound
      for block in blocks where block.overlaps(range) && block.lowerBound >= cursor {
        let inside = block.clamped(to: range)
        kept.append(only.contains(.code) ? inside : cursor..<inside.lowerBound)
        cursor = inside.upperBound
      }
      if only.contains(.prose) { kept.append(cursor..<range.upperBound) }
    }
    return kept.filter { !$0.isEmpty }
  }
}

extension Recipe.Entry {
  /// Looks whether `slot` can take it so: words need a text to stand in, and so does a part of a
  /// section.
  func expectFit(in slot: Template.Slot) throws(CompositionFailure) {
    if text != nil, slot.landing != .inline {
      throw .notAccepted(slot: slot.name, address: "text", kind: "the author's own")
    }
    if own != nil, slot.landing == .inline {
      throw .notAccepted(slot: slot.name, address: "own", kind: "a file of the author's own")
    }
    if !only.isEmpty, slot.landing == .script || slot.landing == .asset {
      throw .notAccepted(
        slot: slot.name, address: address.text,
        kind: "taken in part (only: \(only.map(\.rawValue).sorted().joined(separator: ", ")))")
    }
  }
}
