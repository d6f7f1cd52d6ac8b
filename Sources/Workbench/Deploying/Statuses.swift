internal import Foundation
internal import Sections
internal import Workspace

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
