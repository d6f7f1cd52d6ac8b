package import Git

/// How one file differs between two states of the same files.
package struct FileDifference: Sendable {
  /// A file in one of the states.
  package struct Side: Sendable {
    /// Where it is.
    package let path: RelativePath
    /// Its bytes and mode.
    package let content: FileContent
    /// What git calls its bytes.
    package let id: ObjectID

    /// A side.
    package init(path: RelativePath, content: FileContent) throws(GitFailure) {
      self.path = path
      self.content = content
      id = try Repository.id(of: content.bytes)
    }
  }

  /// The file before; nil where it was added.
  package let old: Side?
  /// The file after; nil where it was removed.
  package let new: Side?
  /// How much of it stayed, in percent, where its path changed.
  package let similarity: Int
  /// What differs.
  package let lines: LineDiff

  /// Compares two sides, one of which must be there.
  package init(from old: Side?, to new: Side?, similarity: Int = 0) throws(GitFailure) {
    self.old = old
    self.new = new
    self.similarity = similarity
    lines = try LineDiff(from: old?.content.bytes ?? [], to: new?.content.bytes ?? [])
  }

  /// The difference as it would be if the new bytes were these.
  package func replacing(_ bytes: [UInt8]) throws(GitFailure) -> FileDifference {
    guard let side = new ?? old else { return self }
    let content = FileContent(bytes: bytes, isExecutable: side.content.isExecutable)
    return try FileDifference(
      from: old, to: Side(path: side.path, content: content), similarity: similarity)
  }

  /// Where it is, or was where it was removed.
  package var path: String { (new ?? old)?.path.text ?? "" }

  /// What happened to it: added, removed, renamed or edited.
  package var kind: FileChange.Kind {
    if old == nil { return .added }
    if new == nil { return .removed }
    return old?.path == new?.path ? .edited : .renamed
  }
}
