import Examples
import Workspace

extension Workspace {
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
