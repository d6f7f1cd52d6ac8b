internal import Sections

/// What the fields of frontmatter and manifests may be.
enum FieldRules {
  /// The fields that a component of `kind` may have.
  static func known(for kind: Component.Kind, profile: Profile) -> Set<String> {
    switch (kind, profile) {
    case (.skill, .spec): specification
    case (.skill, .claudeCode):
      specification.union(invocation).union(["hooks", "agent", "context"])
    case (.command, _): invocation.union(["description", "allowed-tools", "name", "hooks"])
    case (.agent, _):
      [
        "name", "description", "tools", "disallowedTools", "model", "color", "permissionMode",
        "skills", "hooks", "mcpServers", "maxTurns", "memory", "background", "effort", "isolation",
        "initialPrompt",
      ]
    case (.outputStyle, _): ["name", "description", "keep-coding-instructions"]
    default: []
    }
  }

  private static let specification: Set<String> = [
    "name", "description", "license", "allowed-tools", "metadata", "compatibility",
  ]

  /// What Claude Code reads of a skill or command beyond the specification.
  private static let invocation: Set<String> = [
    "argument-hint", "arguments", "disable-model-invocation", "user-invocable", "model", "effort",
    "when_to_use", "paths", "shell", "version", "agent", "context",
  ]

  /// What is wrong with `name` as the specification sees it: rule and message.
  static func objections(toName name: String) -> [(String, String)] {
    var objections: [(String, String)] = []
    func object(_ reason: String) {
      objections.append(("name-grammar", "the name “\(name)” \(reason)"))
    }
    if name.unicodeScalars.count > 64 {
      let message = "the name has \(name.unicodeScalars.count) characters; 64 are allowed"
      objections.append(("name-length", message))
    }
    if name != name.lowercased() { object("has capital letters") }
    if name.hasPrefix("-") || name.hasSuffix("-") { object("begins or ends with a hyphen") }
    if name.contains("--") { object("has two hyphens in a row") }
    if !name.unicodeScalars.allSatisfy({ $0 == "-" || isAlphanumeric($0) }) {
      object("has characters other than letters, digits and hyphens")
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
}
