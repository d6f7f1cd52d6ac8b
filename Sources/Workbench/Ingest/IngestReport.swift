/// A path, and what there is to say of it.
package struct PathNote: Sendable, Equatable, Codable {
  /// The path, as the report shows it.
  package var path: String
  /// Why it was skipped, failed, or is worth a warning.
  package var reason: String

  init(_ path: String, _ reason: String) {
    self.path = path
    self.reason = reason
  }
}

/// What an ingest did.
package struct IngestReport: Sendable, Equatable, Codable {
  /// What was embedded, where that was asked for.
  package var embedding: EmbedReport?
  /// Files that are new in the library, by path in it.
  package var added: [String] = []
  /// Files whose bytes or outline changed.
  package var changed: [String] = []
  /// Files that were removed from disk; the library keeps their past.
  package var removed: [String] = []
  /// Files that were known by another path before.
  package var renamed: [String] = []
  /// How many files were as they were.
  package var unchanged = 0
  /// Files that could not be read or stored, with the reason. Any makes the command fail.
  package var failed: [PathNote] = []
  /// What was passed over, with the reason.
  package var skipped: [PathNote] = []
  /// Files that were stored, but not all that could have been said of them.
  package var warnings: [PathNote] = []
  /// How many sections are new, have other content, or are gone.
  package var sections = SectionCounts()
  /// How many bytes were read.
  package var bytes = 0
  /// How long it took.
  package var seconds = 0.0

  /// Whether the library is other than before.
  package var hasChanges: Bool {
    !(added.isEmpty && changed.isEmpty && removed.isEmpty && renamed.isEmpty)
  }

  /// How many files were looked at.
  package var files: Int {
    added.count + changed.count + renamed.count + unchanged + failed.count
  }
}

/// How many sections an operation touched.
package struct SectionCounts: Sendable, Equatable, Codable {
  /// New ones.
  package var added = 0
  /// Ones with other content than before.
  package var edited = 0
  /// Ones at another place or of another name.
  package var moved = 0
  /// Ones that are gone.
  package var removed = 0
}
