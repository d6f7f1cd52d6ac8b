/// What becomes of each part in a merge: whether it stays, and inside which other part.
struct Fates {
  /// What becomes of a part.
  enum Fate: Equatable {
    /// It is in the result, where its own text and what is inside it are merged each by itself.
    case kept
    /// A side removed it, and the other did not change it.
    case dropped
    /// The sides exclude each other: all versions of it are shown.
    case atOdds(MergeConflict.Reason)
  }

  /// The fate of each identity.
  private(set) var fate: [Fate] = []
  /// The identity that each is inside of in the result; nil for the file.
  private(set) var parent: [Int?] = []
  /// The identities that are inside each in the result, in no order that counts.
  private(set) var inside: [[Int]] = []

  /// Decides.
  ///
  /// - Parameter unlike: Identities whose versions cannot be merged by head and tail.
  init(_ changes: OwnChanges, unlike: Set<Int>) {
    let all = changes.pairing.identities.indices
    for identity in all {
      let (fate, parent) = Fates.decide(identity, changes)
      let isUnlike = unlike.contains(identity) && changes.isChangedWithin(identity)
      self.fate.append(isUnlike && fate == .kept ? .atOdds(.editedOnBothSides) : fate)
      self.parent.append(parent)
    }
    for identity in all where fate[identity] != .dropped { restore(around: identity, changes) }
    inside = Array(repeating: [], count: all.count)
    for identity in all where fate[identity] != .dropped {
      if let parent = parent[identity] { inside[parent].append(identity) }
    }
  }

  private static func decide(_ identity: Int, _ changes: OwnChanges) -> (Fate, parent: Int?) {
    let parts = changes.pairing.identities[identity]
    let parents = Three(
      base: changes.parent(identity, .base), ours: changes.parent(identity, .ours),
      theirs: changes.parent(identity, .theirs))
    switch (parts.base, parts.ours, parts.theirs) {
    case (_, .some, .some):
      guard parts.base != nil else { return (.kept, parents.ours) }
      if changes.isTornApart(identity) { return (.atOdds(.movedToTwoPlaces), parents.ours) }
      return parents.agreed.map { (.kept, $0) } ?? (.atOdds(.movedToTwoPlaces), parents.ours)
    case (nil, _, _): return (.kept, parents.ours ?? parents.theirs)
    case (_, nil, nil): return (.dropped, parents.base)
    case (_, _, nil):
      let isEdited = !changes.hasSameText(identity, .base, .ours)
      return (isEdited ? .atOdds(.removedInTheirs) : .dropped, parents.ours)
    case (_, nil, _):
      let isEdited = !changes.hasSameText(identity, .base, .theirs)
      return (isEdited ? .atOdds(.removedInOurs) : .dropped, parents.theirs)
    }
  }

  /// A part that is removed on one side, and has something inside it that stays, is at odds.
  private mutating func restore(around identity: Int, _ changes: OwnChanges) {
    var next = parent[identity]
    while let around = next, fate[around] == .dropped {
      let isOurs = changes.pairing.identities[around].ours != nil
      fate[around] = .atOdds(isOurs ? .removedInTheirs : .removedInOurs)
      next = parent[around]
    }
  }
}

extension OwnChanges {
  /// Whether both sides changed something of a part or of what is inside it, and not alike.
  fileprivate func isChangedWithin(_ identity: Int) -> Bool {
    func text(_ side: Side) -> ArraySlice<UInt8>? {
      part(identity, side).map { versions[side].text($0.range) }
    }
    let texts = Three(base: text(.base), ours: text(.ours), theirs: text(.theirs))
    return texts.agreed == nil
  }
}
