package import Git
package import Sections

/// What came of saving a file.
package struct Saved: Hashable, Sendable {
  /// The file.
  package let path: RelativePath
  /// What it is now.
  package let version: FileVersion
  /// Whether its bytes or its mode are other than before.
  package let isChanged: Bool
  /// What it replaced where that was in no commit, kept in git; nil otherwise.
  package let replaced: ObjectID?
}

extension Workspace {
  /// A file to be written, and what its writer has seen there.
  package struct Save: Sendable {
    let content: FileContent
    let path: RelativePath
    let expected: ContentHash?

    /// A file to be written.
    ///
    /// - Parameter expected: the hash of the bytes that the caller has seen and means to replace.
    package init(
      _ content: FileContent, to path: RelativePath, replacing expected: ContentHash? = nil
    ) {
      self.content = content
      self.path = path
      self.expected = expected
    }
  }

  /// The changes that write files to the workspace.
  ///
  /// - Parameter force: whether to replace bytes that neither the last commit nor the caller knows.
  /// - Throws: ``WorkspaceFailure/edited(_:)`` where such bytes are there.
  package func changes(saving saves: [Save], force: Bool = false) throws -> Changes {
    var changes = Changes()
    for save in saves {
      let before = try folder.read(save.path)
      if let before, before != save.content, !force {
        guard try isKnown(before, at: save.path, expected: save.expected) else {
          throw WorkspaceFailure.edited(save.path)
        }
      }
      changes.write(save.content, to: save.path, in: .workspace, replacing: before)
    }
    return changes
  }

  /// Writes files to the workspace, all under the same lock; none where one must not be replaced.
  ///
  /// - Throws: ``WorkspaceFailure/edited(_:)`` where something else is there.
  package func save(_ saves: [Save], force: Bool = false) async throws -> [Saved] {
    try await locked {
      for each in saves { try check(each, force: force) }
      return try saves.map { try write($0, force: force) }
    }
  }

  /// Writes a file to the workspace.
  ///
  /// What is there already must be what the last commit has, or what the caller says it replaces,
  /// or the same.
  ///
  /// - Parameters:
  ///   - expected: the hash of the bytes that the caller has seen and means to replace.
  ///   - force: whether to replace other bytes too. They are kept in git: see ``Saved/replaced``.
  /// - Throws: ``WorkspaceFailure/edited(_:)`` where something else is there.
  package func save(
    _ content: FileContent, to path: RelativePath, replacing expected: ContentHash? = nil,
    force: Bool = false
  ) async throws -> Saved {
    try await locked {
      let save = Save(content, to: path, replacing: expected)
      try check(save, force: force)
      return try write(save, force: force)
    }
  }

  private func check(_ save: Save, force: Bool) throws {
    guard let before = try folder.read(save.path) else { return try save.path.expectPortable() }
    guard
      try force || before == save.content || isKnown(before, at: save.path, expected: save.expected)
    else { throw WorkspaceFailure.edited(save.path) }
  }

  private func write(_ save: Save, force: Bool) throws -> Saved {
    let (content, path) = (save.content, save.path)
    let version = try FileVersion(of: content)
    let before = try folder.read(path)
    if before == content {
      return Saved(path: path, version: version, isChanged: false, replaced: nil)
    }
    let isSafe = try before.map { try isKnown($0, at: path, expected: save.expected) } ?? true
    guard isSafe || force else { throw WorkspaceFailure.edited(path) }
    let replaced = isSafe ? nil : try before.map { try repository.write($0.bytes) }
    try folder.write(content, to: path) { $0 == before }
    return Saved(path: path, version: version, isChanged: true, replaced: replaced)
  }

  /// Removes a file from the workspace, under the same conditions as it may be replaced.
  package func remove(
    _ path: RelativePath, replacing expected: ContentHash? = nil
  ) async throws {
    try await locked {
      guard let before = try folder.read(path) else { throw WorkspaceFailure.unknown(path) }
      guard try isKnown(before, at: path, expected: expected) else {
        throw WorkspaceFailure.edited(path)
      }
      try folder.remove(path) { $0 == before }
      try folder.removeEmptyFolders(around: path)
    }
  }

  private func isKnown(
    _ content: FileContent, at path: RelativePath, expected: ContentHash?
  ) throws -> Bool {
    if let expected, ContentHash(of: content.bytes) == expected { return true }
    return try committed(under: path)[path]?.id == Repository.id(of: content.bytes)
  }
}
