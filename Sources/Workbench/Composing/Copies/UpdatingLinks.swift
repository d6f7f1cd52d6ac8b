internal import Composition
internal import Git
internal import Graph
internal import Sections
internal import Workspace

extension Workbench {
  /// Brings the linked sections of a file that no recipe made up to date, three ways by section:
  /// what the author edited stays.
  ///
  /// - Parameters:
  ///   - path: where the file is now, below the workspace.
  ///   - foreseen: the files of the workspace that would be other than they are, by path; this one
  ///     is added where it is only asked what would be written.
  func updateLinks(
    of path: String, _ moved: MovedLinks, _ request: ComposeRequest,
    seeing foreseen: inout [String: [UInt8]]
  ) async throws -> ComposeReport {
    let workspace = try workspace()
    guard !request.isDryRun else {
      let (report, file) = try await updatedLinks(of: path, moved, request, foreseen, in: workspace)
      if let file, file.after != file.before { foreseen[path] = file.after?.bytes }
      return report
    }
    let seen = foreseen
    return try await workspace.exclusively {
      try await recover(workspace)
      return try await updatedLinks(of: path, moved, request, seen, in: workspace).report
    }
  }

  private func updatedLinks(
    of path: String, _ moved: MovedLinks, _ request: ComposeRequest, _ foreseen: [String: [UInt8]],
    in workspace: Workspace
  ) async throws -> (report: ComposeReport, file: SettledFile?) {
    let lock = moved.applied(to: try await lock(of: workspace))
    guard let record = lock.links[path] else { return (ComposeReport(links: path), nil) }
    guard let file = try await linkedFile(path, record, in: workspace) else {
      return (try await forget(path, record, lock, request, in: workspace), nil)
    }
    let update = try await LinkUpdate(of: file, self, seeing: foreseen)
    let settled = try await update.settled(parsers, isForced: request.isForced)
    var report = ComposeReport(links: path)
    report.files = [ComposeReport.File(settled, sections: update.items.map(\.record.address))]
    report.findings = try await findings(broughtBy: settled)
    report.followed = update.followed
    report.unresolved = update.lost.map {
      UnresolvedView(
        path: path, what: $0, why: "the file no longer has it, and it is linked no more")
    }
    report.failure = update.failure.map {
      ComposeReport.Failure(problem: $0.problem, hint: LinkFailure.hint(for: path))
    }
    report.isWritten = !request.isDryRun && !report.hasConflicts
    guard report.isWritten else { return (report, settled) }
    var wanted = lock
    try wanted.link(update, at: path)
    let isMoved = moved.moved.values.contains(path)
    let isOther =
      settled.after != settled.before || isMoved || !update.lost.isEmpty
      || wanted.links[path]?.sections.map(\.content) != record.sections.map(\.content)
    if isOther { try await save(settled, wanted, in: workspace) }
    return (report, settled)
  }

  /// Writes a file whose sections are linked, and the lock, as one operation.
  private func save(
    _ file: SettledFile, _ lock: Composition.Lock, in workspace: Workspace
  ) async throws {
    var changes = Changes()
    if let after = file.after, after != file.before {
      changes.write(after, to: file.path, in: .workspace, replacing: file.before)
      for edit in try rereads(ofKnown: [file]) { changes.put(edit) }
    }
    try await write(lock, to: &changes, of: workspace)
    if let base = file.composed, base != file.after {
      try await workspace.hold([base], for: "compose: what \(file.path) is linked to")
    }
    try await perform(changes, as: "compose", file.path.text, in: workspace)
  }

  /// Gives up the links of a file that is nowhere any more.
  private func forget(
    _ path: String, _ record: Composition.Lock.Links, _ lock: Composition.Lock,
    _ request: ComposeRequest, in workspace: Workspace
  ) async throws -> ComposeReport {
    var report = ComposeReport(links: path)
    report.unresolved = record.sections.map {
      UnresolvedView(
        path: path, what: $0.address, why: "the file is gone, and it is linked no more")
    }
    guard !request.isDryRun else { return report }
    var lock = lock
    lock.links[path] = nil
    var changes = Changes()
    try await write(lock, to: &changes, of: workspace)
    try await perform(changes, as: "compose", path, in: workspace)
    report.isWritten = true
    return report
  }
}

extension Composition.Lock {
  /// Notes what the linked sections of a file are now.
  mutating func link(_ update: LinkUpdate, at path: String) throws {
    let (content, sections) = update.composed()
    try link(sections, in: content, at: path)
  }

  /// Notes linked sections of a file.
  ///
  /// - Parameter content: the file with each as its source gives it.
  mutating func link(_ sections: [Range], in content: FileContent, at path: String) throws {
    links[path] =
      sections.isEmpty
      ? nil
      : Links(
        hash: ContentHash(of: content.bytes), blob: try FileVersion(of: content).id.hex,
        sections: sections)
  }
}

extension Composition.Lock.Range {
  /// What it is, wherever it is in the file.
  fileprivate var content: Self {
    var content = self
    (content.start, content.end) = (0, 0)
    return content
  }
}

extension ComposeReport {
  /// The report on a file in which sections are linked, with nothing in it yet.
  init(links path: String) {
    self.init(
      name: path, kind: "links", template: "", recipe: nil, files: [], findings: [],
      unresolved: [], merged: [], context: ContextTokens(files: [:]), isWritten: false)
  }
}

extension ComposeReport.File {
  /// A file in which `sections` are linked.
  fileprivate init(_ file: SettledFile, sections: [String]) {
    let count = file.after?.bytes.count ?? 0
    self.init(
      path: file.path.text, bytes: count, tokens: TokenEstimate.tokens(bytes: count),
      isChanged: file.after != file.before, outcome: file.outcome.rawValue,
      conflicts: file.conflicts, sections: sections)
  }
}
