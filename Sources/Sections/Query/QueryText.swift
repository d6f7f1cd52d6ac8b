extension Query: CustomStringConvertible {
  /// The query as it would be written: reading that gives the same query.
  public var description: String {
    var parts: [String] = []
    for (key, values) in [
      ("kind", kinds), ("component", components), ("lang", languages), ("in", folders),
      ("tag", tags), ("since", since.map { [$0.description] } ?? []),
    ] {
      parts += values.map { "\(key):\(Query.quotedIfNeeded($0))" }
    }
    guard case .some(let clauses) = clause else {
      return (parts + [clause.text(in: .side)]).joined(separator: " ")
    }
    return (parts + clauses.map { $0.text(in: .side) }).joined(separator: " ")
  }

  private static func quotedIfNeeded(_ value: String) -> String {
    let isPlain = !value.contains { $0.isWhitespace || $0 == "\0" || $0 == "(" || $0 == ")" }
    return isPlain || value.contains("\"") ? value : "\"\(value)\""
  }
}

extension Query.Clause {
  /// What stands around a clause, by how tightly it binds.
  fileprivate enum Place: Int {
    case side, alternative, conjunct, negated
  }

  fileprivate func text(in place: Place) -> String {
    switch self {
    case .term(.word(let text)): text
    case .term(.prefix(let text)): "\(text)*"
    case .term(.phrase(let text)): "\"\(text)\""
    case .some(let clauses):
      Query.Clause.grouped(clauses.map { $0.text(in: .side) }.joined(separator: " "))
    case .any(let clauses): joined(clauses, by: " OR ", as: .alternative, in: place)
    case .all(let clauses): joined(clauses, by: " AND ", as: .conjunct, in: place)
    case .not(let clause): "NOT \(clause.text(in: .negated))"
    }
  }

  private func joined(
    _ clauses: [Query.Clause], by word: String, as inner: Place, in place: Place
  ) -> String {
    let text = clauses.map { $0.text(in: inner) }.joined(separator: word)
    return place.rawValue < inner.rawValue ? text : Query.Clause.grouped(text)
  }

  /// The text in parentheses, of which the last closes no other that stands in a word.
  private static func grouped(_ text: String) -> String {
    let last = text.split(separator: " ").last?.drop { $0 == "(" } ?? ""
    return last.contains("(") ? "(\(text) )" : "(\(text))"
  }
}
