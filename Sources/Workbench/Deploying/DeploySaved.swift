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
    var report = SavedReport()
    do {
      report.commit = try await commit(message: nil)
    } catch let failure as any Explained {
      // Another command is at work, or a file is being saved: the next look sees to it.
      report.waiting.append(PathNote("workspace", failure.problem))
    }
    for name in names.isEmpty ? try targets().map(\.name) : names {
      do {
        try await deploySaved(to: name, &report)
      } catch let failure as any Explained {
        report.waiting.append(PathNote(name, failure.problem))
      }
    }
    return report
  }

  /// Deploys to one target whatever waits for nobody.
  private func deploySaved(to name: String, _ report: inout SavedReport) async throws {
    let workspace = try workspace()
    let deployed: DeployReport? = try await workspace.exclusively {
      try await recover(workspace)
      var planned = try await plan(target(name), workspace)
      let files = try await view(planned, workspace).files
      for file in files {
        let commands = file.commands.map { "\($0.what.rawValue) “\($0.text)” is to be allowed" }
        report.waiting += (file.conflict.map { [$0] } ?? commands).map {
          PathNote(name, "\(file.path): \($0)")
        }
      }
      let free = Set(files.filter { $0.commands.isEmpty && $0.isWritten }.map(\.path))
      guard !free.isEmpty else { return nil }
      planned.plan = planned.plan.only(Set(try free.map { try RelativePath($0) }))
      return try await apply(planned, as: "deploy", .nothing, after: nil, workspace)
    }
    if let deployed { report.deployed.append(deployed) }
  }
}

extension PlanView.File {
  /// Whether deploying changes the file, or what is known of it.
  fileprivate var isWritten: Bool {
    Step.Action(rawValue: action)?.isChange ?? false
  }
}
