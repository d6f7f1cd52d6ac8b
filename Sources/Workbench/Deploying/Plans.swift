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
    /// Which sections differ from what was deployed before.
    package var sections: [SectionChange]
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
  /// The command that was interrupted earlier, and was finished first.
  package var finishedEarlier: String?
}

extension Workbench {
  /// The folders of the workspace that are deployed; the others are the workspace's own.
  static let deployed: Set<String> = [
    "skills", "commands", "agents", "hooks", "plugins", "output-styles",
  ]

  /// What deploying the workspace's last commit would do. Nothing is written to the target.
  ///
  /// - Parameters:
  ///   - name: the target; the only one where nil.
  ///   - file: where to write the plan, to be carried out later.
  /// - Throws: ``DeploymentFailure``, ``TargetFailure``.
  package func plan(_ name: String? = nil, savingTo file: String? = nil) async throws -> PlanView {
    let workspace = try workspace()
    let plan = try await plan(target(name), workspace)
    if let file { try PlanFile.write(plan, to: file) }
    return try await view(plan, workspace)
  }

  /// Deploys the workspace's last commit: plans, then does exactly that.
  ///
  /// - Parameters:
  ///   - name: the target, or a file with a plan; the only target where nil.
  ///   - anew: whether to write everything again where the target was emptied.
  /// - Throws: ``DeploymentFailure``, ``TargetFailure``. ``DeploymentFailure/outdated(_:)`` where a
  ///   plan in a file is not what would be planned now.
  package func deploy(_ name: String? = nil, anew: Bool = false) async throws -> DeployReport {
    let workspace = try workspace()
    return try await workspace.exclusively {
      let earlier = try await recover(workspace)
      let plan = try await planToApply(name, workspace, anew: anew)
      let view = try await view(plan, workspace)
      let receipt = try await workspace.apply(plan, journal: Journal(home.journal))
      return DeployReport(
        plan: view,
        kept: receipt.skipped.map { PathNote($0.path.text, $0.skipped ?? "") },
        failure: receipt.failure, finishedEarlier: earlier?.command)
    }
  }

  private func planToApply(
    _ name: String?, _ workspace: Workspace, anew: Bool
  ) async throws -> Plan {
    guard let name, try !loadTargets().all.contains(where: { $0.name == name }),
      let saved = try PlanFile.read(name)
    else { return try await plan(target(name), workspace, anew: anew) }
    let target = try target(saved.target.name)
    let plan = try await plan(target, workspace, anew: anew)
    guard plan.hash == saved.hash, target == saved.target else {
      throw DeploymentFailure.outdated(plan.differences(from: saved).map(\.text))
    }
    return plan
  }

  /// What deploying to a target would do, with what both sides changed merged where that can be.
  func plan(
    _ target: Target, _ workspace: Workspace, anew: Bool = false
  ) async throws -> Plan {
    let wanted = try await workspace.committed().filter { path, _ in
      Self.deployed.contains(String(path.text.prefix { $0 != "/" }))
    }
    let plan = try await workspace.plan(wanted, for: target, anew: anew)
    return try await merging(plan, workspace)
  }

  /// The plan as people and agents read it.
  func view(_ plan: Plan, _ workspace: Workspace) async throws -> PlanView {
    let steps = plan.steps.filter { $0.action != .keep }
    var files: [PlanView.File] = []
    for step in steps {
      files.append(
        PlanView.File(
          path: step.path.text, action: step.action.rawValue,
          bytes: step.touchesTarget ? step.bytes : 0, conflict: step.conflict,
          sections: try await changes(step, workspace)))
    }
    return PlanView(
      target: plan.target.name, path: plan.target.root, files: files,
      unchanged: plan.steps.count - steps.count, bytes: plan.bytes,
      tokens: TokenEstimate.tokens(bytes: plan.bytes), hash: plan.hash.hex)
  }

  /// The sections in which what is wanted differs from what was deployed.
  private func changes(_ step: Step, _ workspace: Workspace) async throws -> [SectionChange] {
    guard [.update, .merge, .conflict].contains(step.action), let base = step.base,
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
