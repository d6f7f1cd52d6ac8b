internal import Git
package import Sections

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
      if before == nil { try save.path.expectPortable() }
      if let before, before != save.content, !force {
        guard try isKnown(before, at: save.path, expected: save.expected) else {
          throw WorkspaceFailure.edited(save.path)
        }
      }
      changes.write(save.content, to: save.path, in: .workspace, replacing: before)
    }
    return changes
  }

  private func isKnown(
    _ content: FileContent, at path: RelativePath, expected: ContentHash?
  ) throws -> Bool {
    if let expected, ContentHash(of: content.bytes) == expected { return true }
    return try committed(under: path)[path]?.id == Repository.id(of: content.bytes)
  }
}
