/// What someone looks for. Any text is a query.
///
/// ```
/// merge pdf                    either word; both are better
/// "quick start"                those words together, and only what has them
/// extract*                     words that begin so
/// kind:function lang:python    only such sections
/// component:pdf in:scripts     only of such a component, only below such a folder
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

  /// What to look for, in order. Terms without a letter or digit are left out.
  public var terms: [Term] = []
  /// Kinds of section; empty for any.
  public var kinds: [String] = []
  /// Names or paths of components; empty for any.
  public var components: [String] = []
  /// Languages of code: of a block, or by the parser of a file; empty for any.
  public var languages: [String] = []
  /// Folders or files that paths must lead through; empty for any.
  public var folders: [String] = []

  /// Reads a query.
  public init(_ text: String) {
    var rest = text[...]
    while let first = rest.first {
      if first.isWhitespace || first == "\0" {
        rest.removeFirst()
      } else if first == "\"", let phrase = Query.quoted(&rest) {
        add(.phrase(phrase))
      } else {
        add(word: Query.word(&rest))
      }
    }
    let telling = terms.filter { !$0.isStopWord }
    if !telling.isEmpty { terms = telling }
  }

  /// Takes a phrase in double quotes off `rest`; nil where the quote is never closed.
  private static func quoted(_ rest: inout Substring) -> String? {
    let body = rest.dropFirst()
    guard let end = body.firstIndex(of: "\"") else { return nil }
    rest = body[body.index(after: end)...]
    return String(body[..<end])
  }

  private static func word(_ rest: inout Substring) -> Substring {
    let end = rest.firstIndex { $0.isWhitespace || $0 == "\0" } ?? rest.endIndex
    defer { rest = rest[end...] }
    return rest[..<end]
  }

  private mutating func add(word: Substring) {
    if let colon = word.firstIndex(of: ":") {
      let value = String(word[word.index(after: colon)...])
      if !value.isEmpty, add(filter: word[..<colon], value) { return }
    }
    if word.hasSuffix("*"), let last = word.dropLast().last, last.isLetter || last.isNumber {
      add(.prefix(String(word.dropLast())))
    } else {
      add(.word(String(word)))
    }
  }

  /// Keeps a filter; false where the key is none.
  private mutating func add(filter key: Substring, _ value: String) -> Bool {
    switch key {
    case "kind": kinds.append(value)
    case "component": components.append(value)
    case "lang": languages.append(value)
    case "in": folders.append(value)
    default: return false
    }
    return true
  }

  private mutating func add(_ term: Term) {
    guard term.text.contains(where: { $0.isLetter || $0.isNumber }) else { return }
    terms.append(term)
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
    return Query.Term.stopWords.contains(word.lowercased())
  }

  private static let stopWords: Set<String> = [
    "a", "an", "and", "are", "as", "at", "be", "by", "can", "do", "does", "for", "from", "how",
    "i", "in", "into", "is", "it", "its", "my", "of", "on", "or", "should", "so", "that", "the",
    "their", "then", "there", "this", "to", "was", "we", "what", "when", "where", "which", "who",
    "why", "will", "with", "you", "your",
  ]
}
