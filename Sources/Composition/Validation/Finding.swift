/// Something that is wrong with a component.
package struct Finding: Sendable, Hashable, Codable {
  /// How bad it is.
  package enum Severity: String, Sendable, Codable, Comparable, CaseIterable {
    /// Nothing is wrong, but somebody should know.
    case note
    /// It works, but not well.
    case warning
    /// An agent, or the format's own validator, refuses it.
    case error

    package static func < (one: Severity, other: Severity) -> Bool { one.rank < other.rank }

    private var rank: Int { Severity.allCases.firstIndex(of: self) ?? 0 }
  }

  /// The rule's id. It never changes its meaning.
  package var rule: String
  /// How bad it is.
  package var severity: Severity
  /// The file, by its path below the workspace.
  package var path: String
  /// The line, counted from 1, where one is to blame.
  package var line: Int?
  /// What is wrong: lower case, no full stop.
  package var message: String

  /// A finding of a rule. Keys and tokens in its message are shown by their beginning alone.
  ///
  /// - Parameter severity: how bad it is; as the rule says where nil.
  package init(
    _ rule: Rule, severity: Severity? = nil, path: String, line: Int?, message: String
  ) {
    self.rule = rule.id
    self.severity = severity ?? rule.severity
    self.path = path
    self.line = line
    self.message = Secrets.masked(message)
  }

  /// Whether it stands before `other` in a report: by file, line and rule.
  package static func isBefore(_ one: Finding, _ other: Finding) -> Bool {
    (one.path, one.line ?? 0, one.rule, one.message)
      < (other.path, other.line ?? 0, other.rule, other.message)
  }
}

extension Finding {
  /// That a script's own language does not take it.
  ///
  /// - Parameter isOurs: whether it takes the files that the script was made of.
  package static func syntax(
    at path: String, line: Int?, _ message: String, isOurs: Bool
  ) -> Finding {
    Finding(
      .scriptSyntax, severity: isOurs ? .error : .warning, path: path, line: line,
      message: isOurs ? message : "\(message), as in the files it is made of")
  }
}

/// Whose rules a component is held to.
package enum Profile: String, Sendable, Codable, CaseIterable {
  /// The open Agent Skills specification, as its own validator reads it.
  case spec
  /// What can be uploaded: the specification, and what the makers' own packaging asks beyond it.
  case api
  /// What Claude Code takes: more fields, and fewer that must be there.
  case claudeCode = "claude-code"
}
