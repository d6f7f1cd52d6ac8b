package import Git
internal import Sections

/// What the workspace has that its last commit has not, all read at one time.
package struct Uncommitted: Sendable {
  /// A file that differs.
  package struct File: Sendable {
    /// Where it is.
    package let path: RelativePath
    /// What the last commit has; nil where it has nothing there.
    package let committed: FileVersion?
    /// What is to be committed: what is on disk, unless a part of it was chosen. Nil where the
    /// file is gone.
    package var content: FileContent?

    /// How the content stands against the last commit.
    package var drift: FileState.Drift {
      if committed == nil { return .added }
      return content == nil ? .removed : .edited
    }
  }

  /// The last commit; nil before the first.
  package let head: ObjectID?
  /// The files that differ, by path.
  package var files: [File]
}

extension Workspace {
  /// What is not committed. The index plays no part.
  ///
  /// - Parameter paths: only these files and folders; everything that is not ignored where nil.
  /// - Throws: ``WorkspaceFailure/unknown(_:)`` where a path names nothing; ``FileFailure`` where a
  ///   link has taken the place of a file.
  package func uncommitted(in paths: [RelativePath]? = nil) throws -> Uncommitted {
    let head = try repository.head()
    let states = try status()
    var changed = states.filter { $0.drift != .clean }
    if let paths {
      let asked = Set(paths)
      let known = Set(states.flatMap(\.path.lineage))
      for path in paths where !known.contains(path) { throw WorkspaceFailure.unknown(path) }
      changed.removeAll { asked.isDisjoint(with: $0.path.lineage) }
    }
    let files = try changed.map { state in
      Uncommitted.File(
        path: state.path, committed: state.committed, content: try content(at: state.path))
    }
    return Uncommitted(head: head, files: files)
  }

  private func content(at path: RelativePath) throws -> FileContent? {
    do {
      return try folder.read(path)
    } catch FileFailure.notAFolder, FileFailure.notAFile {
      // A file has taken the place of a folder around it, or a folder its own.
      return nil
    }
  }

  /// Commits what was read before, or what was chosen of it, and returns the commit; nil where
  /// that is nothing. What is on disk by now plays no part.
  ///
  /// The user's index is left as it is but for the files committed, as `git commit PATH` does.
  ///
  /// - Parameter author: who commits; git's configuration says so where nil.
  /// - Throws: ``WorkspaceFailure/outdated`` where there is another last commit by now.
  package func commit(
    _ uncommitted: Uncommitted, message: String, author: Signature? = nil, journal: Journal
  ) async throws -> Commit? {
    try await exclusively {
      guard let commit = try prepared(uncommitted, message, by: author) else { return nil }
      var changes = Changes()
      changes.move(
        ReferenceEdit(try repository.headName(), from: uncommitted.head, to: commit.id))
      let begun = try await begin(changes, as: "commit", commit.summary, journal: journal)
      try await end(carryOut(begun, journal: journal), journal: journal)
      return commit
    }
  }

  /// Writes a commit that no reference names yet.
  private func prepared(
    _ uncommitted: Uncommitted, _ message: String, by author: Signature?
  ) throws -> Commit? {
    guard !uncommitted.files.isEmpty else { return nil }
    guard message.contains(where: { !$0.isWhitespace }) else { throw WorkspaceFailure.noMessage }
    if let unfinished = repository.unfinished() { throw WorkspaceFailure.unfinished(unfinished) }
    guard try repository.head() == uncommitted.head else { throw WorkspaceFailure.outdated }
    return try written(uncommitted, message, by: author ?? repository.identity())
  }

  private func written(
    _ uncommitted: Uncommitted, _ message: String, by author: Signature
  ) throws -> Commit {
    // Above some number of files, one pack costs less than an object each.
    guard uncommitted.files.count > 50 else {
      return try write(uncommitted, message, by: author, to: repository)
    }
    let pack = try Pack(for: repository.gitFolder())
    let commit = try write(uncommitted, message, by: author, to: pack.repository)
    try pack.write(commit)
    return commit
  }

  private func write(
    _ uncommitted: Uncommitted, _ message: String, by author: Signature,
    to store: borrowing Repository
  ) throws -> Commit {
    var changes: [TreeChange] = []
    for file in uncommitted.files { changes.append(try file.change(in: store)) }
    let head = uncommitted.head
    let base: ObjectID? = if let head { try store.tree(of: head) } else { nil }
    return try store.writeCommit(
      tree: store.writeTree(changes, on: base), parents: head.map { [$0] } ?? [],
      message: message, author: author)
  }
}

extension Uncommitted.File {
  /// Keeps the content in `store`, and says what it changes of a tree.
  func change(in store: borrowing Repository) throws(GitFailure) -> TreeChange {
    guard let content else { return .remove(path.text) }
    let id = try store.write(content.bytes)
    return .put(FileVersion(id: id, isExecutable: content.isExecutable).entry(at: path))
  }
}
