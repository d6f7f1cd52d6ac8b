/// Joins the order by words and the order by meaning.
///
/// Meaning counts as far as words leave a query open: where some section has all of its words,
/// these decide, and meaning breaks ties; where none has any, meaning decides. Adding up ranks, as
/// is usual, does neither: it lets a section that is half right in both go before the one that was
/// meant. The figures were chosen on the tuning half of `make bench-search`.
struct Fusion {
  /// What meaning counts for at least, and how much more where words cover nothing. It falls with
  /// the square of what they cover: half the words of a query mostly find what has the rest too.
  private static let (least, more) = (0.02, 0.95)
  /// How many of the best by words tell how well words cover the query.
  private static let top = 3

  /// How alike sections are; those without vectors are missing.
  let similarities: [Int64: Double]
  /// Whether words count at all.
  let way: SearchWay

  /// The candidates in their common order, each with its two ranks.
  ///
  /// - Parameter candidates: in their order by words.
  func fused(_ candidates: [Candidate]) -> [Candidate] {
    var candidates = candidates
    let covered = candidates.prefix(Fusion.top).map(\.parts.coverage).max() ?? 0
    let open = 1 - min(1, covered)
    let weight = way == .meaning ? 1 : Fusion.least + Fusion.more * open * open
    let bestWords = max(0.001, candidates.first?.parts.total ?? 0)
    let bestMeaning = max(0.001, (similarities.values.max() ?? 0) - Likeness.least)
    for index in candidates.indices {
      var parts = candidates[index].parts
      if parts.coverage > 0 || parts.index > 0 { parts.wordRank = index + 1 }
      parts.byWords = parts.total
      parts.meaning = similarities[candidates[index].row]
      // What has no vector yet is neither alike nor not: its words alone tell.
      parts.weight = parts.meaning == nil && way == .both ? 0 : weight
      parts.total =
        (1 - parts.weight) * parts.byWords / bestWords
        + parts.weight * max(0, (parts.meaning ?? 0) - Likeness.least) / bestMeaning
      candidates[index].parts = parts
    }
    rankMeaning(&candidates)
    return candidates.sorted { ($1.parts.total, $0.row) < ($0.parts.total, $1.row) }
  }

  private func rankMeaning(_ candidates: inout [Candidate]) {
    let order = candidates.indices.filter { candidates[$0].parts.meaning != nil }.sorted {
      (candidates[$1].parts.meaning ?? 0, candidates[$0].row)
        < (candidates[$0].parts.meaning ?? 0, candidates[$1].row)
    }
    for (rank, index) in order.enumerated() { candidates[index].parts.meaningRank = rank + 1 }
  }
}
