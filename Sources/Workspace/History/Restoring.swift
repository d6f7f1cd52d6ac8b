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
  ) throws -> FileChangeSet {
    let source = try versions(in: repository.tree(of: commit(revision)))
    let committed = try committed()
    let known = Set(source.keys).union(committed.keys).filter(share.includes)
    var set = FileChangeSet(reason: "restore")
    var chosen: Set<RelativePath> = []
    for path in paths {
      let found = known.filter { $0.lineage.contains(path) }
      guard !found.isEmpty else { throw WorkspaceFailure.unknown(path) }
      chosen.formUnion(found)
    }
    for path in chosen.sorted() {
      let (before, after) = (try folder.read(path), try content(of: source[path]))
      guard before != after else { continue }
      let id = try before.map { try Repository.id(of: $0.bytes) }
      set.edits.append(
        FileChangeSet.Edit(
          path: path, before: before, after: after, kept: id == committed[path]?.id ? nil : id))
    }
    return set
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
