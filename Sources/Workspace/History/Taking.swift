package import Git

extension Workspace {
  /// What takes over commits of a remote: a fast-forward, or a commit with two parents. No
  /// reference and no file changes yet; where both sides have commits, the new one is in git.
  ///
  /// - Parameters:
  ///   - merged: the bytes of each file that is to be merged by what is in it.
  ///   - author: who merges; git's configuration says so where nil.
  /// - Throws: ``HistoryFailure`` where a file that changes has changes that are not committed.
  package func taking(
    _ incoming: Incoming, merged: [RelativePath: [UInt8]] = [:], author: Signature? = nil
  ) throws -> Changes {
    guard incoming.kind != .upToDate else { return Changes() }
    let before = try incoming.ours.map { try repository.tree(of: $0) }
    var commit = incoming.theirs
    var tree = try repository.tree(of: commit)
    if incoming.kind == .merge { tree = try self.tree(of: incoming, merged, on: before) }
    var changes = try transition(from: before, to: tree)
    if incoming.kind == .merge, let ours = incoming.ours {
      commit = try repository.writeCommit(
        tree: tree, parents: [ours, commit], message: "Merge \(incoming.name)",
        author: author ?? repository.identity()
      ).id
    }
    changes.move(ReferenceEdit(try repository.headName(), from: incoming.ours, to: commit))
    return changes
  }

  private func tree(
    of incoming: Incoming, _ merged: [RelativePath: [UInt8]], on before: ObjectID?
  ) throws -> ObjectID {
    var changes = incoming.changes
    for meeting in incoming.meetings {
      let id = try repository.write(merged[meeting.path] ?? meeting.ours)
      let version = FileVersion(id: id, isExecutable: meeting.isExecutable)
      changes.append(.put(version.entry(at: meeting.path)))
    }
    return try repository.writeTree(changes, on: before)
  }
}
