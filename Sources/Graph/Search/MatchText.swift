import Sections

/// A query for FTS5: what must match, and what must not.
///
/// FTS5 has no lone NOT, so what only forbids is kept apart.
struct MatchText {
  /// What must match; nil where nothing must.
  private(set) var wanted: String?
  /// What must not.
  private(set) var forbidden: [String] = []
  /// Words of many sections that were passed over, because others tell enough.
  private(set) var passedOver: [String] = []

  /// Whether all words stand in so many sections that ranking every place would take too long.
  private(set) var isCommon = false
  /// Where that is so, what has any of the words: for where nothing has all of them.
  private(set) var anyText: String?
  /// The words of which any will do, where that is all there is to the query; for FTS5.
  private(set) var looseText: String?

  /// The whole for FTS5; nil where nothing must match.
  var text: String? {
    wanted.map { forbidden.isEmpty ? $0 : "(\($0)) NOT (\(joinedForbidden))" }
  }

  /// What must not match, for FTS5; empty where nothing is forbidden.
  var joinedForbidden: String { forbidden.joined(separator: " OR ") }

  /// How many sections the words of one query may have between them.
  ///
  /// FTS5 takes about two microseconds to rank a section, because it looks up how long each is. Up
  /// to this no word is passed over.
  static let budget = 6_000

  /// - Parameter isTop: whether words of very many sections may be passed over, which a part of a
  ///   query may not.
  init(_ clause: Query.Clause, _ sought: Sought, isTop: Bool) {
    switch clause {
    case .term(let term): wanted = sought.unit(term)?.match
    case .not(let inner):
      if let inner = MatchText(inner, sought, isTop: false).text { forbidden = [inner] }
    case .all(let clauses):
      let parts = clauses.map { MatchText($0, sought, isTop: false) }
      // What no index could hold, such as a lone sign, asks for nothing.
      let wanted = parts.compactMap(\.wanted)
      self.wanted = wanted.isEmpty ? nil : wanted.map { "(\($0))" }.joined(separator: " AND ")
      forbidden = parts.flatMap(\.forbidden)
    case .any(let clauses):
      let wanted = clauses.compactMap { MatchText($0, sought, isTop: false).text }
      self.wanted = wanted.isEmpty ? nil : wanted.map { "(\($0))" }.joined(separator: " OR ")
    case .some(let clauses): some(clauses, sought, isTop)
    }
  }

  private mutating func some(_ clauses: [Query.Clause], _ sought: Sought, _ isTop: Bool) {
    let required = clauses.filter { !$0.isLoose }.map { MatchText($0, sought, isTop: false) }
    forbidden = required.flatMap(\.forbidden)
    let needed = required.compactMap(\.wanted).map { "(\($0))" }
    var loose: [SoughtUnit] = []
    for case .term(let term) in clauses {
      if case .phrase = term { continue }
      if let unit = sought.unit(term), !loose.contains(unit) { loose.append(unit) }
    }
    let kept = needed.isEmpty && isTop ? affordable(loose) : loose
    if kept.isEmpty, !loose.isEmpty {
      isCommon = true
      anyText = loose.map(\.match).joined(separator: " OR ")
      wanted = loose.map(\.match).joined(separator: " AND ")
      return
    }
    var words = kept.map(\.match)
    for (one, next) in zip(loose, loose.dropFirst()) where one.form == .word && next.form == .word {
      words.append("\"\(one.words[0])\(next.words[0])\"")
    }
    guard !needed.isEmpty else {
      let any = words.joined(separator: " OR ")
      // Words passed over find nothing, but rank what the others found.
      let others = loose.filter { !kept.contains($0) && $0.frequency < Frequencies.limit }
      let ranking = others.map { "((\(any)) AND \($0.match))" }
      wanted = words.isEmpty ? nil : (words + ranking).joined(separator: " OR ")
      if isTop { looseText = wanted }
      return
    }
    let all = needed.joined(separator: " AND ")
    wanted = words.isEmpty ? all : "(\(all)) AND (\((words + needed).joined(separator: " OR ")))"
  }

  /// The rarest of the words that fit the budget; all where all do, and none where no word does.
  private mutating func affordable(_ units: [SoughtUnit]) -> [SoughtUnit] {
    var rest = MatchText.budget
    var kept: [SoughtUnit] = []
    for unit in units.sorted(by: { $0.frequency < $1.frequency }) {
      guard unit.frequency < Frequencies.limit, unit.frequency <= rest else { continue }
      rest -= unit.frequency
      kept.append(unit)
    }
    passedOver = units.filter { !kept.contains($0) }.map { $0.words.joined(separator: " ") }
    return units.filter { kept.contains($0) }
  }
}
