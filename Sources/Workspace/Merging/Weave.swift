import Git
import Sections

/// Puts the merged parts together.
struct Weave {
  /// A text of the result.
  struct Piece {
    /// Which text of the versions it comes of; where it is several, the first.
    var name: Joints.Name
    /// Its bytes, without blanks around them.
    var text: [UInt8]
    /// Whether it has conflict markers, and so must stand on lines of its own.
    var isAtOdds: Bool
  }

  private let changes: OwnChanges
  private let fates: Fates
  private let labels: SectionMerge.Labels
  private var seen = 0
  /// The texts, in order.
  private(set) var pieces: [Piece] = []
  /// What is at odds, in order.
  private(set) var conflicts: [MergeConflict] = []

  /// Merges every part.
  ///
  /// - Returns: Nil where the sides put parts inside each other, so that there is no such tree.
  init?(
    _ changes: OwnChanges, _ fates: Fates, _ labels: SectionMerge.Labels
  ) throws(GitFailure) {
    self.changes = changes
    self.fates = fates
    self.labels = labels
    try add(0)
    guard seen == fates.fate.count(where: { $0 != .dropped }) else { return nil }
  }

  private mutating func add(_ identity: Int) throws(GitFailure) {
    if case .atOdds(let reason) = fates.fate[identity] {
      pass(identity)
      report(identity, reason)
      return block(.head(identity), texts(of: identity))
    }
    seen += 1
    let isOwnAtOdds = try addOwn(identity, .head(identity), \.head)
    try addInside(identity)
    let isTailAtOdds = try addOwn(identity, .tail(identity), \.tail)
    guard isOwnAtOdds || isTailAtOdds else { return }
    let isNew = changes.pairing.identities[identity].base == nil
    report(identity, isNew ? .addedTwice : .editedOnBothSides)
  }

  /// Adds the head or the tail of a part, and says whether it is at odds.
  private mutating func addOwn(
    _ identity: Int, _ name: Joints.Name, _ range: KeyPath<Version.Part, Range<Int>>
  ) throws(GitFailure) -> Bool {
    func text(_ side: Side) -> ArraySlice<UInt8>? {
      changes.part(identity, side).map { changes.versions[side].text($0[keyPath: range]) }
    }
    let own = try OwnText(
      Three(base: text(.base), ours: text(.ours), theirs: text(.theirs)), labels)
    guard !own.bytes.isEmpty else { return false }
    pieces.append(Piece(name: name, text: own.bytes, isAtOdds: own.isAtOdds))
    return own.isAtOdds
  }

  // MARK: What is inside

  private mutating func addInside(_ identity: Int) throws(GitFailure) {
    guard let first = fates.inside[identity].first else { return }
    let orders = Three(
      base: inside(identity, .base), ours: inside(identity, .ours),
      theirs: inside(identity, .theirs))
    if let order = Order(orders).merged(), order.count == fates.inside[identity].count {
      for part in order { try add(part) }
      return
    }
    for part in fates.inside[identity] {
      pass(part)
      let isMoved = changes.isMoved(part, in: .ours) || changes.isMoved(part, in: .theirs)
      if isMoved { report(part, .movedToTwoPlaces) }
    }
    block(.head(first), textsInside(identity))
  }

  /// What is inside a part in the result, in the order of one version.
  private func inside(_ identity: Int, _ side: Side) -> [Int] {
    let children = changes.part(identity, side)?.children ?? []
    return children.map { changes.pairing.identity[side][$0] }.filter {
      fates.parent[$0] == identity && fates.fate[$0] != .dropped
    }
  }

  /// Counts a part, and all inside it, as shown.
  private mutating func pass(_ identity: Int) {
    seen += 1
    for part in fates.inside[identity] { pass(part) }
  }

  // MARK: What is at odds

  private mutating func block(_ name: Joints.Name, _ texts: Three<ArraySlice<UInt8>>) {
    let text = ConflictMarkers(labels: labels).text(texts)
    pieces.append(Piece(name: name, text: text, isAtOdds: true))
  }

  private mutating func report(_ identity: Int, _ reason: MergeConflict.Reason) {
    let part = changes.part(identity, .ours) ?? changes.part(identity, .theirs)
    guard let part else { return }
    conflicts.append(
      MergeConflict(kind: part.kind, title: part.title, fragment: part.fragment, reason: reason))
  }

  private func texts(of identity: Int) -> Three<ArraySlice<UInt8>> {
    func text(_ side: Side) -> ArraySlice<UInt8> {
      changes.part(identity, side).map { changes.versions[side].text($0.range) } ?? []
    }
    return Three(base: text(.base), ours: text(.ours), theirs: text(.theirs))
  }

  private func textsInside(_ identity: Int) -> Three<ArraySlice<UInt8>> {
    func text(_ side: Side) -> ArraySlice<UInt8> {
      let parts = changes.versions[side].parts
      guard let children = changes.part(identity, side)?.children, let first = children.first,
        let last = children.last
      else { return [] }
      let start = parts[first].range.lowerBound
      return changes.versions[side].text(start..<parts[last].range.upperBound)
    }
    return Three(base: text(.base), ours: text(.ours), theirs: text(.theirs))
  }
}
