internal import Git

extension Workspace {
  /// What makes files what they were in a commit. Files that are in no commit stay, as do the index
  /// and HEAD.
  ///
  /// - Parameters:
  ///   - paths: files and folders.
  ///   - revision: the commit, as git names it; the last where nil.
  /// - Throws: ``HistoryFailure/unknownRevision(_:)``; ``WorkspaceFailure/unknown(_:)`` where
  ///   neither that commit nor the last one has a path; ``FileFailure`` where a link has taken the
  ///   place of a file.
  package func restoring(
    _ paths: [RelativePath], from revision: String? = nil
  ) throws -> Changes {
    if let unfinished = repository.unfinished() { throw WorkspaceFailure.unfinished(unfinished) }
    var source = Snapshot()
    try source.turn(to: repository.tree(of: commit(revision)), of: repository)
    let versions = source.versions
    let committed = try committed()
    let known = Set(versions.keys).union(committed.keys).filter(share.includes)
    var changes = Changes()
    var chosen: Set<RelativePath> = []
    for path in paths {
      let found = known.filter { $0.lineage.contains(path) }
      guard !found.isEmpty else { throw WorkspaceFailure.unknown(path) }
      chosen.formUnion(found)
    }
    for path in chosen.sorted() {
      changes.replace(try folder.read(path), by: try content(versions[path]), at: path)
    }
    return changes
  }

  /// The commit that `revision` names; the last where nil.
  private func commit(_ revision: String?) throws -> ObjectID {
    guard let revision else {
      guard let head = try repository.head() else { throw HistoryFailure.noCommit }
      return head
    }
    do {
      if let commit = try repository.commit(named: revision) { return commit }
    } catch {
      // Not even a name that git can read, or one of something other than a commit.
    }
    throw HistoryFailure.unknownRevision(revision)
  }
}
