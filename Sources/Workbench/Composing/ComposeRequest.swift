/// What to compose.
package struct ComposeRequest: Sendable {
  /// What the component is called, and its recipe.
  package var name: String
  /// The template; the recipe's, or `skill`, where it is nil.
  package var template: String?
  /// Sections for whichever slot takes them, in order.
  package var sections: [String]
  /// Sections by slot.
  package var slots: [(slot: String, address: String)]
  /// What is set, by parameter.
  package var settings: [(name: String, value: String)]
  /// Whether addresses are pinned to what they are now.
  package var isPinned: Bool
  /// Whether to say only what would be written.
  package var isDryRun: Bool
  /// Whether to replace files of the workspace that were edited since they were composed. What
  /// they were is kept in git.
  package var isForced: Bool

  /// A request.
  package init(
    name: String, template: String? = nil, sections: [String] = [],
    slots: [(slot: String, address: String)] = [], settings: [(name: String, value: String)] = [],
    isPinned: Bool = false, isDryRun: Bool = false, isForced: Bool = false
  ) {
    self.name = name
    self.template = template
    self.sections = sections
    self.slots = slots
    self.settings = settings
    self.isPinned = isPinned
    self.isDryRun = isDryRun
    self.isForced = isForced
  }
}

/// What was composed.
package struct ComposeReport: Codable, Sendable, Equatable {
  /// One file of the component.
  package struct File: Codable, Sendable, Equatable {
    /// Its path below the workspace.
    package var path: String
    /// Its length.
    package var bytes: Int
    /// About how many tokens it costs to read.
    package var tokens: Int
    /// Whether the workspace has other bytes, or had before it was written.
    package var isChanged: Bool
    /// The addresses of the sections in it, in order.
    package var sections: [String]
    /// What is known of it as a script; nil for other files.
    package var script: ScriptView?
  }

  /// What it is called.
  package var name: String
  /// What it is.
  package var kind: String
  /// The template it was made from.
  package var template: String
  /// Its recipe, by path below the workspace.
  package var recipe: String
  /// Its files.
  package var files: [File]
  /// What is wrong with it. An error among them, and nothing was written.
  package var findings: [FindingView]
  /// Whether it was written.
  package var isWritten: Bool
}
