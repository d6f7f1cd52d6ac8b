internal import Git
internal import Sections

extension Workspace {
  /// The steps for files of a target of which only a part is ours.
  ///
  /// A part is planned like a file of its own, with the part that the file has now as what was
  /// found.
  ///
  /// - Parameter wanted: what is to be the part, by path below the target's root.
  func partSteps(
    _ wanted: [RelativePath: FileVersion], for target: Target
  ) throws -> [Step] {
    let ledger = try parts(of: target)
    guard !wanted.isEmpty || !ledger.isEmpty else { return [] }
    var canonical: [RelativePath: FileVersion] = [:]
    var found: [RelativePath: Found] = [:]
    for path in Set(wanted.keys).union(ledger.keys) {
      let part = SharedPart(of: path, name: target.name)
      if let version = wanted[path] {
        let bytes = try repository.blob(version.id)
        canonical[path] = try keep(
          FileContent(
            bytes: UnusablePart.naming(path) { () throws(SharedFailure) in
              try part.canonical(bytes)
            }))
      }
      found[path] = try self.found(
        part, at: path, in: target, owned: [canonical[path], ledger[path]])
    }
    let steps = Planner.steps(wanted: canonical, found: found, ledger: ledger)
    return try steps.map { step in
      step.ofPart(bytes: try size(of: step.written))
    }
  }

  /// The parts of files that were last deployed to a target, by path.
  func parts(of target: Target) throws -> [RelativePath: FileVersion] {
    guard let base = try repository.reference(target.partsReference) else { return [:] }
    return try versions(in: repository.tree(of: base))
  }

  /// The part that a file of a target has now.
  func found(_ step: Step, partOf target: Target) throws -> Found {
    let part = SharedPart(of: step.path, name: target.name)
    return try found(part, at: step.path, in: target, owned: [step.wanted, step.base])
  }

  private func found(
    _ part: SharedPart, at path: RelativePath, in target: Target, owned: [FileVersion?]
  ) throws -> Found {
    do {
      guard let content = try content(of: part, at: path, in: target, owned: owned) else {
        return .nothing
      }
      return .file(try FileVersion(of: content))
    } catch let failure as SharedFailure {
      return .blocked(failure.problem)
    } catch let failure as FileFailure {
      guard failure.isLocal else { throw failure }
      return .blocked(failure.problem)
    }
  }

  /// The part that a file of a target has now, in its canonical form; nil where it has none.
  func content(
    of part: SharedPart, at path: RelativePath, in target: Target, owned: [FileVersion?]
  ) throws -> FileContent? {
    guard Folder.exists(target.root), let file = try Folder(target.root).read(path) else {
      return nil
    }
    let owned = try owned.compactMap { try $0.map { try repository.blob($0.id) } }
    return try part.extract(from: file.bytes, owned: owned).map { FileContent(bytes: $0) }
  }

  /// What a step about a part does to the whole file. Both versions are kept in git.
  func edit(_ step: Step, partOf target: Target) throws -> FileEdit {
    let part = SharedPart(of: step.path, name: target.name)
    let file = Folder.exists(target.root) ? try Folder(target.root).read(step.path) : nil
    let new = try step.written.map { try repository.blob($0.id) }
    let old = try step.base.map { try repository.blob($0.id) }
    guard try found(step, partOf: target) == step.found else {
      throw DeploymentFailure.outdated([step.path.text])
    }
    let bytes = try UnusablePart.naming(step.path) { () throws(SharedFailure) in
      try part.splice(new, into: file?.bytes ?? [], replacing: old)
    }
    let isGone = step.written == nil && part.isVoid(bytes)
    let content = FileContent(bytes: bytes, isExecutable: file?.isExecutable ?? false)
    return FileEdit(
      place: .folder(target.root), path: step.path, before: try file.map(keep),
      after: isGone ? nil : try keep(content))
  }
}
