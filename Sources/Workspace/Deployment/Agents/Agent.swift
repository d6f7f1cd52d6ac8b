/// A program that loads components. Each has places of its own for them: see ``Layout``.
package enum Agent: String, Sendable, Codable, CaseIterable {
  case claude, codex, cursor, gemini, copilot
  /// Any other: a folder that has what the workspace has, in folders of the same names.
  case generic

  /// The folder below the user's home that the agent reads for every project; nil where it is not
  /// known.
  package var userFolder: String? {
    self == .generic ? nil : ".\(rawValue)"
  }
}

/// For whom a target is.
package enum Scope: String, Sendable, Codable, CaseIterable {
  /// For all that a user does: the target's root is the agent's folder, such as `~/.claude`.
  case user
  /// For one project: the target's root is the project's, and the agent's folder is in it.
  case project
}
