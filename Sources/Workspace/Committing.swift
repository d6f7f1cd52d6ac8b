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

  /// Commits what changed, and returns the commit; nil where nothing did.
  ///
  /// - Parameters:
  ///   - paths: only these files and folders; everything that is not ignored where nil.
  ///   - author: who commits; git's configuration says so where nil.
  /// - Throws: ``WorkspaceFailure/unknown(_:)`` where a path names nothing; ``FileFailure`` where a
  ///   link has taken the place of a file.
  package func commit(
    _ paths: [RelativePath]? = nil, message: String, author: Signature? = nil
  ) async throws -> Commit? {
    try await locked { try record(uncommitted(in: paths), message, by: author) }
  }

  /// Commits what was read before, or what was chosen of it, and returns the commit; nil where
  /// that is nothing. What is on disk by now plays no part.
  ///
  /// The user's index is left as it is but for the files committed, as `git commit PATH` does.
  ///
  /// - Throws: ``WorkspaceFailure/outdated`` where there is another last commit by now.
  package func commit(
    _ uncommitted: Uncommitted, message: String, author: Signature? = nil
  ) async throws -> Commit? {
    try await locked { try record(uncommitted, message, by: author) }
  }

  private func record(
    _ uncommitted: Uncommitted, _ message: String, by author: Signature?
  ) throws -> Commit? {
    if let unfinished = repository.unfinished() { throw WorkspaceFailure.unfinished(unfinished) }
    guard try repository.head() == uncommitted.head else { throw WorkspaceFailure.outdated }
    guard !uncommitted.files.isEmpty else { return nil }
    guard message.contains(where: { !$0.isWhitespace }) else { throw WorkspaceFailure.noMessage }
    let signature = try author ?? repository.identity()
    let (commit, changes) = try written(uncommitted, message, by: signature)
    // The index first: were we stopped between the two, it would hold what was about to be
    // committed, which is what git itself leaves.
    try repository.stage(changes)
    try hazard.pass(.record, root)
    try repository.move(
      repository.headName(), to: commit.id, from: commit.parents.first,
      because: "commit: \(commit.summary)")
    return commit
  }

  private func written(
    _ uncommitted: Uncommitted, _ message: String, by author: Signature
  ) throws -> (Commit, [TreeChange]) {
    // Above some number of files, one pack costs less than an object each.
    guard uncommitted.files.count > 50 else {
      return try write(uncommitted, message, by: author, to: repository)
    }
    let pack = try Pack(for: repository.gitFolder())
    let (commit, changes) = try write(uncommitted, message, by: author, to: pack.repository)
    try pack.write(commit)
    return (commit, changes)
  }

  private func write(
    _ uncommitted: Uncommitted, _ message: String, by author: Signature,
    to store: borrowing Repository
  ) throws -> (Commit, [TreeChange]) {
    var changes: [TreeChange] = []
    for file in uncommitted.files { changes.append(try file.change(in: store)) }
    let head = uncommitted.head
    let base: ObjectID? = if let head { try store.tree(of: head) } else { nil }
    let commit = try store.writeCommit(
      tree: store.writeTree(changes, on: base), parents: head.map { [$0] } ?? [],
      message: message, author: author)
    return (commit, changes)
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
