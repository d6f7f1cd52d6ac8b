extension Three<Version> {
  /// Gives parts that have nothing inside them yet, or no longer, a head and a tail where another
  /// version has both: the braces of a class that lost its last member.
  ///
  /// - Returns: The identities for which that could not be done: what goes inside them could end
  ///   up behind them.
  mutating func splitTails(_ pairing: Pairing) -> Set<Int> {
    var unlike: Set<Int> = []
    for (identity, parts) in pairing.identities.enumerated().dropFirst() {
      let tails = Side.allCases.compactMap { side in
        parts[side].map { self[side].text(self[side].parts[$0].tail) }
      }.filter { !$0.isEmpty }
      guard !tails.isEmpty else { continue }
      for side in Side.allCases {
        guard let part = parts[side], !self[side].split(part, before: tails) else { continue }
        unlike.insert(identity)
      }
    }
    return unlike
  }
}

extension Version {
  /// Splits the head of a part that has nothing inside it before the first of `tails` that it ends
  /// with. False where it ends with none.
  mutating func split(_ place: Int, before tails: [ArraySlice<UInt8>]) -> Bool {
    let part = parts[place]
    guard part.children.isEmpty, part.tail.isEmpty else { return true }
    let head = text(part.head)
    guard let tail = tails.first(where: { head.suffix($0.count) == $0 }) else { return false }
    splitHead(of: place, after: head.count - tail.count)
    return true
  }
}
