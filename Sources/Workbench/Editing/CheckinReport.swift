internal import Sections

/// What reading the workspace into the library does.
package struct CheckinReport: Codable, Sendable, Equatable {
  /// The ways a file changes.
  package enum Change: String, Codable, Sendable {
    case added, edited, renamed, removed
  }

  /// One file that is not as the library last read it.
  package struct File: Codable, Sendable, Equatable {
    /// Its path below the workspace.
    package var path: String
    /// What became of it.
    package var change: Change
    /// The path it had before, where it was renamed.
    package var former: String?
    /// What became of its sections; empty where all of it is new or gone.
    package var sections: [SectionChange]
  }

  /// The files, by path.
  package var files: [File] = []
  /// What uses sections that change or go.
  package var uses: [SectionUse] = []
  /// The files that could not be read.
  package var failed: [PathNote] = []
  /// Whether the library has read them; false for a dry run.
  package var isWritten = false
}

/// That something rests on a section which changes or goes.
package struct SectionUse: Codable, Sendable, Hashable {
  /// The ways a section is used.
  package enum Kind: String, Codable, Sendable {
    /// A recipe names it, not pinned to a version.
    case recipe
    /// A composed file holds a copy of it.
    case copy
    /// Another file refers to it.
    case reference
  }

  /// How it is used.
  package var kind: Kind
  /// The section's address.
  package var section: String
  /// The recipe, or the file, that uses it.
  package var path: String
}

/// Why something could not be checked in.
package enum CheckinFailure: Explained, Equatable {
  /// It names nothing in the workspace.
  case notInWorkspace(String)

  package var problem: String {
    switch self {
    case .notInWorkspace(let name): "“\(name)” is not in the workspace"
    }
  }

  package var hint: String? {
    "Give a path below the workspace; ‘joinery ingest’ reads other folders."
  }
}
