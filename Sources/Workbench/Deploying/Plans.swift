internal import Foundation
internal import Sections
internal import Workspace

/// What a deployment will do, as people and agents read it.
package struct PlanView: Codable, Sendable, Equatable {
  /// One file that is not as it should be.
  package struct File: Codable, Sendable, Equatable {
    /// Its path below the target.
    package var path: String
    /// What is done: create, update, merge, adopt, retain, remove, forget; or left: edited, orphan,
    /// conflict.
    package var action: String
    /// How many bytes are written.
    package var bytes: Int
    /// Why it is a conflict.
    package var conflict: String?
    /// Which sections differ from what was deployed before: in the workspace, or in the target
    /// where the file was edited only there.
    package var sections: [SectionChange]
    /// What an agent will run because of what is written, and does not because of what is there.
    package var commands: [DeployCommand]
  }

  /// The target.
  package var target: String
  /// Where it is.
  package var path: String
  /// The files that are not as they should be, in the order in which they are written.
  package var files: [File]
  /// How many files stay as they are.
  package var unchanged: Int
  /// How many bytes are written.
  package var bytes: Int
  /// About how many tokens those are.
  package var tokens: Int
  /// The hash of all that the plan rests on.
  package var hash: String
  /// The files, by path below the workspace, that the target holds but its agent has no place for.
  package var unplaced: [String]

  /// The files that bring commands.
  package var filesWithCommands: [File] { files.filter { !$0.commands.isEmpty } }

  /// Whether something is to be done or decided.
  package var hasDifferences: Bool { !files.isEmpty }
}

/// That a plan is not what would be planned now. Nothing was written.
package struct PlanChanged: Explained, Equatable {
  /// The target.
  package var target: String

  package var problem: String { "the plan for \(target) is not that one any more" }
  package var hint: String? { "Plan again, look at the new plan, and deploy that." }
}

/// What a deployment did.
package struct DeployReport: Codable, Sendable, Equatable {
  /// The plan that was carried out.
  package var plan: PlanView
  /// The files that the target kept, with the reason.
  package var kept: [PathNote]
  /// Why it stopped early.
  package var failure: String?
  /// The command that was interrupted earlier, and was finished first.
  package var finishedEarlier: String?
}

extension Workbench {
  /// What deploying the workspace's last commit would do. Nothing is written to the target.
  ///
  /// - Parameters:
  ///   - name: the target; the only one where nil.
  ///   - sets: only the components of these sets; all that the target holds where empty.
  ///   - file: where to write the plan, to be carried out later.
  /// - Throws: ``DeploymentFailure``, ``TargetFailure``, ``SetFailure``.
  package func plan(
    _ name: String? = nil, sets: [String] = [], savingTo file: String? = nil
  ) async throws -> PlanView {
    let workspace = try workspace()
    let planned = try await plan(target(name), sets: sets, workspace)
    if let file { try PlanFile(plan: planned.plan, sets: sets).write(to: file) }
    return try await view(planned, workspace)
  }

  /// Deploys the workspace's last commit: plans, then does exactly that.
  ///
  /// - Parameters:
  ///   - name: the target, or a file with a plan; the only target where nil.
  ///   - sets: only the components of these sets; all that the target holds where empty.
  ///   - anew: whether to write everything again where the target was emptied.
  ///   - consent: which commands may be deployed that were not before.
  ///   - hash: the ``PlanView/hash`` of the plan that is to be carried out; any plan where nil.
  /// - Throws: ``UnallowedCommands`` where there are others; ``DeploymentFailure``,
  ///   ``TargetFailure``, ``SetFailure``; ``DeploymentFailure/outdated(_:)`` where a plan in a file
  ///   is not what would be planned now, ``PlanChanged`` where `hash` is not. Nothing is written
  ///   then.
  package func deploy(
    _ name: String? = nil, sets: [String] = [], anew: Bool = false,
    consent: CommandConsent = .nothing, expecting hash: String? = nil
  ) async throws -> DeployReport {
    let workspace = try workspace()
    return try await workspace.exclusively {
      let earlier = try await recover(workspace)
      let planned = try await planToApply(name, sets: sets, anew: anew, workspace)
      if let hash, hash != planned.plan.hash.hex {
        throw PlanChanged(target: planned.plan.target.name)
      }
      return try await apply(planned, as: "deploy", consent, after: earlier?.command, workspace)
    }
  }

  /// What ``deploy(_:sets:anew:consent:)`` would do. Nothing is written to the target.
  package func preview(
    _ name: String? = nil, sets: [String] = [], anew: Bool = false
  ) async throws -> PlanView {
    let workspace = try workspace()
    let planned = try await planToApply(name, sets: sets, anew: anew, workspace)
    return try await view(planned, workspace)
  }

