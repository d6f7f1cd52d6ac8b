/// Reads queries. What makes no sense is passed over: no text is an error.
struct QueryParser {
  /// How deeply parentheses may be nested; those inside are passed over. FTS5 takes no more than
  /// some twenty.
  private static let deepest = 8

  private var rest: Substring
  private var depth = 0
  private var query = Query()

  init(_ text: String) { rest = text[...] }

  mutating func read() -> Query {
    var clauses: [Query.Clause] = []
    while !isAtEnd {
      clauses += loose()
      // A parenthesis that closes nothing.
      if rest.first == ")" { rest.removeFirst() }
    }
    query.clause = QueryParser.telling(.some(clauses))
    return query
  }

  // MARK: Clauses

  /// Clauses side by side, up to the end or a closing parenthesis.
  private mutating func loose() -> [Query.Clause] {
    var clauses: [Query.Clause] = []
    while !isAtEnd, !isClosing {
      if let clause = alternatives() { clauses.append(clause) }
    }
    return clauses
  }

  private mutating func alternatives() -> Query.Clause? {
    var clauses: [Query.Clause] = []
    repeat {
      if let clause = conjunction() { clauses.append(clause) }
    } while take("OR")
    return clauses.count > 1 ? .any(clauses) : clauses.first
  }

  private mutating func conjunction() -> Query.Clause? {
    var clauses: [Query.Clause] = []
    repeat {
      if let clause = unary() { clauses.append(clause) }
    } while take("AND")
    return clauses.count > 1 ? .all(clauses) : clauses.first
  }

  private mutating func unary() -> Query.Clause? {
    var isNegated = false
    // Operators with nothing before them mean nothing.
    while true {
      if take("NOT") { isNegated.toggle() } else if !take("AND"), !take("OR") { break }
    }
    if isAtEnd || isClosing { return nil }
    if takeMinus() { isNegated.toggle() }
    guard let clause = primary(isNegated: isNegated) else { return nil }
    guard isNegated else { return clause }
    if case .not(let inner) = clause { return inner }
    return .not(clause)
  }

  private mutating func primary(isNegated: Bool) -> Query.Clause? {
    switch rest.first {
    case "(":
      rest.removeFirst()
      guard depth < QueryParser.deepest else { return nil }
      depth += 1
      let inside = loose()
      if isClosing { rest.removeFirst() }
      depth -= 1
      return QueryParser.group(inside)
    case "\"":
      if let phrase = quoted() { return QueryParser.term(.phrase(phrase)) }
      return word(isFilter: !isNegated)
    default: return word(isFilter: !isNegated)
    }
  }

  /// A group is required as a whole; one thing that is required anyway needs no group.
  private static func group(_ clauses: [Query.Clause]) -> Query.Clause? {
    guard clauses.count == 1 else { return clauses.isEmpty ? nil : .some(clauses) }
    return clauses[0].isLoose ? .some(clauses) : clauses[0]
  }

  // MARK: Words

  private mutating func word(isFilter: Bool) -> Query.Clause? {
    var word = QueryParser.bare(rest.prefix { !$0.isWhitespace && $0 != "\0" }, in: depth)
    if isFilter, let end = filter(word) {
      rest = rest[end...]
      return nil
    }
    var trial = self
    let isLikeFilter = !isFilter && trial.filter(word) != nil
    rest = rest[word.endIndex...]
    // Filters cannot be turned round: what follows a hyphen is words, and written as such.
    if isLikeFilter { return QueryParser.term(.phrase(String(word.filter { $0 != "\"" }))) }
    if word.hasSuffix("*"), let last = word.dropLast().last, last.isLetter || last.isNumber {
      word.removeLast()
      return QueryParser.term(.prefix(String(word)))
    }
    return QueryParser.term(.word(String(word)))
  }

  /// Keeps the filter that `word` begins, and says where it ends; nil where it is none.
  private mutating func filter(_ word: Substring) -> String.Index? {
    guard let colon = word.firstIndex(of: ":") else { return nil }
    let start = word.index(after: colon)
    if start < rest.endIndex, rest[start] == "\"", let value = quoted(from: start) {
      return query.add(filter: word[..<colon], value.text) ? value.end : nil
    }
    return query.add(filter: word[..<colon], String(word[start...])) ? word.endIndex : nil
  }

  /// The word without the parentheses that close a group around it: those it does not open itself.
  private static func bare(_ word: Substring, in depth: Int) -> Substring {
    guard depth > 0 else { return word }
    var word = word
    var excess = word.reduce(0) { $0 + ($1 == ")" ? 1 : $1 == "(" ? -1 : 0) }
    while excess > 0, word.last == ")" {
      word.removeLast()
      excess -= 1
    }
    return word
  }

  /// Takes a phrase in double quotes; nil where the quote is never closed.
  private mutating func quoted() -> String? {
    guard let phrase = quoted(from: rest.startIndex) else { return nil }
    rest = rest[phrase.end...]
    return phrase.text
  }

  private func quoted(from start: String.Index) -> (text: String, end: String.Index)? {
    let body = rest[rest.index(after: start)...]
    guard let end = body.firstIndex(of: "\"") else { return nil }
    return (String(body[..<end]), body.index(after: end))
  }

  private static func term(_ term: Query.Term) -> Query.Clause? {
    term.text.contains { $0.isLetter || $0.isNumber } ? .term(term) : nil
  }

  // MARK: Marks

  private var isClosing: Bool { depth > 0 && rest.first == ")" }

  /// Whether nothing is left but blanks, which are dropped.
  private var isAtEnd: Bool {
    mutating get {
      rest = rest.drop { $0.isWhitespace || $0 == "\0" }
      return rest.isEmpty
    }
  }

  /// Takes an operator that stands alone.
  private mutating func take(_ word: String) -> Bool {
    guard !isAtEnd, rest.hasPrefix(word) else { return false }
    let after = rest.dropFirst(word.count)
    guard let next = after.first else {
      rest = after
      return true
    }
    guard next.isWhitespace || next == "\0" || next == "(" || next == ")" && depth > 0 else {
      return false
    }
    rest = after
    return true
  }

  /// Takes a hyphen that forbids what follows: a phrase, a group, or a word that is longer than
  /// the options of commands, such as `-rf`.
  private mutating func takeMinus() -> Bool {
    guard rest.first == "-" else { return false }
    let after = rest.dropFirst()
    let letters = after.prefix { $0.isLetter || $0.isNumber }
    guard after.first == "\"" || after.first == "(" || letters.count > 2 else { return false }
    rest = after
    return true
  }

  // MARK: Stop words

  /// The clause without its stop words, where others remain.
  private static func telling(_ clause: Query.Clause) -> Query.Clause {
    guard case .some(let clauses) = clause else { return clause }
    let telling = clauses.filter { clause in
      if case .term(let term) = clause { !term.isStopWord } else { true }
    }
    return telling.contains { !$0.terms.isEmpty } ? .some(telling) : clause
  }
}
