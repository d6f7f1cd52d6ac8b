/// Something that can be set when a template is used.
package struct Parameter: Sendable, Equatable {
  /// What its value is.
  package enum Kind: String, Sendable, CaseIterable {
    /// One line of text.
    case string
    /// Text of any number of lines.
    case text
    /// A whole number.
    case integer
    /// True or false.
    case flag
    /// A list of texts.
    case list
    /// Texts by key, each written `key=value`.
    case map
  }

  /// What `--set` and recipes call it.
  package var name: String
  /// What its value is.
  package var kind: Kind
  /// What it is for, for people.
  package var help: String
  /// Whether there must be a value.
  package var isRequired: Bool
  /// What it is where nothing is set.
  package var fallback: Setting?
  /// The only values it may have; empty for any.
  package var choices: [String]
  /// A regular expression that the whole value must match.
  package var pattern: String?

  /// The value that `setting` gives this parameter; nil where nothing is set.
  ///
  /// - Throws: ``CompositionFailure/badParameter(_:reason:)``.
  func value(_ setting: Setting?) throws(CompositionFailure) -> Value? {
    guard let setting = setting ?? fallback, setting != .text("") else {
      if isRequired { throw bad("is missing: \(help)") }
      return nil
    }
    for text in setting.texts { try check(text) }
    switch (kind, setting) {
    case (.list, let setting): return .list(setting.texts)
    case (.map, let setting): return try map(setting.texts)
    case (_, .list): throw bad("should be one value, not a list")
    case (.string, .text(let text)): return .text(text)
    case (.text, .text(let text)):
      // YAML's block texts end in a line break; the template has its own.
      return .text(String(text.reversed().drop(while: \.isNewline).reversed()))
    case (.integer, .text(let text)):
      guard let number = Int(text) else { throw bad("should be a whole number, not “\(text)”") }
      return .integer(number)
    case (.flag, .text(let text)):
      guard let flag = Bool(text) else { throw bad("should be true or false, not “\(text)”") }
      return .flag(flag)
    }
  }

  /// Looks whether it may be what `setting` says.
  ///
  /// - Throws: ``CompositionFailure/badParameter(_:reason:)``.
  package func check(_ setting: Setting?) throws(CompositionFailure) { _ = try value(setting) }

  private func map(_ texts: [String]) throws(CompositionFailure) -> Value? {
    var pairs: [(key: String, value: String)] = []
    for text in texts {
      guard let mark = text.firstIndex(of: "="), mark > text.startIndex else {
        throw bad("should be KEY=VALUE, not “\(text)”")
      }
      let key = String(text[..<mark])
      guard !pairs.contains(where: { $0.key == key }) else { throw bad("has “\(key)” twice") }
      pairs.append((key, String(text[text.index(after: mark)...])))
    }
    return pairs.isEmpty ? nil : .map(pairs)
  }

  private func check(_ text: String) throws(CompositionFailure) {
    let lines: Set<Character> = kind == .text ? ["\n", "\t", "\r\n"] : ["\t"]
    let isControl = { (character: Character) in
      character.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
    }
    if text.contains(where: { isControl($0) && !lines.contains($0) }) {
      throw bad("has a \(kind == .text ? "" : "line break or ")control character in it")
    }
    if !choices.isEmpty, !choices.contains(text) {
      throw bad("should be one of \(choices.joined(separator: ", ")), not “\(text)”")
    }
    if let pattern, (try? Regex(pattern).wholeMatch(in: text)) == nil {
      throw bad("does not match \(pattern): “\(text)”")
    }
  }

  private func bad(_ reason: String) -> CompositionFailure { .badParameter(name, reason: reason) }
}

/// What a recipe or `--set` says about a parameter.
package enum Setting: Sendable, Hashable {
  /// One text, as it was written.
  case text(String)
  /// Several texts.
  case list([String])

  /// The text or texts.
  package var texts: [String] {
    switch self {
    case .text(let text): [text]
    case .list(let texts): texts
    }
  }
}

/// The value of a parameter, checked.
enum Value: Sendable {
  /// One text, as it was written.
  case text(String)
  /// A whole number.
  case integer(Int)
  /// True or false.
  case flag(Bool)
  /// Several texts.
  case list([String])
  /// Texts by key, in order.
  case map([(key: String, value: String)])

  /// As Mustache shows it.
  var plain: any Sendable {
    switch self {
    case .text(let text): text
    case .integer(let number): number
    case .flag(let flag): flag
    case .list(let texts): texts
    case .map: yaml
    }
  }

  /// As a YAML value on one line, quoted where it must be. A map stands on lines of its own: not
  /// every reader of frontmatter takes one in braces.
  var yaml: String {
    guard case .map(let pairs) = self else { return rendered(Quoted.yaml) }
    return pairs.map { "\n  \(Quoted.yaml($0.key)): \(Quoted.yaml($0.value))" }.joined()
  }

  /// As a JSON value on one line.
  var json: String { rendered(Quoted.json) }

  private func rendered(_ quote: (String) -> String) -> String {
    switch self {
    case .text(let text): quote(text)
    case .integer(let number): "\(number)"
    case .flag(let flag): "\(flag)"
    case .list(let texts): "[\(texts.map(quote).joined(separator: ", "))]"
    case .map(let pairs):
      "{\(pairs.map { "\(quote($0.key)): \(quote($0.value))" }.joined(separator: ", "))}"
    }
  }
}
