package import Git
internal import Sections

extension Workspace {
  /// Plans a deployment. Nothing is written.
  ///
  /// - Parameters:
  ///   - wanted: what is to be in the target, by path below its root; every blob in git. See
  ///     ``committed(under:)``.
  ///   - anew: whether to write everything again where the target is gone or was emptied.
  /// - Throws: ``DeploymentFailure`` where something was deployed, and the target is gone
  ///   or suddenly empty.
  package func plan(
    _ wanted: [RelativePath: FileVersion], for target: Target, anew: Bool = false
  ) throws -> Plan {
    let base = try repository.reference(target.reference)
    let ledger = try base.map { try versions(in: repository.tree(of: $0)) } ?? [:]
    let found = try survey(target, Set(wanted.keys).union(ledger.keys))
    if !ledger.isEmpty, !anew {
      guard Folder.exists(target.root) else {
        throw DeploymentFailure.vanished(name: target.name, root: target.root)
      }
      guard found.contains(where: { ledger[$0.key] != nil }) else {
        throw DeploymentFailure.emptied(
          name: target.name, root: target.root, files: ledger.count)
      }
    }
    let steps = Planner.steps(wanted: wanted, found: found, ledger: ledger)
    return Plan(target: target, base: base, steps: try steps.map(sized))
  }

  /// What was last deployed to a target, by path: the files there that are ours.
  package func ledger(of target: Target) throws -> [RelativePath: FileVersion] {
    guard let base = try repository.reference(target.reference) else { return [:] }
    return try versions(in: repository.tree(of: base))
  }

  /// The deployments to a target, newest first: each commit holds what was there then.
  package func deployments(to target: Target, limit: Int = .max) throws -> [Commit] {
    guard let base = try repository.reference(target.reference) else { return [] }
    return try repository.log(from: base, limit: limit)
  }

  func survey(
    _ target: Target, _ paths: Set<RelativePath>
  ) throws -> [RelativePath: Found] {
    guard Folder.exists(target.root) else { return [:] }
    let root = try Folder(target.root)
    var all: [RelativePath: Found] = [:]
    for path in paths {
      let found = try root.found(at: path)
      if found != .nothing { all[path] = found }
    }
    return all
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
    do {
      return try read(path).map { .file(try FileVersion(of: $0)) } ?? .nothing
    } catch let failure as FileFailure {
      switch failure {
      case .link, .notAFile, .notAFolder: return .blocked(failure.problem)
      case .system, .changed: throw failure
      }
    }
  }
}
