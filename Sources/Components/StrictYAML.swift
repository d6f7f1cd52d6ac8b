internal import Yams

/// YAML as the standard has it, within limits.
enum StrictYAML {
  /// Why a text is not read as YAML: what is wrong, in words.
  struct Refusal: Error {
    let reason: String
  }

  /// Aliases may repeat what they stand for, and that again: 16 of them double at most 256 times.
  private static let aliasLimit = 16

  /// The fields of `text`, which must be a map or nothing.
  ///
  /// - Throws: ``Refusal`` where it is anything else, or beyond the limits.
  static func fields(of text: String) throws(Refusal) -> [Field] {
    try checkLimits(text)
    switch try root(of: text) {
    case nil: return []
    case .scalar(let scalar) where scalar.string.isEmpty: return []
    case .mapping(let mapping): return mapping.map(field)
    default: throw Refusal(reason: "it is not a list of keys and values")
    }
  }

  private static func root(of text: String) throws(Refusal) -> Node? {
    do {
      // Left to itself, Yams asks the environment each time.
      return try Parser(yaml: text, encoding: .utf8).singleRoot()
    } catch let error as YamlError {
      throw Refusal(reason: reason(error))
    } catch {
      throw Refusal(reason: "\(error)")
    }
  }

  private static func reason(_ error: YamlError) -> String {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      "line \(mark.line) is not YAML: \(problem)"
    case .duplicatedKeysInMapping(let keys, _):
      "a key is given twice: \(keys.joined(separator: ", "))"
    default: "it is not YAML: \(error)"
    }
  }

  private static func field(_ pair: (key: Node, value: Node)) -> Field {
    Field(pair.key.scalar?.string ?? value(pair.key).json, value(pair.value))
  }

  /// Recursive, but no deeper than the limit that was checked.
  private static func value(_ node: Node) -> FieldValue {
    switch node {
    case .scalar(let scalar):
      scalar.style == .plain ? FieldValue(plain: scalar.string) : .string(scalar.string)
    case .sequence(let nodes): .list(nodes.map(value))
    case .mapping(let pairs): .map(pairs.map(field))
    case .alias: .null
    }
  }

  /// Counts what could repeat or nest. Quotes are not told apart, so the counts are upper bounds.
  private static func checkLimits(_ text: String) throws(Refusal) {
    var aliases = 0
    var previous: UInt8 = 0x20
    for byte in text.utf8 {
      if byte == UInt8(ascii: "*"), " [{,:-\n\t\r".utf8.contains(previous) { aliases += 1 }
      previous = byte
    }
    if aliases > aliasLimit { throw Refusal(reason: "it has more than \(aliasLimit) aliases") }
    if Nesting.isTooDeep(text.utf8) {
      throw Refusal(reason: "it nests more than \(Nesting.limit) deep")
    }
  }
}
