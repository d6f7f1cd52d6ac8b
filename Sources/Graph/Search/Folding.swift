/// Keeps a page of hits from saying the same thing twice.
struct Folding {
  /// A section of at most this many bytes is seen whole by whoever looks at it: about 1,000 tokens.
  private static let seenWhole = 4_000
  /// How many hits make a page, and how many of them one file may have.
  private static let (page, share) = (10, 5)

  /// The candidates that repeat none before them; each knows what it stands for.
  private(set) var kept: [Candidate] = []
  private var places: [Int64: [Int]] = [:]

  /// Leaves out of `candidates` what is inside a better one, or around one, where the outer is small
  /// or the inner a part of its text.
  init(_ candidates: [Candidate]) {
    for candidate in candidates { add(candidate) }
  }

  /// Keeps a candidate, unless it repeats one that is kept.
  ///
  /// - Returns: whether it was kept.
  @discardableResult
  mutating func add(_ candidate: Candidate) -> Bool {
    let nest = places[candidate.document, default: []].first { place in
      Folding.isRepeated(candidate, by: kept[place])
    }
    if let nest {
      kept[nest].folded.append(candidate.row)
      return false
    }
    places[candidate.document, default: []].append(kept.count)
    kept.append(candidate)
    return true
  }

  private static func isRepeated(_ one: Candidate, by other: Candidate) -> Bool {
    let common = one.range.clamped(to: other.range)
    guard common == one.range || common == other.range else { return false }
    let (inner, outer) = common == one.range ? (one, other) : (other, one)
    return inner.isInline || outer.range.count <= seenWhole
  }

  /// The candidates in an order in which no file has more than half of any page, as long as there
  /// are others.
  static func spread(_ candidates: [Candidate]) -> [Candidate] {
    var rest = candidates
    var spread: [Candidate] = []
    while !rest.isEmpty {
      var counts: [Int64: Int] = [:]
      for _ in 0..<min(page, rest.count) {
        let next = rest.firstIndex { counts[$0.document, default: 0] < share } ?? 0
        let candidate = rest.remove(at: next)
        counts[candidate.document, default: 0] += 1
        spread.append(candidate)
      }
    }
    return spread
  }
}
