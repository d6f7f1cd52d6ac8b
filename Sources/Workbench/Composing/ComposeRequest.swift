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
  /// Whether to replace files of the workspace that were edited since they were composed, or that
  /// were not composed from this recipe. What they were is kept in git.
  package var isForced: Bool
  /// Whether one of two different files at the same path gets another.
  package var renames = false
  /// Whether what is made says so in its own metadata.
  package var stamps = false
  /// Whether functions bring what they need from the other files of their component.
  package var followsModules = false
  /// Whether a recipe of that name is begun anew, and not added to.
  package var isReplacing = false
  /// The tokens that the file an agent reads first may take; nil for any number.
  package var budget: Int?
  /// A search whose best sections are taken too, in reading order.
  package var query: String?
  /// How many of them at most.
  package var limit = 5

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
    /// What becomes of it: unchanged; composed; merged, with the edits that were made since; kept,
    /// because only edits were made; removed, because it is composed no longer; left, for the same
    /// reason, with edits; or conflict.
    package var outcome: String
    /// The sections in which edits and what changed since exclude each other, or the whole file
    /// where it was not composed from this recipe: then nothing of the component is written.
    package var conflicts: [Conflict.Section]
    /// The addresses of the sections in it, in order.
    package var sections: [String]
    /// What is known of it as a script; nil for other files.
    package var script: ScriptView?
    /// Its sections, in reading order; nil where it was not only asked what would be written.
    package var outline: [ComposedSection]?
  }

  /// Why a recipe could not be composed.
  package struct Failure: Codable, Sendable, Equatable {
    /// What is wrong.
    package var problem: String
    /// What to do about it.
    package var hint: String?
  }

  /// What it is called.
  package var name: String
  /// What it is.
  package var kind: String
  /// The template it was made from.
  package var template: String
  /// Its recipe, by path below the workspace; nil for a file in which the author linked sections,
  /// whose kind is `links`.
  package var recipe: String?
  /// Its files.
  package var files: [File]
  /// What is wrong with it. An error among them, and nothing was written.
  package var findings: [FindingView]
  /// What its files refer to and it does not hold.
  package var unresolved: [UnresolvedView]
  /// What it says of itself because the components that its sections come from do.
  package var merged: [MergedFieldView]
  /// What it costs an agent to have.
  package var context: ContextTokens
  /// What its budget did; nil where it has none.
  package var budget: BudgetView?
  /// Whether it was written.
  package var isWritten: Bool
  /// The sections that the recipe follows to a new address: the old one, and the new.
  package var followed: [FollowedSection] = []
  /// The addresses of the sections that the search found, in reading order.
  package var found: [String] = []
  /// Why nothing could be composed; nil where something was.
  package var failure: Failure?

  /// Whether edits and what changed since exclude each other somewhere.
  package var hasConflicts: Bool { files.contains { !$0.conflicts.isEmpty } }
}

/// A section of a recipe that has another address now.
package struct FollowedSection: Codable, Sendable, Equatable {
  /// The address that the recipe had.
  package var former: String
  /// The address that it has now.
  package var address: String
}

/// What a budget did to a component.
package struct BudgetView: Codable, Sendable, Equatable {
  /// The tokens that the file an agent reads first may take.
  package var tokens: Int
  /// The sections that became reference files, by address, the most important first.
  package var moved: [String]
  /// The sections that were left out.
  package var leftOut: [String]
}

/// Something that a composed component refers to and does not hold.
package struct UnresolvedView: Codable, Sendable, Equatable {
  /// The file that refers to it, below the workspace.
  package var path: String
  /// What it refers to, as it is written there.
  package var what: String
  /// Why it is not there.
  package var why: String
}
