internal import Foundation
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
  /// - Throws: ``DeploymentFailure``.
  package func addTarget(_ name: String, path: String) throws -> TargetView {
    var targets = try loadTargets()
    let root = URL(fileURLWithPath: path).standardizedFileURL.path
    let target = try Target(name: name, root: root)
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

  func loadTargets() throws -> Targets {
    try Targets(in: Folder(home.state), named: RelativePath("targets.json"))
  }

  private func save(_ targets: Targets) throws {
    try targets.save(in: Folder(home.state), named: RelativePath("targets.json"))
  }
}
