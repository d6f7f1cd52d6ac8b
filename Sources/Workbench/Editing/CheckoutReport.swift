/// What to copy from the library to the workspace, and how.
package struct CheckoutRequest: Sendable {
  /// What becomes of files of the workspace that were edited since.
  package enum Edits: Sendable {
    /// The checkout is refused.
    case refuse
    /// What changed in the library goes between them, section by section.
    case merge
    /// They are replaced; git keeps them.
    case replace
  }

  /// Components, folders, files and sections, each perhaps pinned to a version.
  package var addresses: [String]
  /// What becomes of edits.
  package var edits: Edits
  /// Whether to take every file that was checked out and has changed in the library since.
  package var isUpdating: Bool
  /// Whether to say only what would be done.
  package var isDryRun: Bool

  /// A request.
  package init(
    _ addresses: [String], edits: Edits = .refuse, isUpdating: Bool = false, isDryRun: Bool = false
  ) {
    self.addresses = addresses
    self.edits = edits
    self.isUpdating = isUpdating
    self.isDryRun = isDryRun
  }
}

/// What was copied from the library to the workspace.
package struct CheckoutReport: Codable, Sendable, Equatable {
  /// What became of a file.
  package enum Action: String, Codable, Sendable {
    /// It is new in the workspace.
    case create
    /// It is now as the library has it.
    case update
    /// Edits and what changed in the library were put together.
    case merge
    /// It was the same already.
    case same
    /// Its edits are at odds with what changed in the library: it was left.
    case conflict
  }

  /// One file of the workspace.
  package struct File: Codable, Sendable, Equatable {
    /// Its path below the workspace.
    package var path: String
    /// The path in the library that it comes from.
    package var source: String
    /// What became of it.
    package var action: Action
    /// The sections that differ from what was there.
    package var sections: [SectionChange]
    /// The sections that are at odds.
    package var conflicts: [Conflict.Section]
  }

  /// The files, in the order of the addresses.
  package var files: [File] = []
  /// Whether anything was written; false for a dry run.
  package var isWritten = false

  /// The paths of the files that became something else.
  package var written: [String] {
    files.filter { [.create, .update, .merge].contains($0.action) }.map(\.path)
  }
  /// The paths of the files that were the same already.
  package var same: [String] { files.filter { $0.action == .same }.map(\.path) }
  /// Whether files were left because they are at odds.
  package var hasConflicts: Bool { files.contains { $0.action == .conflict } }
}
