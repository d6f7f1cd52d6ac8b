package import Git
internal import Sections

extension Workspace {
  /// Commits what changed, and returns the commit; nil where nothing did.
  ///
  /// The user's index is left as it is but for the files committed, as `git commit PATH` does.
  ///
  /// - Parameters:
  ///   - paths: only these files and folders; everything that is not ignored where nil.
  ///   - author: who commits; git's configuration says so where nil.
  ///   - message: says what changed, given the files that are committed.
  /// - Throws: ``WorkspaceFailure/unknown(_:)`` where a path names nothing; ``FileFailure`` where a
  ///   link has taken the place of a file.
  package func commit(
    _ paths: [RelativePath]? = nil, author: Signature? = nil,
    message: @Sendable ([FileState]) -> String
  ) async throws -> Commit? {
    try await locked {
      if let unfinished = repository.unfinished() { throw WorkspaceFailure.unfinished(unfinished) }
      let drifted = try drifted(in: paths)
      guard !drifted.isEmpty else { return nil }
      return try record(
        drifted.map(\.path), message(drifted), by: author ?? repository.identity())
    }
  }

  /// The same, with a message that is known already.
  package func commit(
    _ paths: [RelativePath]? = nil, message: String, author: Signature? = nil
  ) async throws -> Commit? {
    guard message.contains(where: { !$0.isWhitespace }) else { throw WorkspaceFailure.noMessage }
    return try await commit(paths, author: author) { _ in message }
  }

  private func drifted(in paths: [RelativePath]?) throws -> [FileState] {
    var states = try status()
    if let paths {
      let asked = Set(paths)
      let known = Set(states.flatMap(\.path.lineage))
      for path in paths where !known.contains(path) { throw WorkspaceFailure.unknown(path) }
      states.removeAll { asked.isDisjoint(with: $0.path.lineage) }
    }
    return states.filter { $0.drift != .clean }
  }

  private func record(
    _ paths: [RelativePath], _ message: String, by author: Signature
  ) throws -> Commit {
    let (commit, changes) = try written(paths, message, by: author)
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
    _ paths: [RelativePath], _ message: String, by author: Signature
  ) throws -> (Commit, [TreeChange]) {
    // Above some number of files, one pack costs less than an object each.
    guard paths.count > 50 else { return try write(paths, message, by: author, to: repository) }
    let pack = try Pack(for: repository.gitFolder())
    let (commit, changes) = try write(paths, message, by: author, to: pack.repository)
    try pack.write(commit)
    return (commit, changes)
  }

  private func write(
    _ paths: [RelativePath], _ message: String, by author: Signature,
    to store: borrowing Repository
  ) throws -> (Commit, [TreeChange]) {
    var changes: [TreeChange] = []
    for path in paths { changes.append(try change(at: path, in: store)) }
    let head = try store.head()
    let base: ObjectID? = if let head { try store.tree(of: head) } else { nil }
    let commit = try store.writeCommit(
      tree: store.writeTree(changes, on: base), parents: head.map { [$0] } ?? [],
      message: message, author: author)
    return (commit, changes)
  }

  private func change(
    at path: RelativePath, in store: borrowing Repository
  ) throws -> TreeChange {
    do {
      guard let content = try folder.read(path) else { return .remove(path.text) }
      let id = try store.write(content.bytes)
      return .put(FileVersion(id: id, isExecutable: content.isExecutable).entry(at: path))
    } catch FileFailure.notAFolder, FileFailure.notAFile {
      // A file has taken the place of a folder around it, or a folder its own.
      return .remove(path.text)
    }
  }
}
