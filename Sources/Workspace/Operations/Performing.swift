internal import Git
internal import Sections

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Workspace {
  /// Begins an operation: looks whether everything is as its caller has seen it, keeps all bytes
  /// that are replaced or written in git, and writes the operation down. Nothing else is written.
  ///
  /// Call it, ``carryOut(_:journal:)`` and ``end(_:journal:)`` in one
  /// ``exclusively(_:)``.
  ///
  /// - Throws: ``WorkspaceFailure/changed(_:)`` where something is not as it was seen;
  ///   ``DeploymentFailure/unfinished(_:)`` where an earlier operation did not end.
  package func begin(
    _ changes: Changes, as command: String, _ summary: String, journal: Journal
  ) async throws -> Operation {
    try await locked {
      if let earlier = try journal.unfinished() {
        throw DeploymentFailure.unfinished(earlier.command)
      }
      try check(changes)
      var operation = Operation(
        number: try journal.next(), command: command, summary: summary, time: Int64(time(nil)))
      operation.files = try changes.files.map(kept)
      operation.references = changes.references
      operation.head = changes.head
      operation.library = changes.library
      operation.undoes = changes.undoes
      try keep(operation)
      try journal.begin(operation)
      return operation
    }
  }

  /// Does what an operation says to files and references; what is done already is left, so it may
  /// be called again after an interruption. A file that is neither as it was nor as it is to be
  /// was edited since: it is left, and listed.
  ///
  /// - Throws: ``FileFailure`` where the system fails. What was done is taken back then, as far as
  ///   the system lets us, and the operation is forgotten; else the next recovery goes on.
  package func carryOut(_ operation: Operation, journal: Journal) async throws -> Operation {
    try await locked { try carryOutOrTakeBack(operation, journal) }
  }

  func carryOutOrTakeBack(
    _ operation: Operation, _ journal: Journal, isWhole: Bool = true
  ) throws -> Operation {
    do {
      return try effected(operation, isWhole: isWhole)
    } catch {
      try? effectedBack(operation, journal)
      throw error
    }
  }

  /// Notes that an operation has ended.
  package func end(_ operation: Operation, journal: Journal) async throws {
    try await locked { try journal.end(operation) }
  }

  private func kept(_ file: Changes.File) throws -> FileEdit {
    FileEdit(
      place: file.place, path: file.path, before: try file.before.map(keep),
      after: try file.after.map(keep))
  }

  // MARK: Effects

  /// Does what is left to do.
  ///
  /// - Parameter isWhole: whether a branch moves only where no file had to be left.
  func effected(_ operation: Operation, isWhole: Bool = false) throws -> Operation {
    var operation = operation
    operation.skipped = []
    operation.files = try operation.files.filter { edit in
      guard let reason = try apply(edit) else { return true }
      operation.skipped.append(Operation.Skipped(path: edit.path, reason: reason))
      return false
    }
    let movesBranch = operation.head != nil || !operation.references.isEmpty
    if isWhole, movesBranch, !operation.skipped.isEmpty {
      throw WorkspaceFailure.changed(operation.skipped.map(\.path.text))
    }
    try move(operation)
    return operation
  }

  /// Makes one edit, and returns why it was not made.
  private func apply(_ edit: FileEdit) throws -> String? {
    let before = edit.before.map(Found.file) ?? .nothing
    switch edit.place {
    case .workspace:
      return try replace(before, by: edit.after, at: edit.path, in: folder)
    case .folder(let root):
      guard edit.before == nil || Folder.exists(root) else { return "\(root) is gone" }
      let folder = try Folder(root, making: edit.after != nil, hazard: hazard)
      return try replace(before, by: edit.after, at: edit.path, in: folder)
    }
  }

  /// Brings one file from what was seen there to what is wanted; nil is no file. Returns why it
  /// was left as it is: it is neither, or something stands in the way.
  func replace(
    _ before: Found, by after: FileVersion?, at path: RelativePath, in folder: borrowing Folder
  ) throws -> String? {
    let now = try folder.found(at: path)
    if after.isSame(as: now) { return nil }
    // A folder has taken the place of a file that goes.
    if after == nil, (try? folder.status(of: path))?.kind == .folder { return nil }
    guard now == before else { return FileFailure.changed(path.text).problem }
    do {
      if let after {
        let content = FileContent(
          bytes: try repository.blob(after.id), isExecutable: after.isExecutable)
        try folder.write(content, to: path) { before.isSame(as: $0) }
      } else {
        try folder.remove(path) { before.isSame(as: $0) }
        try folder.removeEmptyFolders(around: path)
      }
      return nil
    } catch let failure as FileFailure {
      guard failure.isLocal else { throw failure }
      return failure.problem
    }
  }

  /// Moves references and branch, and has the index follow, for the paths that differ.
  private func move(_ operation: Operation) throws {
    guard !operation.references.isEmpty || operation.head != nil else { return }
    let (before, after) = try heads(of: operation.references, operation.head)
    if before != after {
      let changes = try repository.changes(
        from: before.map { try repository.tree(of: $0) },
        to: after.map { try repository.tree(of: $0) }, findingRenames: false)
      try repository.stage(changes.flatMap(\.treeChanges))
    }
    try hazard.pass(.record, root)
    let reason = "\(operation.command): \(operation.summary)"
    for edit in operation.references { try repository.apply(edit, because: reason) }
    if let edit = operation.head { try repository.setHead(edit.after) }
  }

  /// The commits that HEAD stands on before and after an operation, whatever of it is done yet.
  func heads(
    of edits: [ReferenceEdit], _ edit: HeadEdit?
  ) throws -> (before: ObjectID?, after: ObjectID?) {
    let head = try repository.headName()
    let (old, new) = (edit?.before ?? head, edit?.after ?? head)
    let stood = try ObjectID(hex: old) ?? repository.reference(old)
    let before = edits.first { $0.name == old }.map(\.before) ?? stood
    let stands = try ObjectID(hex: new) ?? repository.reference(new)
    let after = edits.first { $0.name == new }.map(\.after) ?? stands
    return (before, after)
  }

  private func effectedBack(_ operation: Operation, _ journal: Journal) throws {
    var back = operation
    back.files = operation.files.reversed().map(\.inverse)
    back.references = operation.references.map(\.inverse)
    back.head = operation.head?.inverse
    _ = try effected(back)
    try journal.abandon(operation)
  }

  /// The operation without what somebody else has made impossible since it was interrupted: where
  /// a reference was moved elsewhere, files go back to what they were, and nothing else is done.
  func reconciled(_ operation: Operation) throws -> Operation {
    let foreign = try operation.references.filter { edit in
      let now = try repository.reference(edit.name)
      return now != edit.before && now != edit.after
    }
    guard let first = foreign.first else { return operation }
    var back = operation
    back.references = []
    back.head = nil
    back.library = []
    // What was built on this operation holds it already.
    if let after = first.after, let now = try repository.reference(first.name),
      try repository.contains(after, in: now)
    {
      return back
    }
    back.files = operation.files.reversed().map(\.inverse)
    back = try effected(back)
    back.files = []
    back.failure = "\(first.name) was moved meanwhile"
    return back
  }
}

extension Found {
  /// Whether a file on disk is what was found.
  func isSame(as content: FileContent?) -> Bool {
    guard let content else { return self == .nothing }
    return (try? FileVersion(of: content)).map(Found.file) == self
  }
}

extension FileVersion? {
  /// Whether it is what was found; nil is no file.
  func isSame(as found: Found) -> Bool { found == map(Found.file) ?? .nothing }
}

extension FileChange {
  /// What makes the new tree of the old one.
  var treeChanges: [TreeChange] {
    var changes: [TreeChange] = []
    if let old, old.path != new?.path { changes.append(.remove(old.path)) }
    if let new { changes.append(.put(new)) }
    return changes
  }
}

extension Repository {
  /// Moves, makes or removes a reference, unless that is done already.
  borrowing func apply(_ edit: ReferenceEdit, because reason: String) throws(GitFailure) {
    let now = try reference(edit.name)
    guard now != edit.after else { return }
    if let after = edit.after {
      try move(edit.name, to: after, from: edit.before, because: reason)
    } else if let now {
      try remove(reference: edit.name, from: edit.before ?? now)
    }
  }
}
