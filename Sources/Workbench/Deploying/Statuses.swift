internal import Graph
internal import Sections
internal import Workspace

extension Workbench {
  /// How the workspace stands against its last commit and the library, and the targets against it.
  package func status() async throws -> StatusReport {
    let workspace = try workspace()
    var report = StatusReport(workspace: [], targets: [], unreachable: [])
    var drift: [String: LibraryDrift.File] = [:]
    do {
      drift = try await LibraryDrift(of: self, in: workspace).files
    } catch let failure as any Explained {
      report.unreachable.append(PathNote("library", failure.problem))
    }
    report.workspace = try await files(drift, workspace)
    for target in try loadTargets().all {
      do {
        report.targets.append(try await status(of: target, workspace))
      } catch let failure as any Explained {
        report.unreachable.append(PathNote(target.name, failure.problem))
      }
    }
    return report
  }

  private func files(
    _ drift: [String: LibraryDrift.File], _ workspace: Workspace
  ) async throws -> [StatusReport.File] {
    var files: [String: StatusReport.File] = [:]
    for (path, file) in drift {
      files[path] = StatusReport.File(
        path: path, library: file.state, source: file.source,
        sections: file.base.flatMap { base in
          file.current.map { SectionComparison(from: base, to: $0).changes }
        } ?? [])
    }
    for state in try await workspace.status() where state.drift != .clean {
      let path = state.path.text
      var file = files[path] ?? StatusReport.File(path: path, sections: [])
      file.uncommitted = state.drift.rawValue
      if let committed = state.committed, state.current != nil,
        let content = try await workspace.read(state.path)
      {
        let before = await read(try await workspace.blob(committed.id), at: path)
        let changes = SectionComparison(
          from: before, to: await read(content.bytes, at: path)
        ).changes
        if !changes.isEmpty { file.sections = changes }
      }
      files[path] = file
    }
    return try files.values.sorted { $0.path < $1.path }.map(identified)
  }

  /// The file with the ids that the library has for its sections; without where it cannot be read,
  /// which the report says already.
  private func identified(_ file: StatusReport.File) throws -> StatusReport.File {
    guard !file.sections.isEmpty, let graph = try? graph,
      let document = try [file.source, "workspace/\(file.path)"].compactMap(\.self)
        .compactMap({ try graph.document(at: $0) }).first
    else { return file }
    let stored = try graph.outline(of: document)
    let short = try graph.shortIDs(for: stored.map(\.id))
    let ids = Dictionary(stored.map { ($0.cut.fragment, short[$0.id]) }) { first, _ in first }
    var file = file
    for index in file.sections.indices {
      let section = file.sections[index]
      file.sections[index].id = ids[section.formerAnchor ?? section.anchor] ?? nil
    }
    return file
  }

  private func status(
    of target: Target, _ workspace: Workspace
  ) async throws -> StatusReport.Target {
    let planned = try await plan(target, workspace)
    let view = try await view(planned, workspace)
    let owned = Set(planned.plan.steps.map(\.path))
    let folders = Set(owned.map { String($0.text.prefix { $0 != "/" }) })
    let others = try await workspace.paths(in: target, below: folders).filter {
      !owned.contains($0)
    }
    return StatusReport.Target(
      target: view.target, path: view.path, files: view.files.map { .init($0) },
      clean: view.unchanged, unmanaged: others.count)
  }
}
