internal import Git

extension Workspace {
  /// Does what a change set says: the files, then the index, then the references. Stopped between
  /// two of them, the same command does the rest, and removes what the first left half-written.
  ///
  /// Bytes that are in no commit are kept in git before they are replaced.
  ///
  /// - Throws: ``FileFailure/changed(_:)`` or ``HistoryFailure/moved(_:)`` where something is
  ///   neither as it was nor as it will be, before anything is written.
  package func apply(_ set: FileChangeSet) async throws {
    try await locked {
      if let unfinished = repository.unfinished() { throw WorkspaceFailure.unfinished(unfinished) }
      try expect(set)
      try folder.sweep(Set(set.edits.map(\.path.parent)))
      for edit in set.writes { try carryOut(edit) }
      let changes = set.staging.filter { $0.before != $0.after }.compactMap(\.change)
      if !changes.isEmpty { try repository.stage(changes) }
      for move in set.references { try carryOut(move, because: set.reason) }
      guard let head = set.head else { return }
      try hazard.pass(.record, root)
      try repository.standOn(head, because: set.reason)
    }
  }

  private func expect(_ set: FileChangeSet) throws {
    for move in set.references {
      let now = try repository.reference(move.name)
      guard now == move.before || now == move.after else {
        throw HistoryFailure.moved(move.name)
      }
    }
    let gone = Set(set.edits.filter { $0.after == nil }.map(\.path))
    for edit in set.writes where gone.isDisjoint(with: edit.path.lineage.dropFirst()) {
      // What a folder or a file is in the way of shows when it is written.
      guard let now = try? folder.read(edit.path) else { continue }
      guard now == edit.before || now == edit.after else {
        throw FileFailure.changed("\(root)/\(edit.path)")
      }
    }
  }

  private func carryOut(_ edit: FileChangeSet.Edit) throws {
    if edit.kept != nil, let before = edit.before { _ = try repository.write(before.bytes) }
    if let after = edit.after {
      try folder.write(after, to: edit.path) { $0 == edit.before || $0 == after }
    } else {
      try folder.remove(edit.path) { $0 == edit.before }
      try folder.removeEmptyFolders(around: edit.path)
    }
  }

  private func carryOut(_ move: FileChangeSet.Move, because reason: String) throws {
    let now = try repository.reference(move.name)
    guard now != move.after else { return }
    try hazard.pass(.record, root)
    if let after = move.after {
      try repository.move(move.name, to: after, from: now, because: reason)
    } else if let now {
      try repository.remove(reference: move.name, from: now)
    }
  }
}

extension FileChangeSet.Staging {
  /// What is to be done to the index.
  fileprivate var change: TreeChange? {
    after.map(TreeChange.put) ?? before.map { .remove($0.path) }
  }
}
