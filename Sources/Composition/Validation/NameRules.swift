internal import Sections
internal import Foundation

extension Rule {
  static let names: [Rule] = [.nameMissing, .nameLength, .nameGrammar, .nameFolder, .nameReserved]

  static let nameMissing = Rule("name-missing", .error, "The name has to be there, as text.")
  static let nameLength = Rule("name-length", .error, "A name has at most 64 characters.")
  static let nameGrammar = Rule(
    "name-grammar", .error,
    "A name is lower case letters, digits and single hyphens, which are inside.")
  static let nameFolder = Rule("name-folder", .error, "A skill has the name of its folder.")
  static let nameReserved = Rule(
    "name-reserved", .error, "“claude” and “anthropic” are not for others' names.")
}

/// What names may be.
enum NameRules {
  /// What is wrong with `name` as the specification sees it: rule and message.
  ///
  /// - Parameter name: in normalization form KC, without blanks around it.
  static func objections(to name: String, isASCII: Bool = false) -> [(Rule, String)] {
    var objections: [(Rule, String)] = []
    func object(_ reason: String) {
      objections.append((.nameGrammar, "the name “\(name)” \(reason)"))
    }
    let scalars = Array(name.unicodeScalars)
    if scalars.count > 64 {
      let message = "the name has \(scalars.count) characters; 64 are allowed"
      objections.append((.nameLength, message))
    }
    if scalars != Array(name.lowercased().unicodeScalars) { object("has capital letters") }
    if scalars.first == "-" || scalars.last == "-" { object("begins or ends with a hyphen") }
    if zip(scalars, scalars.dropFirst()).contains(where: { $0 == "-" && $1 == "-" }) {
      object("has two hyphens in a row")
    }
    if !scalars.allSatisfy({ $0 == "-" || isAlphanumeric($0) }) {
      object("has characters other than letters, digits and hyphens")
    } else if isASCII, !scalars.allSatisfy(\.isASCII) {
      object("has letters or digits other than a–z and 0–9")
    }
    return objections
  }

  /// The specification's validator allows the letters and digits of all scripts.
  private static func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber:
      true
    default: scalar.properties.numericType != nil
    }
  }

  /// The words that the makers keep for themselves.
  static let reserved = ["anthropic", "claude"]
}

extension Validation {
  /// The rules for the names of skills and agents.
  mutating func checkName(_ field: Header.Field?) {
    let isText = field?.shape == .text || (profile == .claudeCode && field?.text != nil)
    guard let field, isText, let text = field.text?.trimmed, !text.isEmpty else {
      let isNeeded = kind == .agent || profile != .claudeCode
      if isNeeded {
        report(.nameMissing, "there is no name, or it is no text", line: field?.line ?? 1)
      }
      return
    }
    let isForUpload = kind == .skill && profile == .api
    // Packaging takes the name as it is written; only the specification normalizes it.
    let name = isForUpload ? text : text.precomposedStringWithCompatibilityMapping
    for (rule, message) in NameRules.objections(to: name, isASCII: isForUpload) {
      report(rule, message, line: field.line)
    }
    if isForUpload, let word = NameRules.reserved.first(where: name.contains) {
      report(.nameReserved, "the name “\(name)” has “\(word)” in it", line: field.line)
    }
    let folder = entry.split(separator: "/").dropLast().last.map(String.init)
    if kind == .skill, let folder, !isSame(folder.precomposedStringWithCompatibilityMapping, name) {
      let message = "the name “\(name)” is not that of its folder, “\(folder)”"
      report(
        .nameFolder, message, line: field.line,
        severity: profile == .claudeCode ? .warning : .error)
    }
  }

  private func isSame(_ one: String, _ other: String) -> Bool {
    one.unicodeScalars.elementsEqual(other.unicodeScalars)
  }
}

extension String {
  /// The text without the blanks around it that Python takes for such: all white space, and the
  /// separators U+001C to U+001F.
  var trimmed: String {
    func isBlank(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
    }
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !isBlank($0) }),
      let last = scalars.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(scalars[first...last])
  }
}
