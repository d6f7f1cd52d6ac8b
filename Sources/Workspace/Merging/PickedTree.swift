import Sections

/// The parts of two versions of a file, and which of the changes between them are taken.
struct PickedTree {
  /// One part, as far as each version has it.
  struct Part {
    /// Which part of the old version it is.
    var old: Int?
    /// Which part of the new version it is.
    var new: Int?
    /// Whether its own text and its place are the new version's. A part that only the old version
    /// has is taken out.
    var isChosen = false

    /// Whether it is in the result.
    var isThere: Bool { (old == nil || new == nil) ? isChosen == (new != nil) : true }
  }

  /// The version that changes are taken into.
  private(set) var old: Version
  /// The version they are taken from.
  let new: Version
  /// The parts: those of the old version in its order, then the new ones. The first is the file.
  private(set) var parts: [Part]
  /// For each part of the new version, its position in ``parts``.
  private(set) var names: [Int]

  /// Pairs the parts of both versions.
  init(from old: Version, to new: Version) {
    (self.old, self.new) = (old, new)
    parts = old.parts.indices.map { Part(old: $0) }
    names = []
    let matches = Alignment(
      from: old.cuts, of: old.bytes, to: new.cuts, of: new.bytes
    ).matches
    let places = Dictionary(
      uniqueKeysWithValues: old.parts.enumerated().compactMap { place, part in
        part.cut.map { ($0, place) }
      })
    for (index, part) in new.parts.enumerated() {
      let match = part.cut.map { cut in matches[cut].flatMap { places[$0] } } ?? 0
      if match == nil { parts.append(Part()) }
      let name = match ?? parts.count - 1
      parts[name].new = index
      names.append(name)
      splitTail(of: name)
    }
  }

  /// A class without members yet gets a head and a tail, where the new version has both.
  private mutating func splitTail(of name: Int) {
    guard let place = parts[name].old, let index = parts[name].new else { return }
    let tail = new.text(new.parts[index].tail)
    if !tail.isEmpty { _ = old.split(place, before: [tail]) }
  }

  /// Takes the new version of the cuts `chosen`, and takes out the old cuts `gone`, each with what
  /// is inside.
  mutating func choose(_ chosen: Set<Int>, _ gone: Set<Int>) {
    let taken = new.places(of: chosen)
    for (index, part) in new.parts.enumerated().dropFirst() {
      let isInside = part.parent.map { $0 != 0 && parts[names[$0]].isChosen } ?? false
      if taken.contains(index) || isInside { parts[names[index]].isChosen = true }
    }
    let lost = old.places(of: gone)
    for (place, part) in old.parts.enumerated().dropFirst() where parts[place].new == nil {
      let isInside = part.parent.map { $0 != 0 && parts[$0].isChosen } ?? false
      parts[place].isChosen = lost.contains(place) || isInside
    }
  }

  /// Whether every change is taken.
  var isAll: Bool { parts.dropFirst().allSatisfy(\.isChosen) }

  /// Whether commas stand between what is inside a part.
  func isList(_ name: Int) -> Bool {
    (parts[name].old.map { old.isList[$0] } ?? false)
      || (parts[name].new.map { new.isList[$0] } ?? false)
  }
}

extension Version {
  /// The parts that `positions` among the cuts are; for what is inline, the part around it.
  fileprivate func places(of positions: Set<Int>) -> Set<Int> {
    let places = Dictionary(
      uniqueKeysWithValues: parts.enumerated().compactMap { place, part in
        part.cut.map { ($0, place) }
      })
    return Set(
      positions.compactMap { position in
        var cut: Int? = cuts.indices.contains(position) ? position : nil
        while let inner = cut, cuts[inner].isInline { cut = cuts[inner].parent }
        return cut.flatMap { places[$0] }
      })
  }
}
