import Examples
import Git
import Workspace

extension Workspace {
  /// Commits what changed.
  ///
  /// - Parameter paths: only these files and folders; everything where nil.
  func commit(
    _ paths: [RelativePath]? = nil, message: String, author: Signature? = nil
  ) async throws -> Commit? {
    let folder = try Repository(opening: root).gitFolder()
    return try await commit(
      uncommitted(in: paths), message: message, author: author, journal: Journal(folder + "journal")
    )
  }

  /// Works out changes and does them, as a command does.
  @discardableResult
  nonisolated func perform(
    _ journal: Journal, _ workOut: (Workspace) async throws -> Changes?
  ) async throws -> Changes? {
    try await exclusively {
      if let operation = try await recover(journal: journal) {
        try await end(operation, journal: journal)
      }
      guard let changes = try await workOut(self), !changes.isEmpty else {
        return try await workOut(self)
      }
      let begun = try await begin(changes, as: "test", "", journal: journal)
      try await end(carryOut(begun, journal: journal), journal: journal)
      return changes
    }
  }
}
