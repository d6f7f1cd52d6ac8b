/// A rule that components are held to.
package struct Rule: Sendable, Hashable, Codable {
  /// What findings and settings call it. It never changes its meaning.
  package let id: String
  /// How bad it is to break it, where the profile says nothing else.
  package let severity: Finding.Severity
  /// What it asks for, in a line.
  package let help: String

  /// A rule. Every rule is in ``all``.
  package init(_ id: String, _ severity: Finding.Severity, _ help: String) {
    self.id = id
    self.severity = severity
    self.help = help
  }

  /// All rules, by id.
  package static let all: [Rule] = [
    entry, frontmatter, names, texts, fields, listing, references, hooks, manifests, leftovers,
    secrets, hidden, surroundings,
  ].flatMap(\.self).sorted { $0.id < $1.id }

  /// The rules of the open specification's own validator.
  package static let specification: Set<Rule> = [
    .entryMissing, .frontmatterMissing, .frontmatterUnclosed, .frontmatterYAML, .frontmatterUTF8,
    .nameMissing, .nameLength, .nameGrammar, .nameFolder, .descriptionMissing, .descriptionLength,
    .compatibilityText, .compatibilityLength, .fieldUnknown,
  ]

  static let entry: [Rule] = [.entryMissing]

  static let entryMissing = Rule(
    "entry-missing", .error, "The file that an agent reads first has to be there.")

  /// The rules that need to know what is around a component.
  static let surroundings: [Rule] = [.executableContent, .nameShadowed, .scriptSyntax]

  /// See ``Finding``: told by whoever knows what agents run.
  package static let executableContent = Rule(
    "executable-content", .note, "An agent runs this by itself. Look at it before deploying it.")
  /// See ``Finding``: told by whoever knows the other components.
  package static let nameShadowed = Rule(
    "name-shadowed", .warning,
    "Of two components of one kind and name, an agent loads one.")
  /// See ``Finding``: told by whoever can ask the language.
  static let scriptSyntax = Rule(
    "script-syntax", .error, "A script is one that its language takes.")
}
