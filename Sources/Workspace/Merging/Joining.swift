/// Writes texts one after another, with between them what stands there in the versions.
struct Joining {
  private let joints: Three<Joints>
  private let changes: OwnChanges
  private let fates: Fates

  /// Joins the parts of `changes`, which go where `fates` says.
  init(_ changes: OwnChanges, _ fates: Fates) {
    self.changes = changes
    self.fates = fates
    func joints(_ side: Side) -> Joints {
      Joints(changes.versions[side], changes.pairing.identity[side])
    }
    self.joints = Three(base: joints(.base), ours: joints(.ours), theirs: joints(.theirs))
  }

  /// How often each line is in the texts of the versions.
  var lines: LineCount {
    func texts(_ side: Side) -> [ArraySlice<UInt8>] {
      joints[side].texts.map { changes.versions[side].text($0.range) }
    }
    return LineCount(Three(base: texts(.base), ours: texts(.ours), theirs: texts(.theirs)))
  }

  /// The bytes of the file that `pieces` make.
  func bytes(of pieces: [Weave.Piece]) -> [UInt8] {
    var bytes: [UInt8] = []
    var (last, isAtOdds) = (Joints.Name.start, false)
    for piece in pieces {
      bytes += gap(last, piece.name, onOwnLine: isAtOdds || piece.isAtOdds)
      bytes += piece.text
      (last, isAtOdds) = (piece.name, piece.isAtOdds)
    }
    return bytes + gap(last, .end, onOwnLine: isAtOdds)
  }

  private func gap(
    _ one: Joints.Name, _ other: Joints.Name, onOwnLine: Bool
  ) -> [UInt8] {
    let gap = known(one, other).map(Array.init) ?? invented(one, other)
    let needsLine = onOwnLine && one != .start && !gap.contains(0x0A)
    return needsLine ? gap + [0x0A] : gap
  }

  /// What stands between two texts that some version has together. How the file begins and ends
  /// does not depend on the texts there.
  private func known(_ one: Joints.Name, _ other: Joints.Name) -> ArraySlice<UInt8>? {
    if one == .start { return merged(joints.map { $0.start }) }
    if other == .end { return merged(joints.map { $0.end }) }
    return merged(joints.map { $0.gap(one, other) })
  }

  private func merged(_ gaps: Three<ArraySlice<UInt8>?>) -> ArraySlice<UInt8>? {
    guard let ours = gaps.ours, let theirs = gaps.theirs else {
      return gaps.ours ?? gaps.theirs ?? gaps.base
    }
    let full = Three(base: gaps.base, ours: ours, theirs: theirs)
    return full.agreed ?? Joints.widest([ours, theirs])
  }

  /// What to put between two texts that no version has together.
  private func invented(_ one: Joints.Name, _ other: Joints.Name) -> [UInt8] {
    let gaps = [joints.ours, joints.theirs].flatMap { $0.gaps(after: one, before: other) }
    return Joints.invented(from: gaps, comma: comma(one, other))
  }

  // MARK: Lists

  /// Whether a comma stands between two texts; nil where the second is not in a list.
  private func comma(_ one: Joints.Name, _ other: Joints.Name) -> Bool? {
    switch other {
    case .head(let identity):
      guard let parent = fates.parent[identity], isList(parent) else { return nil }
      return one != .head(parent)
    case .tail(let identity): return isList(identity) ? false : nil
    case .start, .end: return nil
    }
  }

  private func isList(_ identity: Int) -> Bool {
    Side.allCases.contains { side in
      changes.pairing.identities[identity][side].map { changes.versions[side].isList[$0] } ?? false
    }
  }
}
