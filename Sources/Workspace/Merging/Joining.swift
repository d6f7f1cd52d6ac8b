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
      bytes += gap(last, piece.first, onOwnLine: isAtOdds || piece.isAtOdds)
      bytes += piece.text
      (last, isAtOdds) = (piece.last, piece.isAtOdds)
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

  /// What stands between two texts that some version has together.
  private func known(_ one: Joints.Name, _ other: Joints.Name) -> ArraySlice<UInt8>? {
    let found = joints.map { $0.gap(one, other) }
    guard let ours = found.ours, let theirs = found.theirs else {
      return found.ours ?? found.theirs ?? found.base
    }
    let full = Three(base: found.base, ours: ours, theirs: theirs)
    return full.agreed ?? Joining.widest([ours, theirs])
  }

  /// What to put between two texts that no version has together: the widest of what stands after
  /// the one and before the other.
  private func invented(_ one: Joints.Name, _ other: Joints.Name) -> [UInt8] {
    if one == .start { return [] }
    if other == .end { return fileEnd }
    let sides = [joints.ours, joints.theirs]
    let widest = Joining.widest(sides.flatMap { $0.gaps(after: one, before: other) })
    let gap = widest.filter { $0 != .comma }
    let isInList = isInList(other)
    if !isInList, !gap.contains(0x0A) { return gap + [0x0A] }
    return needsComma(one, other) ? [.comma] + gap : gap
  }

  /// How the file ends.
  private var fileEnd: [UInt8] {
    let ends = joints.map { $0.gaps(after: .end, before: .end).first ?? [] }
    return Array(ends.agreed ?? ends.ours)
  }

  private static func widest(_ gaps: [ArraySlice<UInt8>]) -> ArraySlice<UInt8> {
    func width(_ gap: ArraySlice<UInt8>) -> Int { gap.reduce(0) { $0 + ($1 == 0x0A ? 1000 : 1) } }
    var widest: ArraySlice<UInt8> = []
    for gap in gaps where width(gap) > width(widest) { widest = gap }
    return widest
  }

  // MARK: Lists

  /// Whether a text is a member of a list, or the bracket after its members.
  private func isInList(_ name: Joints.Name) -> Bool {
    switch name {
    case .head(let identity): fates.parent[identity].map(isList) ?? false
    case .tail(let identity): isList(identity)
    case .start, .end: false
    }
  }

  /// Whether `other` is a member of a list, and `one` not the bracket before its members.
  private func needsComma(_ one: Joints.Name, _ other: Joints.Name) -> Bool {
    guard case .head(let identity) = other, let parent = fates.parent[identity] else {
      return false
    }
    return isList(parent) && one != .head(parent)
  }

  private func isList(_ identity: Int) -> Bool {
    Side.allCases.contains { side in
      changes.pairing.identities[identity][side].map { changes.versions[side].isList[$0] } ?? false
    }
  }
}
