internal import Git

extension Workspace {
  /// Goes on with the operation that was interrupted, if there is one, and returns it; nil where
  /// there is none. Files that have changed since are left. Call ``end(_:journal:)`` when the
  /// rest of it is done.
  package func recover(journal: Journal) async throws -> Operation? {
    try await locked {
      try journal.sweep()
      guard let operation = try journal.unfinished() else { return nil }
      guard let plan = operation.plan else { return try carriedOut(operation, journal) }
      guard plan.isIntact else { throw DeploymentFailure.altered }
      guard plan.base == nil || Folder.exists(plan.target.root) else {
        // Its disk is gone, and may never come back: nothing else is kept waiting for it.
        return gone(
          operation,
          DeploymentFailure.vanished(name: plan.target.name, root: plan.target.root).problem)
      }
      do {
        return try carryOut(plan, of: operation).0
      } catch let failure as FileFailure {
        return gone(operation, failure.problem)
      }
    }
  }

  /// A deployment that nothing can be done about any more.
  private func gone(_ operation: Operation, _ reason: String) -> Operation {
    var operation = operation
    operation.files = []
    operation.references = []
    operation.failure = reason
    return operation
  }

  private func carriedOut(_ operation: Operation, _ journal: Journal) throws -> Operation {
    for place in Set(operation.files.map(\.place)) {
      let folders = Set(operation.files.filter { $0.place == place }.map(\.path.parent))
      switch place {
      case .workspace: try sweep(folder, folders)
      case .folder(let root): if Folder.exists(root) { try sweep(Folder(root), folders) }
      }
    }
    let operation = try reconciled(operation)
    guard operation.failure == nil else { return operation }
    // Of a library that may have followed already, nothing could be taken back here.
    guard operation.library.isEmpty else { return try effected(operation) }
    return try carryOutOrTakeBack(operation, journal, isWhole: false)
  }

  /// The changes that take an operation back.
  ///
  /// - Throws: ``WorkspaceFailure/nothingToUndo(_:)`` where it changed nothing.
  package func changes(undoing operation: Operation) throws -> Changes {
    guard !operation.isEmpty else { throw WorkspaceFailure.nothingToUndo(operation.number) }
    var changes = Changes()
    changes.undoes = operation.number
    for edit in operation.files.reversed() {
      let (before, after) = (try content(edit.after), try content(edit.before))
      if let after {
        changes.write(after, to: edit.path, in: edit.place, replacing: before)
      } else if let before {
        changes.remove(edit.path, in: edit.place, replacing: before)
      }
    }
    for edit in operation.references.reversed() { changes.move(edit.inverse) }
    if let head = operation.head { changes.check(out: head.inverse) }
    for edit in operation.library.reversed() { changes.put(edit.inverse) }
    return changes
  }

  /// The bytes of a version, from git; nil for none.
  func content(_ version: FileVersion?) throws -> FileContent? {
    try version.map {
      FileContent(bytes: try repository.blob($0.id), isExecutable: $0.isExecutable)
    }
  }
}
