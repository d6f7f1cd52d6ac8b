extension Query {
  /// Whether a section may be what is looked for without having any of the words: whether no
  /// phrase, operator or group says what must be there.
  public var isOpen: Bool {
    guard case .some(let clauses) = clause else { return false }
    return clauses.allSatisfy { clause in
      if case .not = clause { true } else { clause.isLoose }
    }
  }

  /// What to compare meanings with: `text`, from which the query was read, where it is nothing but
  /// words; else the words and phrases that are looked for.
  ///
  /// - Returns: nil where what is looked for is to be found as it is written: a name in code,
  ///   something in quotes, or the beginning of a word.
  public func sentence(of text: String) -> String? {
    let words = terms.compactMap { term -> String? in
      if case .word(let word) = term { word } else { nil }
    }
    guard let first = words.first, words.count > 1 || !Query.isName(first) else { return nil }
    guard words.count < terms.count || !isOpen || hasFilters || clause.hasNegation else {
      return text
    }
    return terms.compactMap { term -> String? in
      if case .prefix = term { nil } else { term.text }
    }.joined(separator: " ")
  }

  private var hasFilters: Bool {
    since != nil
      || [kinds, components, languages, folders, tags].contains { !$0.isEmpty }
  }

  /// Whether a word looks like a name in code: `read_form`, `claude.md`, `readForm`, `--flag`.
  private static func isName(_ word: String) -> Bool {
    var wasSmall = false
    for scalar in word.unicodeScalars {
      switch scalar {
      case "a"..."z": wasSmall = true
      case "A"..."Z":
        if wasSmall { return true }
      case "?", "!", ",", "'", "’": break
      case "\0"..."\u{7F}": return true
      default: wasSmall = false
      }
    }
    return false
  }
}

extension Query.Clause {
  fileprivate var hasNegation: Bool {
    switch self {
    case .term: false
    case .not: true
    case .some(let clauses), .all(let clauses), .any(let clauses):
      clauses.contains { $0.hasNegation }
    }
  }
}
