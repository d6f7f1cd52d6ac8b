internal import Git
internal import Sections

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Workspace {
  /// Does exactly what a plan says, file by file, and records what is deployed then.
  ///
  /// Just before each write the file is looked at once more: one that is no longer what the plan
  /// saw is skipped, nothing of it is written, and the receipt says so. Where the system fails,
  /// the rest is left undone, and the receipt says that too.
  ///
  /// - Parameter command: what the journal calls it.
  /// - Throws: ``DeploymentFailure`` where the plan was altered, or is outdated, or an earlier
  ///   operation has not ended, before anything is written.
  package func apply(
    _ plan: Plan, journal: Journal, as command: String = "deploy"
  ) async throws -> Receipt {
    try await locked {
      if let earlier = try journal.unfinished() {
        throw DeploymentFailure.unfinished(earlier.command)
      }
      try check(plan)
      if plan.isEmpty { return receipt(of: plan, entries: undone(plan), base: plan.base) }
      let operation = try begun(plan, command, journal)
      let (ended, receipt) = try carryOut(plan, of: operation)
      try journal.end(ended)
      return receipt
    }
  }

  private func check(_ plan: Plan) throws {
    guard plan.isIntact else { throw DeploymentFailure.altered }
    guard try repository.reference(plan.target.reference) == plan.base else {
      throw DeploymentFailure.outdated([])
    }
    let changes = plan.steps.filter(\.isChange)
    let found = try survey(plan.target, Set(changes.filter { !$0.isPart }.map(\.path)))
    let parts = changes.contains(where: \.isPart) ? try self.parts(of: plan.target) : [:]
    let moved = try changes.filter { step in
      guard step.isPart else { return found[step.path] ?? .nothing != step.found }
      return try parts[step.path] != step.base
        || self.found(step, partOf: plan.target) != step.found
    }
    guard moved.isEmpty else { throw DeploymentFailure.outdated(moved.map(\.path.text)) }
  }

  private func begun(_ plan: Plan, _ command: String, _ journal: Journal) throws -> Operation {
    let changes = plan.steps.filter(\.isChange)
    var operation = Operation(
      number: try journal.next(), command: command,
      summary: "\(changes.count) \(changes.count == 1 ? "file" : "files") to \(plan.target.name)",
      time: Int64(time(nil)))
    operation.plan = plan.changesOnly
    operation.files = try changes.filter(\.touchesTarget).map { step in
      step.isPart
        ? try edit(step, partOf: plan.target)
        : FileEdit(
          place: .folder(plan.target.root), path: step.path, before: step.found.version,
          after: step.written)
    }
    operation.references = try [plan.target.reference, plan.target.partsReference].map { name in
      let now = try repository.reference(name)
      return ReferenceEdit(name, from: now, to: now)
    }
    let loose = loose(changes, operation.files)
    try keepFound(plan.target, changes, loose)
    try keep(loose, for: "\(command): \(operation.summary)")
    try journal.begin(operation)
    return operation
  }

  /// The versions that are in no commit: what others gave the target, and what merges and parts
  /// make of it.
  private func loose(_ steps: [Step], _ edits: [FileEdit]) -> Set<ObjectID> {
    var loose: Set<ObjectID> = []
    let steps = Dictionary(uniqueKeysWithValues: steps.map { ($0.path, $0) })
    for edit in edits {
      guard let step = steps[edit.path] else { continue }
      if let before = edit.before, step.isPart || before.id != step.base?.id {
        loose.insert(before.id)
      }
      if let after = edit.after, step.isPart || step.merged != nil { loose.insert(after.id) }
    }
    return loose
  }

  /// Writes to git what is about to be replaced, where git has not got it.
  private func keepFound(
    _ target: Target, _ steps: [Step], _ loose: Set<ObjectID>
  ) throws {
    guard !loose.isEmpty else { return }
    let root = try Folder(target.root)
    for step in steps where !step.isPart {
      guard case .file(let found) = step.found, loose.contains(found.id),
        let content = try root.read(step.path)
      else { continue }
      guard try repository.write(content.bytes) == found.id else {
        throw DeploymentFailure.outdated([step.path.text])
      }
    }
  }

  /// Does what `operation`, a deployment, has left to do.
  func carryOut(_ plan: Plan, of operation: Operation) throws -> (Operation, Receipt) {
    let root = try Folder(plan.target.root, making: true, hazard: hazard)
    try sweep(root, Set(plan.steps.filter(\.isChange).map(\.path.parent)))
    var entries: [Receipt.Entry] = []
    var operation = operation
    let edits = Dictionary(uniqueKeysWithValues: operation.files.map { ($0.path, $0) })
    for step in plan.steps where step.isChange && operation.failure == nil {
      do {
        entries.append(
          Receipt.Entry(
            step, skipped: try perform(step, edits[step.path], on: plan.target, in: root)))
      } catch let stopped as FileFailure {
        operation.failure = stopped.problem
        // What failed may have been the wait for the disk, after the file had taken its place.
        guard let edit = edits[step.path], let now = try? root.found(at: edit.path) else {
          continue
        }
        if edit.after.isSame(as: now) { entries.append(Receipt.Entry(step, skipped: nil)) }
      }
    }
    let base = try record(plan.steps, entries, on: plan.target, in: &operation)
    let done = Set(entries.filter { $0.skipped == nil }.map(\.path))
    operation.files.removeAll { !done.contains($0.path) }
    operation.skipped = entries.compactMap { entry in
      entry.skipped.map { Operation.Skipped(path: entry.path, reason: $0) }
    }
    return (
      operation,
      receipt(of: plan, entries: entries + undone(plan), base: base, failure: operation.failure)
    )
  }

  /// Does one step, and returns why it did not.
  private func perform(
    _ step: Step, _ edit: FileEdit?, on target: Target, in root: borrowing Folder
  ) throws -> String? {
    guard let edit else {
      // Nothing is written; but what is noted must still be so.
      let now = step.isPart ? try found(step, partOf: target) : try root.found(at: step.path)
      return now == step.found ? nil : FileFailure.changed(step.path.text).problem
    }
    let before = edit.before.map(Found.file) ?? .nothing
    return try replace(before, by: edit.after, at: edit.path, in: root)
  }

  private func undone(_ plan: Plan) -> [Receipt.Entry] {
    plan.steps.compactMap { step in
      switch step.action {
      case .conflict: Receipt.Entry(step, skipped: step.conflict)
      case .orphan: Receipt.Entry(step, skipped: "it is no longer wanted, but was edited there")
      default: nil
      }
    }
  }

  private func receipt(
    of plan: Plan, entries: [Receipt.Entry], base: ObjectID?, failure: String? = nil
  ) -> Receipt {
    Receipt(
      target: plan.target, plan: plan.hash, entries: entries, base: base, failure: failure,
      time: Int64(time(nil)))
  }
}
