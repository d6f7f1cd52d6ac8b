internal import Yams

/// Text as a value in YAML or JSON.
enum Quoted {
  /// `text` as a JSON string, which is also a YAML string in double quotes.
  static func json(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case _
      where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        || scalar == "\u{2028}" || scalar == "\u{2029}" || scalar == "\u{FEFF}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// `text` as YAML: as it is where that reads back as the same text, else in double quotes.
  static func yaml(_ text: String) -> String { isPlain(text) ? text : json(text) }

  /// The same for a reader that takes every scalar as text: numbers and truth values are plain.
  static func yamlScalar(_ text: String) -> String {
    ["true", "false"].contains(text) || Int(text).map(String.init) == text ? text : yaml(text)
  }

  /// Stricter than YAML, so that every reader there is agrees.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.first, let last = text.last, first.isLetter || first.isNumber,
      !last.isWhitespace, last != ":", !text.contains(": "), !text.contains(" #"),
      !["y", "n", "yes", "no", "on", "off"].contains(text.lowercased()),
      text.unicodeScalars.allSatisfy({ !$0.properties.isNoncharacterCodePoint && isPrintable($0) }),
      text.contains(where: \.isLetter)
    else { return false }
    let flow: Set<Character> = [",", "[", "]", "{", "}"]
    return !text.contains(where: flow.contains) && Node(text).tag == Tag(.str)
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x20 && !(0x7F...0xA0).contains(scalar.value) && scalar != "\u{2028}"
      && scalar != "\u{2029}" && scalar != "\u{FEFF}"
  }
}
