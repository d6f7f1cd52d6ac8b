/// How often each line is in the versions of a file: what a merge must not lose or double.
struct LineCount {
  private var counts: [ArraySlice<UInt8>: Three<Int>] = [:]

  /// Counts the lines of the texts of each version, without blanks and commas at their ends.
  init(_ texts: Three<[ArraySlice<UInt8>]>) {
    for side in Side.allCases {
      for line in LineCount.lines(texts[side]) {
        counts[line, default: Three(base: 0, ours: 0, theirs: 0)][side] += 1
      }
    }
  }

  /// Whether a merge without conflicts has what both sides added, and not what one removed.
  func isKept(in texts: [ArraySlice<UInt8>]) -> Bool {
    var found: [ArraySlice<UInt8>: Int] = [:]
    for line in LineCount.lines(texts) { found[line, default: 0] += 1 }
    return found.keys.allSatisfy { counts[$0] != nil }
      && counts.allSatisfy { line, count in
        LineCount.growth(count).contains(found[line, default: 0] - count.base)
      }
  }

  /// By how much a line may become more frequent. Where both sides added it, or both removed it,
  /// they may have meant the same one; and so they may where it is no single line.
  private static func growth(_ count: Three<Int>) -> ClosedRange<Int> {
    let (our, their) = (count.ours - count.base, count.theirs - count.base)
    let sum = our + their
    if our > 0, their > 0 { return max(our, their)...sum }
    if our < 0, their < 0 { return sum...min(our, their) }
    guard count.all.contains(where: { $0 > 1 }) else { return sum...sum }
    return min(our, their)...max(our, their)
  }

  /// Whether every line that a side added is in a merge with conflicts, wherever it stands.
  func isShown(in texts: [ArraySlice<UInt8>]) -> Bool {
    let found = Set(LineCount.lines(texts))
    return counts.allSatisfy { line, count in
      max(count.ours, count.theirs) <= count.base || found.contains(line)
    }
  }

  private static func lines(_ texts: [ArraySlice<UInt8>]) -> [ArraySlice<UInt8>] {
    texts.flatMap { $0.split { $0 == 0x0A || $0 == 0x0D } }.compactMap { line in
      let end = line.lastIndex { !$0.isBlank && $0 != .comma }
      return end.map { line[...$0] }
    }
  }
}
