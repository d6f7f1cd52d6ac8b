package import Git

extension Workspace {
  /// A state of the workspace's files.
  package enum State: Sendable {
    /// What a commit has.
    case commit(ObjectID)
    /// What the last commit has; nothing before the first.
    case lastCommit
    /// What is on disk, but for what git ignores.
    case disk
    /// No files.
    case nothing
  }

  /// The commit that `revision` names: `HEAD~2`, a branch, an id or its beginning. Nil where it
  /// names none.
  ///
  /// - Throws: ``GitFailure`` with the reason `ambiguous` where several commits begin like that.
  package func commit(named revision: String) throws -> Commit? {
    try repository.commit(named: revision).map { try repository.commit($0) }
  }

  /// The files of a state.
  package func paths(of state: State) throws -> [RelativePath] {
    switch state {
    case .nothing: []
    case .commit(let id): try paths(in: repository.tree(of: id))
    case .lastCommit: try Array(committed().keys)
    case .disk: try files()
    }
  }

  private func paths(in tree: ObjectID) throws -> [RelativePath] {
    try repository.files(of: tree).compactMap { try? RelativePath($0.path) }
  }

  /// The files that any commit has which led to the last one.
  package func formerPaths() throws -> [RelativePath] {
    guard let head = try repository.head() else { return [] }
    var trees: Set<ObjectID> = []
    var paths: Set<RelativePath> = []
    for commit in try repository.log(from: head) where trees.insert(commit.tree).inserted {
      paths.formUnion(try self.paths(in: commit.tree))
    }
    return Array(paths)
  }

  /// The files that differ between two states, by path; renamed ones at their new path.
  ///
  /// - Parameter paths: only these files and folders, where they are or were; all where nil.
  package func differences(
    from old: State, to new: State, in paths: [RelativePath]? = nil
  ) throws -> [FileDifference] {
    // What is on disk is put into a store in memory, which goes without being written.
    let store = try Pack(for: repository.gitFolder())
    let before = try tree(of: old, in: store.repository)
    let after = try tree(of: new, in: store.repository)
    return try differences(from: before, to: after, in: paths, store.repository)
  }

  /// How a target on disk differs from what a plan wants there, or, where both sides are merged,
  /// writes there. What is no file is left out.
  package func differences(
    _ plan: Plan, in paths: [RelativePath]? = nil
  ) throws -> [FileDifference] {
    let store = try Pack(for: repository.gitFolder())
    var (found, wanted): ([TreeChange], [TreeChange]) = ([], [])
    for step in plan.steps where step.found != step.written.map(Found.file) ?? .nothing {
      if let content = try content(found: step, in: plan.target) {
        let file = Uncommitted.File(path: step.path, committed: nil, content: content)
        found.append(try file.change(in: store.repository))
      }
      if let version = step.written { wanted.append(.put(version.entry(at: step.path))) }
    }
    let before = try store.repository.writeTree(found, on: nil)
    let after = try store.repository.writeTree(wanted, on: nil)
    return try differences(from: before, to: after, in: paths, store.repository)
  }

  /// What a step found in a target: a file, or, of one that others write to as well, our part.
  private func content(found step: Step, in target: Target) throws -> FileContent? {
    guard case .file(let version) = step.found else { return nil }
    if let content = try Folder(target.root).read(step.path),
      try FileVersion(of: content) == version
    {
      return content
    }
    guard let bytes = try? repository.blob(version.id) else { return nil }
    return FileContent(bytes: bytes, isExecutable: version.isExecutable)
  }

  /// The files of a target that are in some folders at its top, whoever owns them.
  package func paths(in target: Target, below folders: Set<String>) throws -> [RelativePath] {
    guard Folder.exists(target.root) else { return [] }
    let listing = try Folder(target.root).list { path, _ in
      folders.contains(String(path.text.prefix { $0 != "/" }))
    }
    return listing.files.keys.sorted()
  }

  private func tree(
    of state: State, in store: borrowing Repository
  ) throws -> ObjectID? {
    switch state {
    case .nothing: return nil
    case .commit(let id): return try store.tree(of: id)
    case .lastCommit: return try store.head().map { try store.tree(of: $0) }
    case .disk:
      let changes = try status().filter { $0.drift != .clean }.map { file in
        let content = file.current == nil ? nil : try folder.read(file.path)
        let uncommitted = Uncommitted.File(
          path: file.path, committed: file.committed, content: content)
        return try uncommitted.change(in: store)
      }
      return try store.writeTree(changes, on: tree(of: .lastCommit, in: store))
    }
  }

  private func differences(
    from old: ObjectID?, to new: ObjectID?, in paths: [RelativePath]?,
    _ store: borrowing Repository
  ) throws -> [FileDifference] {
    let asked = paths.map { Set($0) }
    var differences: [FileDifference] = []
    for change in try store.changes(from: old, to: new) {
      let before = try side(change.old, in: store)
      let after = try side(change.new, in: store)
      guard before != nil || after != nil else { continue }
      let lineage = (before?.path.lineage ?? []) + (after?.path.lineage ?? [])
      guard asked.map({ !$0.isDisjoint(with: lineage) }) ?? true else { continue }
      differences.append(
        try FileDifference(from: before, to: after, similarity: change.similarity))
    }
    return differences
  }

  /// The file of an entry; nil for links and what else is no file, and for paths we never write.
  private func side(
    _ entry: TreeEntry?, in store: borrowing Repository
  ) throws -> FileDifference.Side? {
    guard let entry, entry.mode == .file || entry.mode == .executable,
      let path = try? RelativePath(entry.path)
    else { return nil }
    let content = FileContent(
      bytes: try store.blob(entry.id), isExecutable: entry.mode == .executable)
    return try FileDifference.Side(path: path, content: content)
  }
}
