/// The value of a field of frontmatter or of a manifest: what JSON can say.
package enum FieldValue: Sendable, Equatable {
  case null
  case bool(Bool)
  /// A number, as it was written: `1.10` stays `1.10`.
  case number(String)
  case string(String)
  case list([FieldValue])
  case map([Field])

  /// The value as one line of JSON.
  package var json: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let digits): digits
    case .string(let text): FieldValue.quoted(text)
    case .list(let values): "[" + values.map(\.json).joined(separator: ",") + "]"
    case .map(let fields):
      "{" + fields.map { FieldValue.quoted($0.key) + ":" + $0.value.json }.joined(separator: ",")
        + "}"
    }
  }

  /// The value as text, where it is a string or number. Other values have none.
  package var text: String? {
    switch self {
    case .string(let text), .number(let text): text
    default: nil
    }
  }

  /// The value of `key`, where this is a map that has it.
  package subscript(key: String) -> FieldValue? {
    guard case .map(let fields) = self else { return nil }
    return fields.first { $0.key == key }?.value
  }

  /// A plain YAML scalar: null, a boolean, a number as JSON writes them, else a string.
  init(plain text: String) {
    switch text {
    case "", "~", "null", "Null", "NULL": self = .null
    case "true", "True", "TRUE": self = .bool(true)
    case "false", "False", "FALSE": self = .bool(false)
    default: self = FieldValue.isNumber(text) ? .number(text) : .string(text)
    }
  }

  /// Whether JSON would read `text` as a number: `-1.5e3`, but not `01`, `1.` or `1.2.3`.
  static func isNumber(_ text: String) -> Bool {
    var rest = text.utf8[...]
    func digits() -> Int {
      let run = rest.prefix { (0x30...0x39).contains($0) }
      rest = rest[run.endIndex...]
      return run.count
    }
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let startsWithZero = rest.first == UInt8(ascii: "0")
    let whole = digits()
    guard whole > 0, whole == 1 || !startsWithZero else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard digits() > 0 else { return false }
    }
    if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
      rest.removeFirst()
      if let sign = rest.first, "+-".utf8.contains(sign) { rest.removeFirst() }
      guard digits() > 0 else { return false }
    }
    return rest.isEmpty
  }

  private static func quoted(_ text: String) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": json += "\\\""
      case "\\": json += "\\\\"
      case "\n": json += "\\n"
      case "\r": json += "\\r"
      case "\t": json += "\\t"
      case "\u{0}"..."\u{1F}":
        json += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: json.unicodeScalars.append(scalar)
      }
    }
    return json + "\""
  }
}

/// A key with its value.
package struct Field: Sendable, Equatable {
  /// The key.
  package let key: String
  /// The value.
  package var value: FieldValue

  /// A field.
  package init(_ key: String, _ value: FieldValue) {
    self.key = key
    self.value = value
  }
}
