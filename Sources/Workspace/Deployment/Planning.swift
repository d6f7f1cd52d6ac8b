package import Git
internal import Sections

extension Workspace {
  /// Plans a deployment. Nothing is written.
  ///
  /// - Parameters:
  ///   - wanted: what is to be in the target, by path below its root; every blob in git. See
  ///     ``committed(under:)``.
  ///   - parts: what is to be ours in files that others write to as well.
  ///   - anew: whether to write everything again where the target is gone or was emptied.
  /// - Throws: ``DeploymentFailure`` where something was deployed, and the target is gone
  ///   or suddenly empty.
  package func plan(
    _ wanted: [RelativePath: FileVersion], parts: [RelativePath: FileVersion] = [:],
    for target: Target, anew: Bool = false
  ) throws -> Plan {
    let base = try repository.reference(target.reference)
    var ledger = try ledgerSnapshot(base, of: target)
    var survey = try survey(target, &ledger, wanted)
    file(of: target).save(ledger)
    if !ledger.entries.isEmpty, !anew {
      guard Folder.exists(target.root) else {
        throw DeploymentFailure.vanished(name: target.name, root: target.root)
      }
      guard survey.hasDeployed else {
        throw DeploymentFailure.emptied(
          name: target.name, root: target.root, files: ledger.entries.count)
      }
    }
    let refused = try refusedNames(
      wanted: Set(wanted.keys), arriving: survey.new, found: survey.found,
      owned: ledger.entries.lazy.map(\.path), in: target)
    for (path, reason) in refused { survey.refuse(path, for: reason) }
    let steps = Planner.steps(
      wanted: survey.wanted, found: survey.found, ledger: survey.ledger)
    let shared = try partSteps(parts, for: target)
    return Plan(
      target: target, base: base, steps: try steps.map(sized) + shared + survey.kept)
  }

  /// What was last deployed to a target, by path: the files there that are ours.
  package func ledger(of target: Target) throws -> [RelativePath: FileVersion] {
    try ledgerSnapshot(repository.reference(target.reference), of: target).versions
  }

  /// The changes that forget what was deployed to a target. Its files stay.
  package func changes(forgetting target: Target) throws -> Changes {
    var changes = Changes()
    for name in [target.reference, target.partsReference] {
      changes.move(ReferenceEdit(name, from: try repository.reference(name), to: nil))
    }
    return changes
  }

  /// The deployments to a target, newest first: each commit holds what was there then.
  package func deployments(to target: Target, limit: Int = .max) throws -> [Commit] {
    guard let base = try repository.reference(target.reference) else { return [] }
    return try repository.log(from: base, limit: limit)
  }

  /// What a target has at some paths.
  func survey(
    _ target: Target, _ paths: Set<RelativePath>
  ) throws -> [RelativePath: Found] {
    guard Folder.exists(target.root) else { return [:] }
    let root = try Folder(target.root)
    var trail = Trail()
    var all: [RelativePath: Found] = [:]
    for path in paths.sorted() {
      let found = try root.found(at: path, on: &trail)
      if found != .nothing { all[path] = found }
    }
    return all
  }

  /// What a target has where something was deployed or is wanted. Files that do not look as they
  /// did when they were last read are read, and `ledger` is told how they look now.
  private func survey(
    _ target: Target, _ ledger: inout Snapshot, _ wanted: [RelativePath: FileVersion]
  ) throws -> Survey {
    var survey = Survey(wanted)
    guard Folder.exists(target.root) else {
      for entry in ledger.entries { survey.add(entry, .nothing) }
      for path in survey.new { survey.add(path, .nothing) }
      return survey
    }
    let root = try Folder(target.root)
    let time = now()
    var trail = Trail()
    for (position, entry) in ledger.entries.enumerated() {
      let status = try? root.status(of: entry.path, on: &trail)
      if let status, entry.mark == FileMark(status) {
        survey.add(entry, .file(entry.version))
        continue
      }
      let found = try root.found(at: entry.path, on: &trail)
      if let status, found == .file(entry.version) {
        ledger.note(FileMark(status, readAfter: time), at: position)
      }
      survey.add(entry, found)
    }
    for path in survey.new { survey.add(path, try root.found(at: path, on: &trail)) }
    return survey
  }

  private func sized(_ step: Step) throws -> Step {
    guard step.action == .create || step.action == .update, let wanted = step.wanted
    else { return step }
    return step.doing(step.action, bytes: try repository.size(ofBlob: wanted.id))
  }
}

extension Folder {
  /// What is at `path`, as a plan sees it.
  borrowing func found(at path: RelativePath) throws -> Found {
    var trail = Trail()
    return try found(at: path, on: &trail)
  }

  /// The same, for one of many.
  borrowing func found(at path: RelativePath, on trail: inout Trail) throws -> Found {
    do {
      return try read(path, on: &trail).map { .file(try FileVersion(of: $0)) } ?? .nothing
    } catch let failure as FileFailure {
      guard failure.isLocal else { throw failure }
      return .blocked(failure.problem)
    }
  }
}

extension Found {
  /// The version of the file that is there; nil where none is.
  package var version: FileVersion? {
    guard case .file(let version) = self else { return nil }
    return version
  }
}
