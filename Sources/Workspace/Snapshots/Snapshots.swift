internal import Git

extension Workspace {
  /// The last commit's files, with how they were last seen in the workspace.
  func committedSnapshot() throws -> Snapshot {
    let tree = try repository.head().map { try repository.tree(of: $0) }
    return try snapshot(of: tree, in: workspaceFile)
  }

  /// What was last deployed to a target, with how it was last seen there.
  ///
  /// - Parameter base: the commit that names it; nil before the first deployment.
  func ledgerSnapshot(_ base: ObjectID?, of target: Target) throws -> Snapshot {
    let tree = try base.map { try repository.tree(of: $0) }
    return try snapshot(of: tree, in: file(of: target))
  }

  private func snapshot(of tree: ObjectID?, in file: SnapshotFile) throws -> Snapshot {
    var snapshot = file.load()
    try snapshot.turn(to: tree, of: repository)
    return snapshot
  }

  /// Where the workspace's own snapshot is kept.
  var workspaceFile: SnapshotFile {
    SnapshotFile(folder: snapshots, name: "workspace", owner: root)
  }

  /// Where the snapshot of a target is kept.
  func file(of target: Target) -> SnapshotFile {
    SnapshotFile(folder: snapshots, name: "target-\(target.name)", owner: target.root)
  }

  private var snapshots: String { repository.gitFolder() + "joinery" }
}
