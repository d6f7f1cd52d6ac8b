internal import Foundation
internal import Sections
internal import Workspace

/// What a deployment will do, as people and agents read it.
package struct PlanView: Codable, Sendable, Equatable {
  /// One file that is not as it should be.
  package struct File: Codable, Sendable, Equatable {
    /// Its path below the target.
    package var path: String
    /// What is done: create, update, adopt, remove, forget; or left: edited, orphan, conflict.
    package var action: String
    /// How many bytes are written.
    package var bytes: Int
    /// Why it is a conflict.
    package var conflict: String?
    /// Which sections differ from what was deployed before.
    package var sections: [SectionChange]
    /// What an agent will run because of it, and did not because of what was deployed before.
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

/// What a deployment did.
package struct DeployReport: Codable, Sendable, Equatable {
  /// The plan that was carried out.
  package var plan: PlanView
  /// The files that the target kept, with the reason.
  package var kept: [PathNote]
  /// Why it stopped early.
  package var failure: String?
  /// An earlier deployment that was interrupted, and was finished first.
  package var finishedEarlier: Bool
}

extension Workbench {
  /// What deploying the workspace's last commit would do. Nothing is written.
  ///
  /// - Parameters:
  ///   - name: the target; the only one where nil.
  ///   - sets: only the components of these sets; all that the target holds where empty.
  /// - Throws: ``DeploymentFailure``, ``TargetFailure``, ``SetFailure``.
  package func plan(_ name: String? = nil, sets: [String] = []) async throws -> PlanView {
    let workspace = try workspace()
    let holding = try await holding(of: try target(name), sets: sets, workspace)
    return try await view(try await plan(holding, workspace), holding, workspace)
  }

  /// Deploys the workspace's last commit: plans, then does exactly that.
  ///
  /// - Parameters:
  ///   - name: the target; the only one where nil.
  ///   - sets: only the components of these sets; all that the target holds where empty.
  ///   - anew: whether to write everything again where the target was emptied.
  ///   - consent: which commands may be deployed that were not before.
  /// - Throws: ``UnallowedCommands`` where there are others; ``DeploymentFailure``,
  ///   ``TargetFailure``, ``SetFailure``. Nothing is written then.
  package func deploy(
    _ name: String? = nil, sets: [String] = [], anew: Bool = false,
    consent: CommandConsent = .nothing
  ) async throws -> DeployReport {
    let workspace = try workspace()
    let target = try target(name)
    let journal = Journal(home.journal)
    let earlier = try await workspace.recover(target, journal: journal)
    let holding = try await holding(of: target, sets: sets, workspace)
    let plan = try await plan(holding, workspace, anew: anew)
    let view = try await view(plan, holding, workspace)
    guard consent.covers(view.files) else {
      throw UnallowedCommands(target: target.name, files: view.filesWithCommands)
    }
    let receipt = try await workspace.apply(plan, journal: journal)
    return DeployReport(
      plan: view,
      kept: receipt.skipped.map { PathNote($0.path.text, $0.skipped ?? "") },
      failure: receipt.failure, finishedEarlier: earlier != nil)
  }

  private func plan(
    _ holding: Holding, _ workspace: Workspace, anew: Bool = false
  ) async throws -> Plan {
    try await workspace.plan(
      holding.wanted, for: holding.target, anew: anew, where: holding.isConsidered)
  }

  private func view(
    _ plan: Plan, _ holding: Holding, _ workspace: Workspace
  ) async throws -> PlanView {
    let steps = plan.steps.filter { $0.action != .keep }
    var files: [PlanView.File] = []
    for step in steps {
      files.append(
        PlanView.File(
          path: step.path.text, action: step.action.rawValue,
          bytes: step.touchesTarget ? step.bytes : 0, conflict: step.conflict,
          sections: try await changes(step, workspace),
          commands: try await commands(step, holding, workspace)))
    }
    return PlanView(
      target: plan.target.name, path: plan.target.root, files: files,
      unchanged: plan.steps.count - steps.count, bytes: plan.bytes,
      tokens: TokenEstimate.tokens(bytes: plan.bytes), hash: plan.hash.hex,
      unplaced: holding.placement.homeless.map(\.text))
  }

  /// What an agent will run because of a step, and did not because of what was deployed before.
  private func commands(
    _ step: Step, _ holding: Holding, _ workspace: Workspace
  ) async throws -> [DeployCommand] {
    guard step.action == .create || step.action == .update, let wanted = step.wanted,
      let path = holding.origin(of: step.path)
    else { return [] }
    let old = if let base = step.base { try await workspace.blob(base.id) } else { [UInt8]?.none }
    return ExecutableContent.newCommands(
      in: path.text, from: old, to: try await workspace.blob(wanted.id))
  }

  /// The sections in which what is wanted differs from what was deployed.
  private func changes(_ step: Step, _ workspace: Workspace) async throws -> [SectionChange] {
    guard step.action == .update || step.action == .conflict, let base = step.base,
      let wanted = step.wanted
    else { return [] }
    let path = step.path.text
    let old = Source(path: path, bytes: try await workspace.blob(base.id))
    let new = Source(path: path, bytes: try await workspace.blob(wanted.id))
    return SectionComparison(
      from: await parsers.read(old), to: await parsers.read(new)
    ).changes
  }
}
