import Examples
import Git
import Sections
import Workspace

extension Workspace {
  /// Writes files, and says whether any of them is other than before.
  nonisolated func save(_ saves: [Save], force: Bool = false) async throws -> Bool {
    let changes = try await perform(Journal("\(root)/.git/journal")) {
      try await $0.changes(saving: saves, force: force)
    }
    return changes?.isEmpty == false
  }

  /// Writes a file, and says whether it is other than before.
  nonisolated func save(
    _ content: FileContent, to path: RelativePath, replacing expected: ContentHash? = nil,
    force: Bool = false
  ) async throws -> Bool {
    try await save([Save(content, to: path, replacing: expected)], force: force)
  }

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
