internal import Foundation
internal import Git
internal import Sections
internal import Workspace

/// A commit of the workspace.
package struct CommitView: Codable, Sendable, Equatable {
  /// Its id in git.
  package var id: String
  /// The first ten characters of it.
  package var short: String
  /// What it says.
  package var message: String
  /// Who made it.
  package var author: String
}

/// How a file of the workspace stands.
package struct StatusView: Codable, Sendable, Equatable {
  /// Its path below the workspace.
  package var path: String
  /// Against the last commit: added, edited or removed.
  package var state: String
  /// Which sections differ.
  package var sections: [SectionChange]
}

/// How the workspace and the targets stand.
package struct StatusReport: Codable, Sendable, Equatable {
  /// The files that differ from the last commit.
  package var workspace: [StatusView]
  /// For each target, what a deployment would do.
  package var targets: [PlanView]
  /// The targets about which nothing could be said, with the reason.
  package var unreachable: [PathNote]
}

extension Workbench {
  /// Commits what changed in the workspace; nil where nothing did.
  ///
  /// - Parameters:
  ///   - paths: only these files and folders, below the workspace; everything where empty.
  ///   - message: what to say; a summary of what changed where nil.
  ///   - author: `Name <address>`; what git's configuration says where nil.
  /// - Throws: ``WorkspaceFailure``, ``GitFailure``.
  package func commit(
    _ paths: [String] = [], message: String?, author: String? = nil
  ) async throws -> CommitView? {
    let workspace = try workspace()
    let chosen = try paths.isEmpty ? nil : paths.map { try RelativePath($0) }
    let signature = try author.map { try Signature(now: $0) }
    let commit =
      if let message {
        try await workspace.commit(chosen, message: message, author: signature)
      } else {
        try await workspace.commit(chosen, author: signature) { states in
          Self.summary(states.map { ($0.drift.rawValue, $0.path.text) })
        }
      }
    guard let commit else { return nil }
    return CommitView(
      id: commit.id.hex, short: commit.id.short, message: commit.message,
      author: "\(commit.author.name) <\(commit.author.email)>")
  }

  /// A commit message that says what changed: a line of counts by component, then the files.
  static func summary(_ changes: [(state: String, path: String)]) -> String {
    let words = ["added": "Add", "edited": "Edit", "removed": "Remove"]
    let parts = ["added", "edited", "removed"].compactMap { state -> String? in
      let names = Set(changes.filter { $0.state == state }.map { component(of: $0.path) }).sorted()
      guard let word = words[state], !names.isEmpty else { return nil }
      let listed = names.prefix(3).joined(separator: ", ")
      return "\(word) \(listed)\(names.count > 3 ? " and \(names.count - 3) more" : "")"
    }
    guard let first = parts.first else { return "No change" }
    let rest = parts.dropFirst().map { $0.prefix(1).lowercased() + $0.dropFirst() }
    let heading = ([first] + rest).joined(separator: "; ")
    let lines = changes.sorted { $0.path < $1.path }.map { "- \($0.state) \($0.path)" }
    return "\(heading)\n\n\(lines.joined(separator: "\n"))\n"
  }

  /// `skills/pdf` for every file of that skill.
  private static func component(of path: String) -> String {
    path.split(separator: "/").prefix(2).joined(separator: "/")
  }

  /// How the workspace stands against its last commit, and the targets against it.
  package func status() async throws -> StatusReport {
    let workspace = try workspace()
    var report = StatusReport(workspace: [], targets: [], unreachable: [])
    for state in try await workspace.status() where state.drift != .clean {
      let new = try await workspace.read(state.path)?.bytes ?? []
      var sections: [SectionChange] = []
      if state.drift == .edited, let committed = state.committed {
        let old = Source(path: state.path.text, bytes: try await workspace.blob(committed.id))
        sections =
          SectionComparison(
            from: await parsers.read(old),
            to: await parsers.read(Source(path: state.path.text, bytes: new))
          ).changes
      }
      report.workspace.append(
        StatusView(path: state.path.text, state: state.drift.rawValue, sections: sections))
    }
    for target in try loadTargets().all {
      do {
        report.targets.append(try await view(plan(target, workspace), workspace))
      } catch let failure as any Explained {
        report.unreachable.append(PathNote(target.name, failure.problem))
      }
    }
    return report
  }
}
