internal import Git

extension Workspace {
  /// What leads the files and the index from one tree to another, where nothing is lost by it. Of
  /// what both trees have alike nothing is read, and nothing is changed.
  ///
  /// A file that is already as it will be is no obstacle, so that what was interrupted can be
  /// repeated.
  ///
  /// - Parameter old: the tree that was last committed; nil before the first commit.
  /// - Throws: ``HistoryFailure`` where a file that differs has changes that are not committed, on
  ///   disk or in the index, or is one that we do not write.
  func transition(
    from old: ObjectID?, to new: ObjectID?, because reason: String
  ) throws -> FileChangeSet {
    let differences = try repository.changes(from: old, to: new, findingRenames: false)
    let steps = try differences.map { try TreeStep($0) }
    let gone = Set(steps.filter { $0.after == nil }.map(\.path))
    let staged = try repository.staged(steps.map(\.path.text))
    var set = FileChangeSet(reason: reason)
    var uncommitted: [RelativePath] = []
    for step in steps {
      let entry = staged[step.path.text]
      guard step.allows(entry), let disk = try disk(at: step, gone: gone) else {
        uncommitted.append(step.path)
        continue
      }
      set.edits.append(
        FileChangeSet.Edit(
          path: step.path, before: disk.content, after: try content(of: step.after)))
      set.staging.append(
        FileChangeSet.Staging(before: entry, after: step.after?.entry(at: step.path)))
    }
    guard uncommitted.isEmpty else { throw HistoryFailure.uncommitted(uncommitted.sorted()) }
    set.edits.sort { one, other in
      (one.after == nil ? 0 : 1, one.path) < (other.after == nil ? 0 : 1, other.path)
    }
    return set
  }

  /// What is on disk where a step leads; nil where that must stay.
  private func disk(
    at step: TreeStep, gone: Set<RelativePath>
  ) throws -> (content: FileContent?, Void)? {
    do {
      let content = try folder.read(step.path)
      let version = try content.map { try FileVersion(of: $0) }
      return version == step.before || version == step.after ? (content, ()) : nil
    } catch let failure as FileFailure {
      switch failure {
      case .system, .changed: throw failure
      case .link: return nil
      case .notAFolder, .notAFile:
        let isFree = try step.after == nil || isCleared(step.path, by: gone)
        return isFree ? (nil, ()) : nil
      }
    }
  }

  /// Whether what is in the way of a file goes: files where its folders will be, or all that is in
  /// a folder where it will be itself.
  private func isCleared(_ path: RelativePath, by gone: Set<RelativePath>) throws -> Bool {
    if path.lineage.dropFirst().contains(where: gone.contains) { return true }
    guard (try? folder.status(of: path))?.kind == .folder else { return false }
    let listing = try folder.list { found, _ in
      found.lineage.contains(path) || path.lineage.contains(found)
    }
    return listing.others.isEmpty && gone.isSuperset(of: listing.files.keys)
  }

  func content(of version: FileVersion?) throws -> FileContent? {
    try version.map {
      FileContent(bytes: try repository.blob($0.id), isExecutable: $0.isExecutable)
    }
  }
}

/// One file that differs between two trees.
private struct TreeStep {
  let path: RelativePath
  let before: FileVersion?
  let after: FileVersion?

  init(_ change: FileChange) throws {
    guard let path = try? RelativePath(change.path) else {
      throw HistoryFailure.beyond(change.path)
    }
    self.path = path
    before = try change.old.map(TreeStep.version)
    after = try change.new.map(TreeStep.version)
  }

  private static func version(_ entry: TreeEntry) throws -> FileVersion {
    guard entry.mode == .file || entry.mode == .executable else {
      throw HistoryFailure.beyond(entry.path)
    }
    return FileVersion(id: entry.id, isExecutable: entry.mode == .executable)
  }

  /// Whether nothing is lost when the index says something else of the file than `entry`.
  func allows(_ entry: TreeEntry?) -> Bool {
    entry == before?.entry(at: path) || entry == after?.entry(at: path)
  }
}
