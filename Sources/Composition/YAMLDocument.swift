internal import Components
internal import Yams

/// YAML, read within bounds on how deeply it nests and how much a small text can grow.
enum YAMLDocument {
  /// More aliases than this are refused. Yams hashes what a key stands for, and aliases of aliases
  /// double that each time.
  static let mostAliases = 16

  /// The top of the document `text`, or nil where it is empty.
  ///
  /// - Throws: an error that ``YAMLComplaint`` can explain.
  static func top(of text: String) throws -> Node? {
    guard !mayExplode(text) else { throw Excess(reason: "more than \(mostAliases) aliases") }
    guard !Nesting.isTooDeep(text.utf8) else {
      throw Excess(reason: "nested more than \(Nesting.limit) deep")
    }
    // Left to itself, Yams asks the environment each time.
    return try Parser(yaml: text, encoding: .utf8).singleRoot()
  }

  /// That a document is beyond the bounds: which, in words.
  struct Excess: Error {
    /// The bound.
    let reason: String
  }

  private static func mayExplode(_ text: String) -> Bool {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return false }
    var before = UInt8(ascii: "\n")
    var aliases = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: "*"), " \t\r\n[{,:?-".utf8.contains(before) { aliases += 1 }
      before = byte
    }
    return aliases > mostAliases
  }
}

/// What Yams has to say about a document, as a line and a reason.
struct YAMLComplaint {
  /// The line, counted from 1.
  let line: Int
  /// What is wrong: lower case, no full stop.
  let reason: String

  /// What `error`, which reading a document threw, comes to.
  init(_ error: any Error) {
    switch error {
    case YamlError.scanner(_, let problem, let mark, _),
      YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _):
      (line, reason) = (mark.line, "not valid YAML: \(problem)")
    case YamlError.duplicatedKeysInMapping(let duplicates, let context):
      let keys = duplicates.sorted().map { "“\($0)”" }.joined(separator: ", ")
      (line, reason) = (context.mark.line, "not valid YAML: \(keys) stands twice")
    case let excess as YAMLDocument.Excess: (line, reason) = (1, "not read: \(excess.reason)")
    default: (line, reason) = (1, "not valid YAML")
    }
  }
}
