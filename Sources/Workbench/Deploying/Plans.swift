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
  /// An earlier deployment that was interrupted, and was finished first.
  package var finishedEarlier: Bool
}

extension Workbench {
  /// The folders of the workspace that are deployed; the others are the workspace's own.
  static let deployed: Set<String> = [
    "skills", "commands", "agents", "hooks", "plugins", "output-styles",
  ]

  /// What deploying the workspace's last commit would do. Nothing is written.
  ///
  /// - Parameter name: the target; the only one where nil.
  /// - Throws: ``DeploymentFailure``, ``TargetFailure``.
  package func plan(_ name: String? = nil) async throws -> PlanView {
    let workspace = try workspace()
    let target = try target(name)
    return try await view(try await plan(target, workspace), workspace)
  }

  /// Deploys the workspace's last commit: plans, then does exactly that.
  ///
  /// - Parameters:
  ///   - name: the target; the only one where nil.
  ///   - anew: whether to write everything again where the target was emptied.
  /// - Throws: ``DeploymentFailure``, ``TargetFailure``.
  package func deploy(_ name: String? = nil, anew: Bool = false) async throws -> DeployReport {
    let workspace = try workspace()
    let target = try target(name)
    let journal = Journal(home.journal)
    let earlier = try await workspace.recover(target, journal: journal)
    let plan = try await plan(target, workspace, anew: anew)
    let view = try await view(plan, workspace)
    let receipt = try await workspace.apply(plan, journal: journal)
    return DeployReport(
      plan: view,
      kept: receipt.skipped.map { PathNote($0.path.text, $0.skipped ?? "") },
      failure: receipt.failure, finishedEarlier: earlier != nil)
  }

  /// Plans the deployment of what the last commit has in the folders that are deployed.
  func plan(
    _ target: Target, _ workspace: Workspace, anew: Bool = false
  ) async throws -> Plan {
    let wanted = try await workspace.committed().filter { path, _ in
      Self.deployed.contains(String(path.text.prefix { $0 != "/" }))
    }
    return try await workspace.plan(wanted, for: target, anew: anew)
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
