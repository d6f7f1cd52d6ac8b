internal import Composition

/// What is known of a composed script.
package struct ScriptView: Codable, Sendable, Equatable {
  /// Something that the script needs and does not have.
  package struct Missing: Codable, Sendable, Equatable {
    /// The name, or what the import calls the file.
    package var name: String
    /// The file of the library that uses it.
    package var path: String
    /// `undefined`, `module` or `mixed imports`.
    package var reason: String
  }

  /// The language.
  package var language: String
  /// What its own syntax check said, in words.
  package var syntax: String
  /// `passed`, `failed`, `unchecked`, or `unchanged` where the same bytes are in the workspace.
  package var state: String
  /// What it needs and does not have.
  package var unresolved: [Missing]

  init(_ script: Composed.Script, _ check: ScriptCheck) {
    language = script.language
    syntax = check.words
    state = check.state.rawValue
    unresolved = script.unresolved.map {
      Missing(name: $0.name, path: $0.path, reason: $0.reason.rawValue)
    }
  }
}
