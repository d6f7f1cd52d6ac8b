internal import Sections

extension Rule {
  static let fields: [Rule] = [.fieldUnknown, .fieldValue]

  static let fieldUnknown = Rule(
    "field-unknown", .warning, "The frontmatter has only the fields of its kind.")
  static let fieldValue = Rule(
    "field-value", .warning, "A field has a value that agents understand.")
}

/// What the fields of frontmatter may be.
///
/// The keys are those of the specification (“SKILL.md format”) and of Claude Code’s documentation
/// (“Extend Claude with skills”, “Create custom subagents”, “Output styles”).
enum FieldRules {
  /// The fields that a component of `kind` may have.
  static func known(for kind: Component.Kind, profile: Profile) -> Set<String> {
    switch (kind, profile) {
    case (.skill, .spec), (.skill, .api): specification
    case (.skill, .claudeCode): specification.union(invocation).union(["hooks"])
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
    "when_to_use", "paths", "shell", "version", "agent", "context", "disallowed-tools",
  ]

  /// What a field has to be, where Claude Code says so.
  enum Value {
    /// `true` or `false`.
    case flag
    /// A whole number.
    case count
    /// A text, or a list of texts.
    case texts
    /// One of some words.
    case word([String])
  }

  /// What the field `name` has to be; nil where anything goes.
  static func value(of name: String, in kind: Component.Kind) -> Value? {
    switch name {
    case "disable-model-invocation", "user-invocable", "background", "keep-coding-instructions":
      .flag
    case "maxTurns": .count
    case "allowed-tools", "disallowed-tools", "tools", "disallowedTools", "skills", "paths": .texts
    case "context": .word(["fork"])
    case "isolation": .word(["worktree"])
    case "memory": .word(["user", "project", "local"])
    case "effort": .word(["low", "medium", "high", "xhigh", "max"])
    case "shell": .word(["bash", "powershell"])
    case "permissionMode":
      .word(["default", "acceptEdits", "auto", "dontAsk", "bypassPermissions", "plan"])
    default: nil
    }
  }
}

extension FieldRules.Value {
  /// What is wrong with `field`, in words; nil where nothing is.
  func objection(to field: Header.Field) -> String? {
    switch self {
    case .flag: field.shape == .boolean ? nil : "should be true or false"
    case .count: Int(field.text ?? "").map { $0 > 0 } == true ? nil : "should be a number"
    case .texts:
      [.text, .list, .null].contains(field.shape) ? nil : "should be a text or a list of texts"
    case .word(let words):
      words.contains(field.text ?? "") ? nil : "should be \(words.joined(separator: ", "))"
    }
  }
}

extension Validation {
  /// The rules for which fields there are, and what they hold.
  mutating func checkFields(_ header: Header) {
    let known = FieldRules.known(for: kind, profile: profile)
    let isStrict = kind == .skill && profile != .claudeCode
    for (name, field) in header.fields.sorted(by: { $0.key < $1.key }) {
      if !known.contains(name) {
        report(
          .fieldUnknown, "unexpected field “\(name)”\(advice(on: name))", line: field.line,
          severity: isStrict ? .error : .warning)
      } else if !isStrict, let value = FieldRules.value(of: name, in: kind),
        let objection = value.objection(to: field)
      {
        report(.fieldValue, "“\(name)” \(objection)", line: field.line)
      }
    }
  }

  private func advice(on name: String) -> String {
    switch (kind, name) {
    case (.agent, "allowed-tools"): "; agents have “tools”"
    case (.agent, "disallowed-tools"): "; agents have “disallowedTools”"
    case (.command, "tools"), (.skill, "tools"): "; it is “allowed-tools” here"
    default: ""
    }
  }
}
