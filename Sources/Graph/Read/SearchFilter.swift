import GRDB
import Sections

/// The filters of a query as a condition on the tables `s`, `d` and `c`: section, document and
/// component.
struct SearchFilter {
  private(set) var condition = "1"
  private(set) var arguments: StatementArguments = []
  var isEmpty: Bool { condition == "1" }

  init(_ query: Query) {
    either(query.kinds, "s.kind = ?")
    either(
      query.components, "(c.name = ? COLLATE NOCASE OR c.path = ? OR c.path LIKE ? || '/%')", 3)
    either(query.languages, "(s.language = ? COLLATE NOCASE OR d.parser LIKE ? || '/%')", 2)
    either(query.folders, "('/' || d.path || '/') LIKE '%/' || ? || '/%'")
  }

  /// Lets through what meets `test` for any of `values`, which it takes `count` times.
  private mutating func either(_ values: [String], _ test: String, _ count: Int = 1) {
    guard !values.isEmpty else { return }
    let tests = Array(repeating: test, count: values.count).joined(separator: " OR ")
    condition += " AND (\(tests))"
    for value in values {
      let value = value.hasSuffix("/") ? String(value.dropLast()) : value
      arguments += StatementArguments(Array(repeating: value, count: count))
    }
  }
}

extension Query {
  /// The terms for FTS5, every one quoted, so that nothing in them means anything to it; nil
  /// where there are none.
  ///
  /// Any word will do, and each adds to the score, and so do words found side by side; phrases
  /// must be there.
  var match: String? {
    guard !terms.isEmpty else { return nil }
    var phrases: [String] = []
    var words: [String] = []
    for term in terms.prefix(32) {
      switch term {
      case .word: words.append(term.quoted)
      case .prefix: words.append(term.quoted + "*")
      case .phrase: phrases.append(term.quoted)
      }
    }
    for (one, next) in zip(terms.prefix(32), terms.dropFirst()) {
      guard case .word(let first) = one, case .word(let second) = next else { continue }
      words.append(Term.phrase("\(first) \(second)").quoted)
    }
    guard !phrases.isEmpty else { return words.joined(separator: " OR ") }
    let required = phrases.joined(separator: " AND ")
    guard !words.isEmpty else { return required }
    return "(\(required)) AND (\((words + phrases).joined(separator: " OR ")))"
  }
}

extension Query.Term {
  fileprivate var quoted: String {
    "\"" + text.storable.replacing("\"", with: "\"\"") + "\""
  }
}
