import Sections

/// What each side did to each part.
struct OwnChanges {
  /// The three versions.
  let versions: Three<Version>
  /// Which of their parts are the same.
  let pairing: Pairing
  private let moved: Three<[Bool]>
  private let perhapsMoved: Three<[Bool]>

  /// Compares the sides with base.
  init(_ versions: Three<Version>, _ pairing: Pairing) {
    self.versions = versions
    self.pairing = pairing
    let ours = OwnChanges.moved(.ours, versions, pairing)
    let theirs = OwnChanges.moved(.theirs, versions, pairing)
    moved = Three(base: [], ours: ours.surely, theirs: theirs.surely)
    perhapsMoved = Three(base: [], ours: ours.perhaps, theirs: theirs.perhaps)
  }

  /// For each part of a side, whether it stands elsewhere among the parts that were around it; and
  /// whether it does if of two that changed places the other one is said to have stayed.
  private static func moved(
    _ side: Side, _ versions: Three<Version>, _ pairing: Pairing
  ) -> (surely: [Bool], perhaps: [Bool]) {
    let (parts, base) = (versions[side].parts, versions.base.parts)
    var isMoved = Array(repeating: false, count: parts.count)
    var isPerhaps = isMoved
    for (place, part) in parts.enumerated() {
      let stayed = part.children.compactMap { child -> (child: Int, old: Int)? in
        guard let old = pairing.identities[pairing.identity[side][child]].base,
          let parent = base[old].parent, pairing.identity[side][place] == parent
        else { return nil }
        return (child, old)
      }
      let kept = Order.inPlace(stayed.map(\.old))
      for (pair, isKept) in zip(stayed, kept) where !isKept { isMoved[pair.child] = true }
      let mirrored = Order.inPlace(stayed.reversed().map { -$0.old }).reversed()
      for (pair, isKept) in zip(stayed, mirrored) where !isKept { isPerhaps[pair.child] = true }
    }
    return (isMoved, isPerhaps)
  }

  /// The part that is `identity` in a version, or nil.
  func part(_ identity: Int, _ side: Side) -> Version.Part? {
    pairing.identities[identity][side].map { versions[side].parts[$0] }
  }

  /// The identity of the part around `identity` in a version; nil for the file, and where the part
  /// is not in that version.
  func parent(_ identity: Int, _ side: Side) -> Int? {
    part(identity, side)?.parent.map { pairing.identity[side][$0] }
  }

  /// Whether the own text of `identity` is the same in two versions, both of which have it.
  func hasSameText(_ identity: Int, _ one: Side, _ other: Side) -> Bool {
    guard let first = part(identity, one), let second = part(identity, other) else { return false }
    return versions[one].text(first.head) == versions[other].text(second.head)
      && versions[one].text(first.tail) == versions[other].text(second.tail)
  }

  /// Whether a side put it elsewhere among the parts that were around it.
  func isMoved(_ identity: Int, in side: Side) -> Bool {
    pairing.identities[identity][side].map { moved[side][$0] } ?? false
  }

  /// Whether one side put it inside another part, and the other elsewhere among the parts that were
  /// around it.
  func isTornApart(_ identity: Int) -> Bool {
    func isPassed(_ side: Side) -> Bool {
      guard let place = pairing.identities[identity][side] else { return false }
      return moved[side][place] || perhapsMoved[side][place]
    }
    func isTaken(_ side: Side) -> Bool { parent(identity, side) != parent(identity, .base) }
    return isTaken(.ours) && isPassed(.theirs) || isTaken(.theirs) && isPassed(.ours)
  }

  /// Whether a side added, removed, moved or edited it. What is inside it does not count.
  func isChanged(_ identity: Int, in side: Side) -> Bool {
    let parts = pairing.identities[identity]
    guard parts.base != nil, parts[side] != nil else {
      return (parts.base == nil) != (parts[side] == nil)
    }
    return isMoved(identity, in: side) || parent(identity, side) != parent(identity, .base)
      || !hasSameText(identity, .base, side)
  }

  /// Whether a side put a part that base has before one that stood before it.
  func isDisplaced(in side: Side) -> Bool {
    let places = versions[side].parts.indices.compactMap {
      pairing.identities[pairing.identity[side][$0]].base
    }
    return zip(places, places.dropFirst()).contains { $0 > $1 }
  }

  /// Whether both sides added a part that is the same one.
  var haveCommonAdditions: Bool {
    pairing.identities.contains { $0.base == nil && $0.ours != nil && $0.theirs != nil }
  }

  /// Every part that is not as base has it: those of base first, then what was added.
  var sections: [MergedSection] {
    pairing.identities.indices.dropFirst().compactMap { identity in
      guard let origin = origin(of: identity),
        let part = part(identity, .ours) ?? part(identity, .theirs) ?? part(identity, .base)
      else { return nil }
      return MergedSection(
        title: part.title, fragment: part.fragment, kind: part.kind, origin: origin)
    }
  }

  private func origin(of identity: Int) -> MergedSection.Origin? {
    switch (isChanged(identity, in: .ours), isChanged(identity, in: .theirs)) {
    case (false, false): nil
    case (true, false): .ours
    case (false, true): .theirs
    case (true, true): isSame(identity) ? .both : .merged
    }
  }

  private func isSame(_ identity: Int) -> Bool {
    let parts = pairing.identities[identity]
    if parts.ours == nil, parts.theirs == nil { return true }
    return hasSameText(identity, .ours, .theirs)
      && parent(identity, .ours) == parent(identity, .theirs)
  }
}
