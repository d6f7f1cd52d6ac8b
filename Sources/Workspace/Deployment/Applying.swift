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
  /// - Throws: ``DeploymentFailure`` where the plan was altered, or is outdated, or an earlier
  ///   deployment has not ended, before anything is written.
  package func apply(_ plan: Plan, journal: Journal) async throws -> Receipt {
    try await locked {
      guard try journal.unfinished(for: plan.target) == nil else {
        throw DeploymentFailure.unfinished(plan.target.name)
      }
      try check(plan)
      if plan.isEmpty { return receipt(of: plan, entries: undone(plan), base: plan.base) }
      try journal.begin(plan)
      return try carryOut(plan, journal)
    }
  }

  /// Finishes a deployment to `target` that was interrupted, and returns its receipt; nil where
  /// there is none. Files that have changed since are skipped.
  package func recover(_ target: Target, journal: Journal) async throws -> Receipt? {
    try await locked {
      try journal.sweep()
      guard let plan = try journal.unfinished(for: target) else { return nil }
      guard plan.isIntact, plan.target == target else { throw DeploymentFailure.altered }
      guard plan.base == nil || Folder.exists(target.root) else {
        throw DeploymentFailure.vanished(name: target.name, root: target.root)
      }
      return try carryOut(plan, journal)
    }
  }

  private func check(_ plan: Plan) throws {
    guard plan.isIntact else { throw DeploymentFailure.altered }
    guard try repository.reference(plan.target.reference) == plan.base else {
      throw DeploymentFailure.outdated([])
    }
    let found = try survey(plan.target, Set(plan.steps.filter(\.isChange).map(\.path)))
    let moved = plan.steps.filter { $0.isChange && found[$0.path] ?? .nothing != $0.found }
    guard moved.isEmpty else { throw DeploymentFailure.outdated(moved.map(\.path.text)) }
  }

  private func carryOut(_ plan: Plan, _ journal: Journal) throws -> Receipt {
    let root = try Folder(plan.target.root, making: true, hazard: hazard)
    try sweep(root, Set(plan.steps.filter(\.isChange).map(\.path.parent)))
    var entries: [Receipt.Entry] = []
    var failure: FileFailure?
    for step in plan.steps where step.isChange && failure == nil {
      do {
        entries.append(Receipt.Entry(step, skipped: try perform(step, in: root)))
      } catch let stopped as FileFailure {
        failure = stopped
      }
    }
    let base = try record(plan.steps, entries, on: plan.target)
    let receipt = receipt(
      of: plan, entries: entries + undone(plan), base: base, failure: failure?.problem)
    try journal.end(receipt)
    return receipt
  }

  /// Does one step, and returns why it did not.
  private func perform(_ step: Step, in root: borrowing Folder) throws -> String? {
    let now = try root.found(at: step.path)
    if now == step.wanted.map(Found.file) ?? .nothing { return nil }
    guard now == step.found, step.touchesTarget else {
      return FileFailure.changed(step.path.text).problem
    }
    do {
      if let wanted = step.wanted {
        let content = FileContent(
          bytes: try repository.blob(wanted.id), isExecutable: wanted.isExecutable)
        try root.write(content, to: step.path) { step.found.isSame(as: $0) }
      } else {
        try root.remove(step.path) { step.found.isSame(as: $0) }
        try root.removeEmptyFolders(around: step.path)
      }
      return nil
    } catch let failure as FileFailure {
      guard failure.isLocal else { throw failure }
      return failure.problem
    }
  }

  private func undone(_ plan: Plan) -> [Receipt.Entry] {
    plan.steps.compactMap { step in
      switch step.action {
      case .conflict: Receipt.Entry(step, skipped: step.conflict)
      case .orphan: Receipt.Entry(step, skipped: "it is no longer wanted, but was edited there")
      case .create, .update, .adopt, .keep, .edited, .remove, .forget: nil
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

extension Found {
  /// Whether a file on disk is what was found.
  fileprivate func isSame(as content: FileContent?) -> Bool {
    guard let content else { return self == .nothing }
    return (try? FileVersion(of: content)).map(Found.file) == self
  }
}
