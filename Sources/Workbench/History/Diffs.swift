internal import Git
internal import Sections
internal import Workspace

extension Workbench {
  /// How the workspace differs from its last commit, or from another, or one commit from another.
  ///
  /// - Parameters:
  ///   - arguments: files, folders and sections of the workspace, and up to two commits.
  ///   - byWord: whether to tell apart words rather than lines.
  /// - Throws: ``NameFailure``, ``GitFailure``.
  package func diff(_ arguments: [String] = [], byWord: Bool = false) async throws -> DiffReport {
    let workspace = try workspace()
    let (revisions, others) = try await revisions(in: arguments, workspace)
    let sides = revisions.map { Workspace.State.commit($0.id) }
    let (old, new) = (sides.first ?? .lastCommit, sides.count > 1 ? sides[1] : .disk)
    let names = try await names(others, in: workspace, old, new)
    let differences = try await workspace.differences(from: old, to: new, in: names.places)
    return DiffReport(
      from: revisions.first?.id.short ?? "last commit",
      to: revisions.count > 1 ? revisions[1].id.short : "workspace",
      files: try await files(differences, names, byWord))
  }

  /// How a target on disk differs from what would be deployed there.
  ///
  /// - Parameters:
  ///   - target: its name.
  ///   - arguments: only these files, folders and sections; all where empty.
  /// - Throws: ``DeploymentFailure``, ``NameFailure``.
  package func diff(
    target name: String, _ arguments: [String] = [], byWord: Bool = false
  ) async throws -> DiffReport {
    let workspace = try workspace()
    let target = try target(name)
    let plan = try await plan(target, workspace).plan
    let names =
      arguments.isEmpty
      ? WorkspaceNames() : try WorkspaceNames(arguments, among: plan.steps.map(\.path))
    let differences = try await workspace.differences(plan, in: names.places)
    return DiffReport(
      from: target.name, to: "last commit", files: try await files(differences, names, byWord))
  }

  func files(
    _ differences: [FileDifference], _ names: WorkspaceNames, _ byWord: Bool
  ) async throws -> [DiffFile] {
    var files: [DiffFile] = []
    for difference in differences {
      let old = await read(difference.old?.content.bytes, at: difference.old?.path.text ?? "")
      var new = await read(difference.new?.content.bytes, at: difference.path)
      var shown = difference
      let sections = (difference.new ?? difference.old).map { names.sections(of: $0.path) } ?? []
      if !sections.isEmpty {
        let bytes = try ChosenSections(from: old, to: new).bytes(of: sections)
        guard bytes != old.source.bytes else { continue }
        new = await read(bytes, at: difference.path)
        shown = try difference.replacing(bytes)
      }
      files.append(try DiffFile(shown, from: old, to: new, byWord: byWord))
    }
    return files
  }

  /// The commits among `arguments`, `OLD..NEW` too, and what is left.
  private func revisions(
    in arguments: [String], _ workspace: Workspace
  ) async throws -> ([Commit], others: [String]) {
    var found: [Commit] = []
    var others: [String] = []
    for argument in arguments {
      let ends = argument.split(separator: "..", omittingEmptySubsequences: false)
      var commits: [Commit] = []
      for end in ends {
        if let commit = try await workspace.commit(named: String(end)) { commits.append(commit) }
      }
      guard ends.count == commits.count else {
        others.append(argument)
        continue
      }
      if try await isPath(argument, workspace) { throw NameFailure.fileAndRevision(argument) }
      found += commits
    }
    guard found.count < 3 else { throw NameFailure.tooManyRevisions }
    return (found, others)
  }
  private func isPath(_ argument: String, _ workspace: Workspace) async throws -> Bool {
    do {
      return try await names([argument], in: workspace, .lastCommit, .disk).places != nil
    } catch NameFailure.unknown {
      return false
    }
  }
}
