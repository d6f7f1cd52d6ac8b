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
  /// - Throws: ``WorkspaceFailure/unknown(_:)`` where a path names nothing; ``FileFailure`` where a
  ///   link has taken the place of a file.
  package func commit(
    _ paths: [RelativePath]? = nil, message: String, author: Signature? = nil
  ) async throws -> Commit? {
    guard message.contains(where: { !$0.isWhitespace }) else { throw WorkspaceFailure.noMessage }
    return try await locked {
      if let unfinished = repository.unfinished() { throw WorkspaceFailure.unfinished(unfinished) }
      let changes = try changes(in: paths)
      guard !changes.isEmpty else { return nil }
      return try record(changes, message, by: author ?? repository.identity())
    }
  }

  private func changes(in paths: [RelativePath]?) throws -> [TreeChange] {
    var states = try status()
    if let paths {
      let asked = Set(paths)
      let known = Set(states.flatMap(\.path.lineage))
      for path in paths where !known.contains(path) { throw WorkspaceFailure.unknown(path) }
      states.removeAll { asked.isDisjoint(with: $0.path.lineage) }
    }
    return try states.filter { $0.drift != .clean }.map { state in
      try change(at: state.path)
    }
  }

  private func change(at path: RelativePath) throws -> TreeChange {
    do {
      guard let content = try folder.read(path) else { return .remove(path.text) }
      let id = try repository.write(content.bytes)
      return .put(FileVersion(id: id, isExecutable: content.isExecutable).entry(at: path))
    } catch FileFailure.notAFolder {
      // A file has taken the place of a folder around it.
      return .remove(path.text)
    }
  }

  private func record(
    _ changes: [TreeChange], _ message: String, by author: Signature
  ) throws -> Commit {
    let head = try repository.head()
    let base = try head.map { try repository.tree(of: $0) }
    let tree = try repository.writeTree(changes, on: base)
    let commit = try repository.writeCommit(
      tree: tree, parents: head.map { [$0] } ?? [], message: message, author: author)
    // The index first: were we stopped between the two, it would hold what was about to be
    // committed, which is what git itself leaves.
    try repository.stage(changes)
    try hazard.pass(.record, root)
    try repository.move(
      repository.headName(), to: commit.id, from: head, because: "commit: \(commit.summary)")
    return commit
  }
}
