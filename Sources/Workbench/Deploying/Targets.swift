internal import Foundation
internal import Sections
internal import Workspace

/// A folder that components are deployed to.
package struct TargetView: Codable, Sendable, Equatable {
  /// What it is called.
  package var name: String
  /// Where it is.
  package var path: String
}

extension Workbench {
  /// The targets of the home, by name.
  package func targets() throws -> [TargetView] {
    try loadTargets().all.map { TargetView(name: $0.name, path: $0.root) }
  }

  /// Adds a target. The same one twice is one.
  ///
  /// - Throws: ``DeploymentFailure``, also where it overlaps with the home or another target.
  package func addTarget(_ name: String, path: String) throws -> TargetView {
    var targets = try loadTargets()
    let root = URL(fileURLWithPath: path).standardizedFileURL.path
    let target = try Target(name: name, root: root)
    try target.expectApart(
      from: [home.workspace, home.state, home.templates], targets.all)
    try targets.add(target)
    try save(targets)
    return TargetView(name: target.name, path: target.root)
  }

  /// Forgets a target. What was deployed stays where it is.
  ///
  /// - Throws: ``DeploymentFailure``.
  package func removeTarget(_ name: String) throws -> TargetView {
    var targets = try loadTargets()
    let target = try targets[name]
    try targets.remove(name)
    try save(targets)
    return TargetView(name: target.name, path: target.root)
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

  package var problem: String {
    switch self {
    case .notOne(let names):
      names.isEmpty
        ? "there is no target" : "there is more than one target: \(names.joined(separator: ", "))"
    }
  }

  package var hint: String? {
    switch self {
    case .notOne(let names):
      names.isEmpty ? "‘joinery target add NAME PATH’ adds one." : "Name the one you mean."
    }
  }
}
