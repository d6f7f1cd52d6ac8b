/// What someone looks for. Any text is a query.
///
/// ```
/// merge pdf                     either word; both are better
/// "quick start"                 those words together, and only what has them
/// extract*                      words that begin so
/// (form OR table) AND NOT pdf   what must hold; operators are written in capitals
/// merge -draft                  only what has no such word, of three letters or more
/// kind:function lang:python     only such sections
/// component:"my pdf" in:scripts only of such a component, only below such a folder
/// tag:office since:2026-01-31   only of components with that tag, of files changed since then
/// ```
///
/// Keys other than these are words like any other: `foo:bar` looks for `foo` beside `bar`.
public struct Query: Sendable, Hashable {
  /// Something to look for.
  public enum Term: Sendable, Hashable {
    /// A word; one with punctuation inside, like `claude.md`, means its parts together.
    case word(String)
    /// The beginning of a word.
    case prefix(String)
    /// Words that must stand together.
    case phrase(String)
  }

  /// What must hold of a section, or adds to how well it fits.
  public indirect enum Clause: Sendable, Hashable {
    /// It has the term.
    case term(Term)
    /// All that is not a word or a beginning holds. Of those any will do, and each adds; where
    /// there are no others, one must be there.
    case some([Clause])
    /// All hold.
    case all([Clause])
    /// One of them holds.
    case any([Clause])
    /// It does not hold.
    case not(Clause)
  }

  /// What to look for. Terms without a letter or digit are left out.
  public var clause = Clause.some([])
  /// Kinds of section; empty for any.
  public var kinds: [String] = []
  /// Names or paths of components; empty for any.
  public var components: [String] = []
  /// Languages of code: of a block, or by the parser of a file; empty for any.
  public var languages: [String] = []
  /// Folders or files that paths must lead through; empty for any.
  public var folders: [String] = []
  /// Tags or keywords of components; empty for any.
  public var tags: [String] = []
  /// Since when files must have changed; nil for any time.
  public var since: Since?

  /// Reads a query.
  public init(_ text: String) {
    var parser = QueryParser(text)
    self = parser.read()
  }

  /// A query for nothing.
  init() {}

  /// What is looked for, in order; what must not be there is left out.
  public var terms: [Term] { clause.terms }

  /// Whether it only narrows, and looks for nothing.
  public var isOnlyFilter: Bool { terms.isEmpty }

  /// Keeps a filter; false where the key is none, or the value means nothing to it.
  mutating func add(filter key: some StringProtocol, _ value: String) -> Bool {
    guard !value.isEmpty else { return false }
    switch key {
    case "kind": kinds.append(value)
    case "component": components.append(value)
    case "lang": languages.append(value)
    case "in": folders.append(value)
    case "tag": tags.append(value)
    case "since":
      guard let value = Since(value) else { return false }
      since = value
    default: return false
    }
    return true
  }
}

extension Query.Clause {
  /// What is looked for, in order; what must not be there is left out.
  public var terms: [Query.Term] {
    switch self {
    case .term(let term): [term]
    case .some(let clauses), .all(let clauses), .any(let clauses): clauses.flatMap(\.terms)
    case .not: []
    }
  }

  /// Whether it is a word or a beginning, which among others need not be there.
  public var isLoose: Bool {
    switch self {
    case .term(.word), .term(.prefix): true
    default: false
    }
  }
}

extension Query.Term {
  /// The term as it was written, without its quotes or asterisk.
  public var text: String {
    switch self {
    case .word(let text), .prefix(let text), .phrase(let text): text
    }
  }

  /// Whether it is a word that nearly every text has.
  var isStopWord: Bool {
    guard case .word(let word) = self else { return false }
    var bare = word.lowercased()[...]
    while let last = bare.last, "?!.,;:".contains(last) { bare.removeLast() }
    return Query.Term.stopWords.contains(String(bare))
  }

  private static let stopWords: Set<String> = [
    "a", "an", "and", "are", "as", "at", "be", "by", "can", "do", "does", "for", "from", "how",
    "i", "in", "into", "is", "it", "its", "my", "of", "on", "or", "should", "so", "that", "the",
    "their", "then", "there", "this", "to", "was", "we", "what", "when", "where", "which", "who",
    "why", "will", "with", "you", "your",
  ]
}
