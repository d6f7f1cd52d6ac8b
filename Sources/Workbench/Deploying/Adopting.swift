internal import Sections
internal import Workspace

/// A file of a target that nobody deployed, as lists show it.
package struct UnmanagedView: Codable, Sendable, Equatable {
  /// The target.
  package var target: String
  /// Where it is, below the target.
  package var path: String
  /// Where it would be, below the workspace.
  package var origin: String
  /// Its length.
  package var bytes: Int
  /// About how many tokens it costs an agent to read.
  package var tokens: Int
}

/// What was taken from a target into workspace and library.
package struct AdoptReport: Codable, Sendable, Equatable {
  /// The target.
  package var target: String
  /// The files, by path below the workspace.
  package var adopted: [String]
  /// The operation that ‘joinery undo’ takes back; nil where the workspace had them all.
  package var operation: Int?
}

extension Workbench {
  /// The files of a target that an agent loads and nobody deployed.
  ///
  /// - Parameter name: the target; the only one where nil.
  /// - Throws: ``DeploymentFailure``, ``TargetFailure``.
  package func unmanaged(in name: String? = nil) async throws -> [UnmanagedView] {
    let target = try target(name)
    return try await workspace().unmanaged(in: target).map { file in
      UnmanagedView(
        target: target.name, path: file.path.text, origin: file.origin.text, bytes: file.size,
        tokens: TokenEstimate.tokens(bytes: file.size))
    }
  }

  /// Takes files of a target that nobody deployed into the workspace and the library. The target
  /// stays as it is; once they are committed, deploying takes note that it has them.
  ///
  /// - Parameters:
  ///   - paths: files and folders, below the target.
  ///   - name: the target; the only one where nil.
  /// - Throws: ``AdoptFailure`` where a path names nothing that nobody deployed;
  ///   ``WorkspaceFailure/edited(_:)`` where the workspace has another file there. Nothing is
  ///   written then.
  package func adopt(_ paths: [String], from name: String? = nil) async throws -> AdoptReport {
    let workspace = try workspace()
    let target = try target(name)
    return try await workspace.exclusively {
      let all = try await workspace.unmanaged(in: target)
      let asked = try Set(paths.map { try RelativePath($0) })
      for path in asked where !all.contains(where: { $0.path.lineage.contains(path) }) {
        throw AdoptFailure.nothing(path.text, target: target.name)
      }
      let files = all.filter { !asked.isDisjoint(with: $0.path.lineage) }
      var changes = try await workspace.changes(adopting: files, of: target)
      for edit in try rereads(below: files.map(\.origin.text)) { changes.put(edit) }
      let done = try await perform(
        changes, as: "adopt", "\(files.count) files of \(target.name)", in: workspace)
      return AdoptReport(
        target: target.name, adopted: files.map(\.origin.text), operation: done.number)
    }
  }
}

/// Why nothing was adopted.
package enum AdoptFailure: Explained, Equatable {
  /// The path names no file that nobody deployed.
  case nothing(String, target: String)

  package var problem: String {
    switch self {
    case .nothing(let path, let target):
      "\(target) has nothing at \(path) that was not deployed from here"
    }
  }

  package var hint: String? {
    switch self {
    case .nothing(_, let target): "‘joinery unmanaged \(target)’ lists what it has."
    }
  }
}
