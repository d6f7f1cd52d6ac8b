internal import Sections

extension Rule {
  static let frontmatter: [Rule] = [
    .frontmatterMissing, .frontmatterUnclosed, .frontmatterYAML, .frontmatterUTF8,
  ]

  static let frontmatterMissing = Rule(
    "frontmatter-missing", .error, "The file begins with a line of three hyphens.")
  static let frontmatterUnclosed = Rule(
    "frontmatter-unclosed", .error, "A second line of three hyphens closes the frontmatter.")
  static let frontmatterYAML = Rule(
    "frontmatter-yaml", .error,
    "The frontmatter is a YAML mapping, of block style for the specification.")
  static let frontmatterUTF8 = Rule("frontmatter-utf8", .error, "The file is UTF-8.")
}

extension Validation {
  /// The rules for what stands at the top of skills, commands, agents and output styles.
  mutating func checkFrontmatter(_ bytes: [UInt8]) {
    do {
      let header = try Header(bytes, as: reading)
      checkFields(header)
      if kind == .skill || kind == .agent { checkName(header.fields["name"]) }
      checkDescription(header.fields["description"])
      checkCompatibility(header.fields["compatibility"])
      checkListing(header)
      checkTemplateTags(header)
    } catch {
      report(error)
    }
  }

  /// Only skills have a specification, and validators that read in ways of their own.
  private var reading: Header.Reading {
    switch (kind, profile) {
    case (.skill, .spec): .specification
    case (.skill, .api): .packaging
    default: .lenient
    }
  }

  private mutating func report(_ failure: Header.Failure) {
    switch failure {
    case .missing where kind == .command: break
    case .missing(let reason): report(.frontmatterMissing, reason, line: 1)
    case .unclosed: report(.frontmatterUnclosed, "the frontmatter is never closed", line: 1)
    case .notUTF8: report(.frontmatterUTF8, "the file is not UTF-8", line: nil)
    case .notYAML(let line, let reason): report(.frontmatterYAML, reason, line: line)
    }
  }
}
