internal import Foundation
internal import Sections
internal import Workspace

/// A folder that components are deployed to.
package struct TargetView: Codable, Sendable, Equatable {
  /// What it is called.
  package var name: String
  /// Where it is.
  package var path: String
  /// Which agent reads it.
  package var agent: String
  /// For whom it is: a user or a project.
  package var scope: String
  /// The sets of components it holds; everything where empty.
  package var sets: [String]

  /// The agents there are.
  package static let agents = Agent.allCases.map(\.rawValue)
  /// The scopes there are.
  package static let scopes = Scope.allCases.map(\.rawValue)

  init(_ target: Target) {
    name = target.name
    path = target.root
    agent = target.agent.rawValue
    scope = target.scope.rawValue
    sets = target.sets
  }
}

extension Workbench {
  /// The targets of the home, by name.
  package func targets() throws -> [TargetView] {
    try loadTargets().all.map(TargetView.init)
  }

  /// Adds a target. The same one twice is one.
  ///
  /// - Parameters:
  ///   - path: the agent's folder, or the root of a project; may be nil for the folder that the
  ///     agent has in `userFolder`.
  ///   - agent: one of ``TargetView/agents``.
  ///   - scope: one of ``TargetView/scopes``.
  ///   - sets: what it holds; everything where empty.
  ///   - userFolder: the user's home.
  /// - Throws: ``DeploymentFailure``, also where it overlaps with the home or another target;
  ///   ``TargetFailure``, ``SetFailure``.
  package func addTarget(
    _ name: String, path: String?, agent: String = Agent.generic.rawValue,
    scope: String = Scope.user.rawValue, sets: [String] = [], userFolder: String? = nil
  ) async throws -> TargetView {
    guard let known = Agent(rawValue: agent) else { throw TargetFailure.unknownAgent(agent) }
    guard let use = Scope(rawValue: scope) else { throw TargetFailure.unknownScope(scope) }
    let usual = use == .user ? known.userFolder : nil
    guard let path = path ?? usual.flatMap({ folder in userFolder.map { "\($0)/\(folder)" } })
    else { throw TargetFailure.noPath(agent: agent, scope: scope) }
    let named = try sets.isEmpty ? nil : readSets().sets
    for set in sets { _ = try named?[set] }
    let target = try Target(
      name: name, root: URL(fileURLWithPath: path).standardizedFileURL.path, agent: known,
      scope: use, sets: sets)
    return try await workspace().exclusively {
      var targets = try loadTargets()
      try target.expectApart(
        from: [home.workspace, home.state, home.templates], targets.all)
      try targets.add(target)
      try save(targets)
      return TargetView(target)
    }
  }

  /// Forgets a target, and what was deployed to it: a target of that name elsewhere begins anew.
  /// The files stay where they are.
  ///
  /// - Throws: ``DeploymentFailure``.
  package func removeTarget(_ name: String) async throws -> TargetView {
    let workspace = try workspace()
    return try await workspace.exclusively {
      try await recover(workspace)
      var targets = try loadTargets()
      let target = try targets[name]
      try targets.remove(name)
      let changes = try await workspace.changes(forgetting: target)
      if !changes.isEmpty {
        try await perform(changes, as: "target", "remove \(name)", in: workspace)
      }
      try save(targets)
      return TargetView(target)
    }
  }

  /// The target of that name, or the only one where no name is given.
  ///
  /// - Throws: ``DeploymentFailure``; ``TargetFailure`` where there is not just one.
  func target(_ name: String?) throws -> Target {
    let targets = try loadTargets()
    if let name { return try targets[name] }
    guard targets.all.count == 1 else { throw TargetFailure.notOne(targets.all.map(\.name)) }
    return targets.all[0]
  }

  func loadTargets() throws -> Targets {
    try Targets(in: Folder(home.state), named: RelativePath("targets.json"))
  }

  private func save(_ targets: Targets) throws {
    try targets.save(in: Folder(home.state), named: RelativePath("targets.json"))
  }
}

/// Why it is not clear which target is meant.
package enum TargetFailure: Explained, Equatable {
  /// There are several, or none.
  case notOne([String])
  /// An agent whose places are not known.
  case unknownAgent(String)
  /// Neither a user's nor a project's.
  case unknownScope(String)
  /// Where the agent's folder is does not follow from the agent.
  case noPath(agent: String, scope: String)

  package var problem: String {
    switch self {
    case .notOne(let names):
      names.isEmpty
        ? "there is no target" : "there is more than one target: \(names.joined(separator: ", "))"
    case .unknownAgent(let name): "the agent “\(name)” is not known"
    case .unknownScope(let name): "“\(name)” is no scope"
    case .noPath(let agent, let scope): "where a \(agent) \(scope) target is has to be said"
    }
  }

  package var hint: String? {
    switch self {
    case .notOne(let names):
      names.isEmpty ? "‘joinery target add NAME PATH’ adds one." : "Name the one you mean."
    case .unknownAgent: "There is \(TargetView.agents.joined(separator: ", "))."
    case .unknownScope: "There is \(TargetView.scopes.joined(separator: ", "))."
    case .noPath(_, let scope):
      scope == Scope.project.rawValue
        ? "Give the path of the project." : "Give the path of the folder that the agent reads."
    }
  }
}