  private func planToApply(
    _ name: String?, sets: [String], anew: Bool, _ workspace: Workspace
  ) async throws -> Planned {
    guard let name, try !loadTargets().all.contains(where: { $0.name == name }),
      let saved = try PlanFile(reading: name)
    else { return try await plan(target(name), sets: sets, anew: anew, workspace) }
    guard sets.isEmpty || sets == saved.sets else { throw PlanFileFailure.otherSets(saved.sets) }
    let target = try target(saved.plan.target.name)
    let planned = try await plan(target, sets: saved.sets, anew: anew, workspace)
    guard planned.plan.hash == saved.plan.hash, target == saved.plan.target else {
      throw DeploymentFailure.outdated(planned.plan.differences(from: saved.plan).map(\.text))
    }
    return planned
  }

  /// Does what a plan says, unless it brings commands that nobody allowed.
  func apply(
    _ planned: Planned, as command: String, _ consent: CommandConsent, after earlier: String?,
    _ workspace: Workspace
  ) async throws -> DeployReport {
    let view = try await view(planned, workspace)
    try consent.check(view)
    let receipt = try await workspace.apply(
      planned.plan, journal: Journal(home.journal), as: command)
    return DeployReport(
      plan: view, kept: receipt.skipped.map { PathNote($0.path.text, $0.skipped ?? "") },
      failure: receipt.failure, finishedEarlier: earlier)
  }

  /// What deploying to a target would do, with what both sides changed merged where that can be.
  func plan(
    _ target: Target, sets: [String] = [], anew: Bool = false, _ workspace: Workspace
  ) async throws -> Planned {
    let holding = try await holding(of: target, sets: sets, workspace)
    let plan = try await workspace.plan(
      holding.wanted, parts: holding.parts, for: target, anew: anew)
    return Planned(plan: try await merging(holding.narrowed(plan), workspace), holding: holding)
  }

  /// What is to be in a target: the files of the last commit that it holds.
  func wanted(
    for target: Target, in workspace: Workspace
  ) async throws -> [RelativePath: FileVersion] {
    try await holding(of: target, sets: [], workspace).wanted
  }

  /// The plan as people and agents read it.
  func view(_ planned: Planned, _ workspace: Workspace) async throws -> PlanView {
    let (plan, holding) = (planned.plan, planned.holding)
    let steps = plan.steps.filter { $0.action != .keep }
    var files: [PlanView.File] = []
    for step in steps {
      files.append(
        PlanView.File(
          path: step.path.text, action: step.action.rawValue,
          bytes: step.touchesTarget ? step.bytes : 0, conflict: step.conflict,
          sections: try await changes(step, in: plan.target, workspace),
          commands: try await commands(step, of: plan.target, workspace)))
    }
    return PlanView(
      target: plan.target.name, path: plan.target.root, files: files,
      unchanged: plan.steps.count - steps.count, bytes: plan.bytes,
      tokens: TokenEstimate.tokens(bytes: plan.bytes), hash: plan.hash.hex,
      unplaced: holding.unplaced.map(\.text))
  }

  /// What an agent will run because of what a step writes, and does not because of what was
  /// deployed or is there.
  private func commands(
    _ step: Step, of target: Target, _ workspace: Workspace
  ) async throws -> [DeployCommand] {
    guard step.touchesTarget, let written = step.written else { return [] }
    let path = target.layout.origin(of: step.path) ?? step.path
    guard ExecutableContent.mayHaveCommands(path.text) else { return [] }
    // What was deployed once and is not there now was taken away by somebody: it is asked again.
    let known = [try await workspace.found(step, in: target)?.bytes].compactMap(\.self)
    return ExecutableContent.newCommands(
      in: path.text, from: known, to: try await workspace.blob(written.id)
    ).map(\.masked)
  }

  /// The sections in which what is wanted differs from what was deployed, or what is there does
  /// where only that was edited.
  private func changes(
    _ step: Step, in target: Target, _ workspace: Workspace
  ) async throws -> [SectionChange] {
    guard let base = step.base else { return [] }
    let bytes: [UInt8]?
    switch (step.action, step.wanted) {
    case (.update, let wanted?), (.merge, let wanted?), (.conflict, let wanted?):
      bytes = try await workspace.blob(wanted.id)
    case (.edited, _): bytes = try await workspace.found(step, in: target)?.bytes
    default: bytes = nil
    }
    guard let bytes else { return [] }
    let path = step.path.text
    let old = Source(path: path, bytes: try await workspace.blob(base.id))
    let new = Source(path: path, bytes: bytes)
    return SectionComparison(
      from: await parsers.read(old), to: await parsers.read(new)
    ).changes
  }
}
