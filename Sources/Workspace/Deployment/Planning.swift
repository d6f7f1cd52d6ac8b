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
      wanted: Set(wanted.keys), arriving: survey.unknown, found: survey.found,
      owned: ledger.entries.lazy.map(\.path), in: target)
    survey.found.merge(refused.mapValues(Found.blocked)) { $1 }
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
    var survey = Survey(wanted: wanted)
    guard Folder.exists(target.root) else {
      survey.ledger = ledger.versions
      return survey
    }
    let time = FileMark.now
    let root = try Folder(target.root)
    var trail = Trail()
    for (position, entry) in ledger.entries.enumerated() {
      let status = try? root.status(of: entry.path, on: &trail)
      let found: Found
      if let status, entry.mark == FileMark(status) {
        found = .file(entry.version)
      } else {
        found = try root.found(at: entry.path, on: &trail)
        if let status, found == .file(entry.version) {
          ledger.note(FileMark(status, readAfter: time), at: position)
        }
      }
      survey.add(entry, found)
    }
    for path in survey.unknown.sorted() {
      survey.found[path] = try root.found(at: path, on: &trail)
    }
    return survey
  }

  private func sized(_ step: Step) throws -> Step {
    guard step.action == .create || step.action == .update, let wanted = step.wanted
    else { return step }
    return step.doing(step.action, bytes: try repository.size(ofBlob: wanted.id))
  }
}

/// What a plan is made of: files that stay as they are, and the three sides of the others.
private struct Survey {
  var kept: [Step] = []
  var wanted: [RelativePath: FileVersion]
  var found: [RelativePath: Found] = [:]
  var ledger: [RelativePath: FileVersion] = [:]

  /// Whether anything is left where something was deployed.
  var hasDeployed: Bool {
    !kept.isEmpty || found.contains { $0.value != .nothing && ledger[$0.key] != nil }
  }

  /// What is wanted, and was not deployed before.
  var unknown: [RelativePath] { wanted.keys.filter { ledger[$0] == nil } }

  /// Adds what was deployed as `entry`. Most of it is still wanted and still there, and is done
  /// with here.
  mutating func add(_ entry: Snapshot.Entry, _ now: Found) {
    guard wanted[entry.path] == entry.version, now == .file(entry.version) else {
      ledger[entry.path] = entry.version
      found[entry.path] = now
      return
    }
    wanted[entry.path] = nil
    kept.append(
      Step(
        path: entry.path, action: .keep, wanted: entry.version, found: now, base: entry.version,
        bytes: 0))
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
  var version: FileVersion? {
    guard case .file(let version) = self else { return nil }
    return version
  }
}
