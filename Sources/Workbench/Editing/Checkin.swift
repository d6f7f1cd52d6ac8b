internal import Graph
internal import Sections
internal import Workspace

extension Workbench {
  /// Reads what changed in the workspace into the library. Sections keep their ids.
  ///
  /// - Parameters:
  ///   - names: only these paths below the workspace, components, files and sections; a section
  ///     stands for its file. Everything where empty.
  ///   - isDryRun: whether to say only what would be done.
  /// - Throws: ``CheckinFailure``, ``AddressFailure``.
  package func checkin(
    _ names: [String] = [], isDryRun: Bool = false, progress: Progress = { _, _ in }
  ) async throws -> CheckinReport {
    let workspace = try workspace()
    var chosen: [String] = []
    for name in names { chosen += try await paths(name, in: workspace) }
    let drift = try await WorkspaceDrift(of: self) { path in
      names.isEmpty || chosen.contains { path == $0 || path.hasPrefix("\($0)/") }
    }
    var report = CheckinReport()
    for file in drift.files { report.files.append(try await view(file)) }
    report.pairRenames(drift.files)
    report.uses = try await uses(of: drift.files, in: workspace)
    guard !isDryRun else { return report }
    report.ingest = try await reread(
      names.isEmpty ? nil : drift.files.map(\.path), progress: progress)
    return report
  }

  /// The files and folders below the workspace that `name` stands for.
  private func paths(_ name: String, in workspace: Workspace) async throws -> [String] {
    let text = name.hasSuffix("/") ? String(name.dropLast()) : name
    var known = try await workspace.files().map(\.text)
    known += try graph.documents().compactMap { try workspacePath($0.path) }
    if known.contains(where: { $0 == text || $0.hasPrefix("\(text)/") }) { return [text] }
    let address = try narrowed(name, toWorkspace: true)
    if case .section(let section)? = try? graph.resolve(address) {
      return [try inWorkspace(section.path, name)]
    }
    return try files(address.text).documents.map { try inWorkspace($0.path, name) }
  }

  private func inWorkspace(_ path: String, _ name: String) throws -> String {
    guard let path = try workspacePath(path) else { throw CheckinFailure.notInWorkspace(name) }
    return path
  }

  private func view(_ file: WorkspaceDrift.File) async throws -> CheckinReport.File {
    var view = CheckinReport.File(path: file.path, change: .edited, sections: [])
    switch (file.stored, file.reading) {
    case (nil, _): view.change = .added
    case (_, nil): view.change = .removed
    case (let stored?, let reading?):
      let old = await parsers.read(Source(path: stored.path, bytes: try graph.bytes(of: stored)))
      view.sections = SectionComparison(from: old, to: reading).changes
    }
    return view
  }

  /// Reads files of the workspace again: those at `paths` below it, or all.
  func reread(
    _ paths: [String]?, progress: Progress = { _, _ in }
  ) async throws -> IngestReport {
    let root = try graph.root(named: "workspace", location: home.workspace)
    guard let paths else { return try await ingest([home.workspace], progress: progress) }
    let folder = try Folder(home.workspace)
    let there = try paths.filter { try folder.read(RelativePath($0)) != nil }
    var report = try await ingest(there.map { "\(home.workspace)/\($0)" }, progress: progress)
    report.removed = paths.filter { !there.contains($0) }.map { "\(root.name)/\($0)" }
    report.sections.removed += try graph.remove(report.removed)
    if !report.removed.isEmpty { try findComponents(in: [root]) }
    return report
  }
}

extension CheckinReport {
  /// Says of a new file with the bytes of one that is gone that it was renamed.
  fileprivate mutating func pairRenames(_ drift: [WorkspaceDrift.File]) {
    for (index, file) in drift.enumerated() where file.stored == nil {
      let hash = file.reading.map { ContentHash(of: $0.source.bytes) }
      guard
        let former = drift.first(where: { $0.reading == nil && $0.stored?.hash == hash }),
        let gone = files.firstIndex(where: { $0.path == former.path && $0.change == .removed })
      else { continue }
      files[index].change = .renamed
      files[index].former = former.path
      files[gone].change = .renamed
    }
    files.removeAll { $0.change == .renamed && $0.former == nil }
  }
}
