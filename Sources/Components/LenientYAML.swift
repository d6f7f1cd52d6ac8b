/// Frontmatter that is not YAML, read line by line: `key: anything`, and what is indented below.
struct LenientYAML {
  /// The fields, in order. Of a key given twice the last value counts.
  private(set) var fields: [Field] = []
  /// What is wrong with single fields.
  private(set) var forgiven: [String] = []
  private var positions: [String: Int] = [:]

  /// Reads `text`. Anything can be read.
  init(_ text: String) {
    var key: String?
    var lines: [Substring] = []
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      if let next = LenientYAML.key(of: line) {
        if let key { add(key, lines) }
        key = next
        lines = [line]
      } else if key != nil {
        lines.append(line)
      } else if !line.allSatisfy(\.isWhitespace), line.first != "#" {
        forgiven.append("“\(line.prefix(40))” belongs to no key")
      }
    }
    if let key { add(key, lines) }
  }

  /// The key that `line` begins with: word characters at its very start, then a colon.
  private static func key(of line: Substring) -> String? {
    guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else { return nil }
    let name = line[..<colon].drop { $0 == "\"" }.prefix { $0 != "\"" }
    let after = line[line.index(after: colon)...].first
    guard after == nil || after == " " || after == "\t", !name.isEmpty,
      name.allSatisfy({ $0.isLetter || $0.isNumber || "_-.".contains($0) })
    else { return nil }
    return String(name)
  }

  private mutating func add(_ key: String, _ lines: [Substring]) {
    let value = LenientYAML.value(of: lines)
    if let position = positions[key] {
      forgiven.append("the key “\(key)” is given twice; the last counts")
      fields[position].value = value
    } else {
      positions[key] = fields.count
      fields.append(Field(key, value))
    }
  }

  /// The value that YAML gives these lines alone, tabs as spaces; else their text.
  private static func value(of lines: [Substring]) -> FieldValue {
    let text = lines.map { line in line.map { $0 == "\t" ? "  " : String($0) }.joined() }
    if let field = try? StrictYAML.fields(of: text.joined(separator: "\n")), field.count == 1 {
      return field[0].value
    }
    let first = lines[0].drop { $0 != ":" }.dropFirst()
    let words = ([first] + lines.dropFirst()).flatMap { $0.split(whereSeparator: \.isWhitespace) }
    return .string(unquoted(words.joined(separator: " ")))
  }

  private static func unquoted(_ text: String) -> String {
    guard text.count > 1, let mark = text.first, mark == "\"" || mark == "'", text.last == mark
    else { return text }
    return String(text.dropFirst().dropLast())
  }
}
