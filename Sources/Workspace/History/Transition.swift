internal import Git

extension Workspace {
  /// What leads the files from one tree to another, where nothing is lost by it. Files that both trees have
  /// alike are not read.
  ///
  /// A file that is already as it will be is no obstacle, so that what was interrupted can be
  /// repeated.
  ///
  /// - Parameter old: the tree that was last committed; nil before the first commit.
  /// - Throws: ``HistoryFailure`` where a file that differs has changes that are not committed, on
  ///   disk or in the index, or is one that we do not write.
  func transition(from old: ObjectID?, to new: ObjectID?) throws -> Changes {
    if let unfinished = repository.unfinished() { throw WorkspaceFailure.unfinished(unfinished) }
    let differences = try repository.changes(from: old, to: new, findingRenames: false)
    let steps = try differences.map { try TreeStep($0) }.sorted { $0.order < $1.order }
    let gone = Set(steps.filter { $0.after == nil }.map(\.path))
    let staged = try repository.staged(steps.map(\.path.text))
    var changes = Changes()
    var uncommitted: [RelativePath] = []
    for step in steps {
      if step.allows(staged[step.path.text]), case .free(let before) = try look(step, gone) {
        changes.replace(before, by: try content(step.after), at: step.path)
      } else {
        uncommitted.append(step.path)
      }
    }
    guard uncommitted.isEmpty else { throw HistoryFailure.uncommitted(uncommitted.sorted()) }
    return changes
  }

  /// What is on disk where a step leads.
  private func look(_ step: TreeStep, _ gone: Set<RelativePath>) throws -> TreeStep.Sight {
    do {
      let content = try folder.read(step.path)
      let version = try content.map { try FileVersion(of: $0) }
      return version == step.before || version == step.after ? .free(content) : .blocked
    } catch let failure as FileFailure {
      switch failure {
      case .system, .changed: throw failure
      case .link, .foreign, .spelled: return .blocked
      case .notAFolder, .notAFile:
        return try step.after == nil || isCleared(step.path, by: gone) ? .free(nil) : .blocked
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
}

/// One file that differs between two trees.
private struct TreeStep {
  /// What is on disk there.
  enum Sight {
    /// A file that may go, or nothing.
    case free(FileContent?)
    /// Something that must stay.
    case blocked
  }

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

  /// Removals come first, so that a folder can take a file's place.
  var order: (Int, RelativePath) { (after == nil ? 0 : 1, path) }

  /// Whether nothing is lost when the index says something else of the file than `entry`.
  func allows(_ entry: TreeEntry?) -> Bool {
    entry == before?.entry(at: path) || entry == after?.entry(at: path)
  }
}

extension Changes {
  /// A file of the workspace gets another content, or none.
  mutating func replace(
    _ before: FileContent?, by after: FileContent?, at path: RelativePath
  ) {
    if let after {
      write(after, to: path, in: .workspace, replacing: before)
    } else if let before {
      remove(path, in: .workspace, replacing: before)
    }
  }
}
