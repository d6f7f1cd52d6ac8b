/// Merges the order of the parts directly inside one part.
struct Order {
  private let inBoth: Set<Int>
  private let base: [Int]
  private let ours: [Int]
  private let theirs: [Int]

  /// The order in which each version has the parts that are to stand there, by their identities.
  init(_ orders: Three<[Int]>) {
    (base, ours, theirs) = (orders.base, orders.ours, orders.theirs)
    inBoth = Set(ours).intersection(theirs)
  }

  /// The merged order; nil where both sides put the same parts in different orders.
  ///
  /// A part that only one side has there comes after the part it follows on that side; of several
  /// after one part, ours come first.
  func merged() -> [Int]? {
    let common = Set(base).intersection(inBoth)
    guard let spine = spine(common) else { return nil }
    let (our, their) = (runs(of: ours, common), runs(of: theirs, common))
    var order: [Int] = []
    var placed: Set<Int> = []
    for anchor in [nil] + spine.map(Optional.some) {
      if let anchor { order.append(anchor) }
      let run = merge(our[anchor] ?? [], their[anchor] ?? [])
      for part in run where placed.insert(part).inserted { order.append(part) }
    }
    return order
  }

  /// The parts that all three have, in their merged order: stretch by stretch, where a stretch is
  /// what stays together on both sides.
  private func spine(_ common: Set<Int>) -> [Int]? {
    let old = base.filter(common.contains)
    let ranks = Dictionary(uniqueKeysWithValues: zip(old, old.indices))
    let our = ours.compactMap { ranks[$0] }
    let their = theirs.compactMap { ranks[$0] }
    var spine: [Int] = []
    var (start, ourLast, theirLast) = (0, -1, -1)
    for end in old.indices {
      ourLast = max(ourLast, our[end])
      theirLast = max(theirLast, their[end])
      guard ourLast == end, theirLast == end else { continue }
      let stretch = start...end
      let orders = Three(
        base: Array(stretch), ours: Array(our[stretch]), theirs: Array(their[stretch]))
      guard let agreed = orders.agreed else { return nil }
      spine += agreed.map { old[$0] }
      start = end + 1
    }
    return spine
  }

  /// What a side has between the common parts, by the one it follows; nil for the start.
  private func runs(of side: [Int], _ common: Set<Int>) -> [Int?: [Int]] {
    var runs: [Int?: [Int]] = [:]
    var anchor: Int?
    for part in side {
      if common.contains(part) { anchor = part } else { runs[anchor, default: []].append(part) }
    }
    return runs
  }

  /// Puts two runs together: ours before theirs, up to each part that is in both.
  private func merge(_ ours: [Int], _ theirs: [Int]) -> [Int] {
    let shared = Set(ours).intersection(theirs)
    var rest = theirs.filter { shared.contains($0) || !inBoth.contains($0) }[...]
    var run: [Int] = []
    for part in ours {
      if shared.contains(part), let place = rest.firstIndex(of: part) {
        run += rest[..<place]
        rest = rest[(place + 1)...]
      }
      run.append(part)
    }
    return run + rest
  }

  /// Which of `numbers` can stay where they are when the others are moved to make them ascend: the
  /// most there can be.
  static func inPlace(_ numbers: [Int]) -> [Bool] {
    var tails: [Int] = []
    var before = Array(repeating: -1, count: numbers.count)
    for (index, number) in numbers.enumerated() {
      let length = tails.partitionPoint { numbers[$0] >= number }
      if length > 0 { before[index] = tails[length - 1] }
      if length < tails.count { tails[length] = index } else { tails.append(index) }
    }
    var isKept = Array(repeating: false, count: numbers.count)
    var last = tails.last ?? -1
    while last >= 0 {
      isKept[last] = true
      last = before[last]
    }
    return isKept
  }
}
