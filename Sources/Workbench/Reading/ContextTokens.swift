internal import Components
internal import Composition
internal import Graph
internal import Sections
internal import Workspace

/// What something costs an agent to have, in tokens: estimates.
package struct ContextTokens: Codable, Sendable, Equatable {
  /// In every conversation: names and descriptions.
  package var alwaysLoaded: Int
  /// When it is used: the file that is read first.
  package var onTrigger: Int
  /// When the agent asks for more: the other files.
  package var onDemand: Int

  init(_ cost: ContextCost) {
    (alwaysLoaded, onTrigger, onDemand) = (cost.always, cost.onTrigger, cost.onDemand)
  }

  /// What the components among `files`, bytes by path, cost together.
  init(files: [String: [UInt8]]) {
    let detected = ComponentDetector.components(paths: Array(files.keys)) { files[$0] }
    let owners = Dictionary(grouping: files.keys) { detected.owners[PathKey($0)] ?? "" }
    self.init(
      detected.components.reduce(ContextCost()) { sum, component in
        let own = (owners[component.path] ?? []).map { ($0, files[$0] ?? []) }
        return sum
          + ContextCost(
            component.kind, entry: component.entry,
            files: Dictionary(own, uniquingKeysWith: { $1 }))
      })
  }
}

/// What a component of the workspace or the library costs an agent to have.
package struct ComponentStats: Codable, Sendable, Equatable {
  /// Its path.
  package var path: String
  /// Whether it is the workspace's; else it is the library's.
  package var isInWorkspace: Bool
  /// How many files it has.
  package var files: Int
  /// Their length.
  package var bytes: Int
  /// What it costs.
  package var context: ContextTokens
}

extension Workbench {
  /// What the components of the workspace cost an agent to have, together.
  package func workspaceTokens() async throws -> ContextTokens {
    ContextTokens(files: try await workspaceFiles())
  }

  /// What a component costs an agent to have: the workspace's of that name or path, else the
  /// library's.
  ///
  /// - Throws: ``AddressFailure``.
  package func stats(of address: String) async throws -> ComponentStats {
    let files = try await workspaceFiles()
    let detected = ComponentDetector.components(paths: Array(files.keys)) { files[$0] }
    let named = detected.components.filter {
      [$0.name, $0.path, "workspace/\($0.path)"].contains(address)
    }
    if named.count == 1 {
      let path = named[0].path
      let own = files.filter { $0.key == path || $0.key.hasPrefix("\(path)/") }
      return Self.stats(path, own, isInWorkspace: true)
    }
    let found = try self.files(address)
    let own = try found.documents.map { ($0.path, try graph.bytes(of: $0)) }
    return Self.stats(
      found.component?.path ?? found.folder ?? address, Dictionary(own, uniquingKeysWith: { $1 }),
      isInWorkspace: false)
  }

  private static func stats(
    _ path: String, _ files: [String: [UInt8]], isInWorkspace: Bool
  ) -> ComponentStats {
    ComponentStats(
      path: path, isInWorkspace: isInWorkspace, files: files.count,
      bytes: files.values.reduce(0) { $0 + $1.count }, context: ContextTokens(files: files))
  }

  /// The files of the workspace's components.
  private func workspaceFiles() async throws -> [String: [UInt8]] {
    let workspace = try workspace()
    var files: [String: [UInt8]] = [:]
    for path in try await workspace.files() {
      guard Layout.isDeployable(path), !Layout.isShared(path) else { continue }
      files[path.text] = try await workspace.read(path)?.bytes
    }
    return files
  }
}
