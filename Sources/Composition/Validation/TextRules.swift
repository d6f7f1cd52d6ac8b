internal import Sections

extension Rule {
  static let texts: [Rule] = [
    .descriptionMissing, .descriptionLength, .descriptionBrackets, .compatibilityText,
    .compatibilityLength, .compatibilityEmpty,
  ]

  static let descriptionMissing = Rule(
    "description-missing", .error, "The description has to be there, as text.")
  static let descriptionLength = Rule(
    "description-length", .error, "A description has at most 1,024 characters.")
  static let descriptionBrackets = Rule(
    "description-brackets", .error, "What is uploaded has no < or > in its description.")
  static let compatibilityText = Rule(
    "compatibility-text", .error, "What a skill is compatible with is said in a text.")
  static let compatibilityLength = Rule(
    "compatibility-length", .error, "That text has at most 500 characters.")
  static let compatibilityEmpty = Rule(
    "compatibility-empty", .error, "What is uploaded has that text filled, or not at all.")
}

extension Validation {
  /// The rules for descriptions.
  mutating func checkDescription(_ field: Header.Field?) {
    let isText = field?.shape == .text || (profile == .claudeCode && field?.text != nil)
    let text = isText ? field?.text ?? "" : ""
    guard !text.trimmed.isEmpty else {
      let isNeeded = kind == .agent || (kind == .skill && profile != .claudeCode)
      return report(
        .descriptionMissing, "there is no description, or it is no text", line: field?.line ?? 1,
        severity: isNeeded ? .error : .warning)
    }
    guard kind == .skill, profile != .claudeCode else { return }
    // Packaging does not count the blanks around it; the specification does.
    let count = (profile == .api ? text.trimmed : text).unicodeScalars.count
    if count > 1024 {
      let message = "the description has \(count) characters; 1,024 are allowed"
      report(.descriptionLength, message, line: field?.line)
    }
    if profile == .api, text.utf8.contains(where: { "<>".utf8.contains($0) }) {
      report(.descriptionBrackets, "the description has < or > in it", line: field?.line)
    }
  }

  /// The rules for what a skill says about where it works.
  mutating func checkCompatibility(_ field: Header.Field?) {
    guard kind == .skill, let field else { return }
    guard field.shape == .text, let text = field.text else {
      return report(
        .compatibilityText, "compatibility should be text", line: field.line,
        severity: profile == .claudeCode ? .warning : .error)
    }
    if text.unicodeScalars.count > 500 {
      let message = "compatibility has \(text.unicodeScalars.count) characters; 500 are allowed"
      report(
        .compatibilityLength, message, line: field.line,
        severity: profile == .claudeCode ? .warning : .error)
    }
    if profile == .api, text.isEmpty {
      report(.compatibilityEmpty, "compatibility is empty", line: field.line)
    }
  }
}
