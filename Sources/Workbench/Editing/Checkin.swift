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
    _ names: [String] = [], isDryRun: Bool = false
  ) async throws -> CheckinReport {
    let workspace = try workspace()
    return try await workspace.exclusively {
      try await recover(workspace)
      return try await checkin(names, isDryRun: isDryRun, in: workspace)
    }
  }

  private func checkin(
    _ names: [String], isDryRun: Bool, in workspace: Workspace
  ) async throws -> CheckinReport {
    var chosen: [String] = []
    for name in names { chosen += try await paths(name, in: workspace) }
    let drift = try await WorkspaceDrift(of: self) { path in
      names.isEmpty
        ? LibraryDrift.isShared(path)
        : chosen.contains { path == $0 || path.hasPrefix("\($0)/") }
    }
    var report = CheckinReport(failed: drift.failed)
    for file in drift.files { report.files.append(try await view(file)) }
    report.pairRenames(drift.files)
    report.uses = try await uses(of: drift.files, in: workspace)
    guard !isDryRun, !drift.files.isEmpty else { return report }
    var changes = Changes()
    for edit in try rereads(below: drift.files.map(\.path)) { changes.put(edit) }
    let count = report.files.count
    let summary = count == 1 ? report.files[0].path : "\(count) files"
    try await perform(changes, as: "checkin", summary, in: workspace)
    report.isWritten = true
    return report
  }

  /// The edits that have the library read files below the workspace again.
  func rereads(below paths: [String]) throws -> [LibraryEdit] {
    let root = try graph.root(named: "workspace", location: home.workspace)
    return try rereads(paths.map { ("\(root.name)/\($0)", "\(home.workspace)/\($0)") })
  }

  /// The files and folders below the workspace that `name` stands for.
  func paths(_ name: String, in workspace: Workspace) async throws -> [String] {
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
