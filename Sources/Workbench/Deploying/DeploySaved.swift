internal import Sections
internal import Workspace

/// What became of what was saved in the workspace.
package struct SavedReport: Codable, Sendable, Equatable {
  /// The commit of what was saved; nil where nothing was.
  package var commit: CommitView?
  /// What was written to targets. Targets that were up to date are left out.
  package var deployed: [DeployReport] = []
  /// What waits for somebody, by target: conflicts, commands that nobody allowed, a target that is
  /// gone.
  package var waiting: [PathNote] = []
}

extension Workbench {
  /// Commits what was saved in the workspace since, and deploys it.
  ///
  /// Commands that an agent would run are not brought to a target: that waits for ``deploy``.
  ///
  /// - Parameter names: the targets; all of them where empty.
  /// - Throws: ``DeploymentFailure``, ``WorkspaceFailure``. What is wrong with one target is in the
  ///   report, and keeps no other waiting.
  package func deploySaved(to names: [String] = []) async throws -> SavedReport {
    var report = SavedReport(commit: try await commit(message: nil))
    for name in names.isEmpty ? try targets().map(\.name) : names {
      do {
        let planned = try await plan(name)
        guard planned.hasDifferences else { continue }
        report.waiting += planned.files.compactMap { file in
          file.conflict.map { PathNote(name, "\(file.path): \($0)") }
        }
        guard planned.files.contains(where: \.isWritten) else { continue }
        report.deployed.append(try await deploy(name))
      } catch let failure as any Explained {
        report.waiting.append(PathNote(name, failure.problem))
      }
    }
    return report
  }
}

extension PlanView.File {
  /// Whether deploying changes the file, or what is known of it.
  fileprivate var isWritten: Bool {
    Step.Action(rawValue: action)?.isChange ?? false
  }
}
