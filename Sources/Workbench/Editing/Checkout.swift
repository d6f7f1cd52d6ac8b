internal import Composition
internal import Graph
internal import Sections
internal import Workspace

extension Workbench {
  /// Copies components, files and sections from the library to the workspace, to be edited there.
  ///
  /// All is looked at before anything is written, and the lock says afterwards where each file came
  /// from. Files whose edits are at odds with what changed in the library are left.
  ///
  /// - Throws: ``AddressFailure``; ``CheckoutFailure`` where the workspace has changes that the
  ///   request does not say what to do with.
  package func checkout(_ request: CheckoutRequest) async throws -> CheckoutReport {
    let workspace = try workspace()
    return try await workspace.exclusively {
      try await recover(workspace)
      var checkout = Checkout(
        workbench: self, workspace: workspace, request: request,
        lock: try await lock(of: workspace))
      return try await checkout.run()
    }
  }
}

/// The work on one checkout.
struct Checkout {
  let workbench: Workbench
  let workspace: Workspace
  let request: CheckoutRequest
  /// What was checked out before.
  private let former: [String: Composition.Lock.Checkout]
  private var lock: Composition.Lock
  private var edits: [Edit] = []
  private var report = CheckoutReport()
  private var edited: [PathNote] = []

  /// A file that is to have other content.
  private struct Edit {
    var path: RelativePath
    var before: FileContent?
    var after: FileContent
  }

  init(
    workbench: Workbench, workspace: Workspace, request: CheckoutRequest, lock: Composition.Lock
  ) {
    self.workbench = workbench
    self.workspace = workspace
    self.request = request
    self.lock = lock
    former = lock.checkouts
  }

  mutating func run() async throws -> CheckoutReport {
    for wanted in try wanted() { try await take(wanted) }
    guard edited.isEmpty else { throw CheckoutFailure.edited(edited) }
    guard !request.isDryRun else { return report }
    var changes = Changes()
    for edit in edits {
      changes.write(edit.after, to: edit.path, in: .workspace, replacing: edit.before)
    }
    try await workbench.write(lock, to: &changes, of: workspace)
    guard !changes.isEmpty else { return report }
    try await workbench.perform(changes, as: "checkout", summary, in: workspace)
    report.isWritten = true
    return report
  }

  private func wanted() throws -> [Wanted] {
    guard request.isUpdating || !request.addresses.isEmpty else {
      throw CheckoutFailure.nothingNamed
    }
    let places = lock.checkouts.mapValues(\.source)
    var all = try request.addresses.flatMap { try workbench.wanted($0, places) }
    guard request.isUpdating else { return all }
    for (path, checkout) in lock.checkouts.sorted(by: { $0.key < $1.key }) {
      guard let document = try workbench.graph.document(at: checkout.source),
        document.hash != checkout.hash
      else { continue }
      var wanted = try workbench.wanted(
        document, places, bytes: workbench.graph.bytes(of: document))
      wanted.path = try RelativePath(path)
      all.append(wanted)
    }
    return all
  }

  /// Decides what one file becomes.
  private mutating func take(_ wanted: Wanted) async throws {
    let position = edits.firstIndex { $0.path == wanted.path }
    let onDisk = try await workspace.read(wanted.path)
    let there = position.map { edits[$0].after } ?? onDisk
    if position != nil, wanted.section == nil, there != wanted.content {
      throw CheckoutFailure.collision(wanted.path.text)
    }
    var meeting = try await Meeting(
      wanted, there, onDisk: onDisk, record: former[wanted.path.text], of: self)
    let merged = try await meeting.resolve(request.edits)
    if !meeting.edited.isEmpty {
      edited.append(PathNote(wanted.path.text, meeting.edited.joined(separator: ", ")))
    }
    note(meeting, becoming: merged)
    guard let merged else { return }
    try record(wanted)
    guard merged != there else { return }
    if let position {
      edits[position].after = merged
    } else {
      edits.append(Edit(path: wanted.path, before: there, after: merged))
    }
  }

  private mutating func note(_ meeting: Meeting, becoming content: FileContent?) {
    let action: CheckoutReport.Action =
      switch (meeting.there, content) {
      case (_, nil): .conflict
      case (nil, _): .create
      case (let before?, let after?) where before == after: .same
      default: meeting.isMerged ? .merge : .update
      }
    report.files.append(
      CheckoutReport.File(
        path: meeting.wanted.path.text, source: meeting.wanted.source, action: action,
        sections: action == .create || action == .same ? [] : meeting.changes,
        conflicts: meeting.conflicts.map(Conflict.Section.init)))
  }

  /// Remembers which version of the library's file the workspace's now rests on. With one section
  /// of a newer version, the rest still rests on the one before.
  private mutating func record(_ wanted: Wanted) throws {
    let path = wanted.path.text
    guard wanted.section == nil || former[path] == nil,
      try workbench.workspacePath(wanted.source) == nil
    else { return }
    lock.checkouts[path] = Composition.Lock.Checkout(
      source: wanted.source, hash: ContentHash(of: wanted.content.bytes))
  }

  private var summary: String {
    let files = report.written
    return files.count == 1 ? files[0] : "\(files.count) files"
  }
}
