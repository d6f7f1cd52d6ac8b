internal import Sections
internal import Workspace

extension Workbench {
  /// The plan with every file that both sides changed merged, where that can be done.
  func merging(_ plan: Plan, _ workspace: Workspace) async throws -> Plan {
    var decisions: [RelativePath: Decision] = [:]
    for step in plan.conflicts where step.isOpen {
      guard let merge = try await merge(step, of: plan.target, workspace), merge.result.isClean
      else { continue }
      let version = try await workspace.keep(
        FileContent(bytes: merge.result.bytes, isExecutable: merge.isExecutable))
      decisions[step.path] = .merge(version, bytes: merge.result.bytes.count)
    }
    return decisions.isEmpty ? plan : plan.settling(decisions)
  }

  /// What came of merging one file of a target with the workspace's.
  struct FileMerge {
    var result: SectionMerge
    var isExecutable: Bool
  }

  /// Merges what a target and the workspace made of what was last deployed; nil where one of the
  /// three is missing.
  func merge(_ step: Step, of target: Target, _ workspace: Workspace) async throws -> FileMerge? {
    guard let base = step.base, let theirs = step.wanted,
      let ours = try await workspace.found(step, in: target)
    else { return nil }
    let path = step.path.text
    func read(_ bytes: [UInt8]) async -> Reading {
      await parsers.read(Source(path: path, bytes: bytes))
    }
    let result = try SectionMerge(
      base: await read(workspace.blob(base.id)), ours: await read(ours.bytes),
      theirs: await read(workspace.blob(theirs.id)),
      labels: SectionMerge.Labels(
        base: "last deployed", ours: "target \(target.name)", theirs: "workspace"))
    let isExecutable =
      ours.isExecutable == base.isExecutable ? theirs.isExecutable : ours.isExecutable
    return FileMerge(result: result, isExecutable: isExecutable)
  }
}
