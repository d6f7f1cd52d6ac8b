internal import Composition
internal import Sections

/// Something that is wrong with a component.
package struct FindingView: Codable, Sendable, Equatable {
  /// The rule's id, which never changes its meaning.
  package var rule: String
  /// `error`, `warning` or `note`.
  package var severity: String
  /// The file.
  package var path: String
  /// The line, from 1.
  package var line: Int?
  /// What is wrong.
  package var message: String

  init(_ finding: Composition.Finding) {
    rule = finding.rule
    severity = finding.severity.rawValue
    path = finding.path
    line = finding.line
    message = finding.message
  }
}

/// A rule that components are held to, as lists show it.
package struct RuleView: Codable, Sendable, Equatable {
  /// Its id, which never changes its meaning.
  package var id: String
  /// `error`, `warning` or `note`, where the profile says nothing else.
  package var severity: String
  /// What it asks for.
  package var help: String

  /// All rules, by id.
  package static let all = Rule.all.map {
    RuleView(id: $0.id, severity: $0.severity.rawValue, help: $0.help)
  }
}

/// What was checked, and what is wrong with it.
package struct ValidationReport: Codable, Sendable, Equatable {
  /// Whose rules.
  package var profile: String
  /// The components that were checked, by path.
  package var components: [String]
  /// What is wrong. Empty where all is well.
  package var findings: [FindingView]

  /// Whether an agent or a validator would refuse something.
  package var hasErrors: Bool { findings.contains { $0.severity == "error" } }

  /// The profiles there are.
  package static let profiles = Profile.allCases.map(\.rawValue)
}

/// Why nothing was validated.
package enum ValidationFailure: Explained, Equatable {
  /// There is no profile of that name.
  case unknownProfile(String)
  /// A folder or file has no component in it.
  case nothing(String)

  package var problem: String {
    switch self {
    case .unknownProfile(let name): "there is no profile “\(name)”"
    case .nothing(let path): "there is nothing to validate at \(path)"
    }
  }

  package var hint: String? {
    switch self {
    case .unknownProfile: "The profiles are \(ValidationReport.profiles.joined(separator: ", "))."
    case .nothing:
      "Name a component, or a folder or file that is a skill, command, agent, hook or plugin."
    }
  }
}
