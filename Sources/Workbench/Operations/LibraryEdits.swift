internal import Components
internal import Graph
internal import Sections
internal import Workspace

extension Workbench {
  /// The edits that have the library read files, once an operation has written or removed them.
  ///
  /// - Parameter files: the files by absolute path, each with its path in the library.
  func rereads(_ files: [(path: String, location: String)]) throws -> [LibraryEdit] {
    let states = try graph.states(of: files.map(\.path))
    return files.map { LibraryEdit($0.path, from: states[$0.path], reading: $0.location) }
  }

  /// Expects that the library is as these edits found it, and still has the bytes that they give
  /// back to it.
  ///
  /// - Throws: ``WorkspaceFailure/changed(_:)``; ``GraphFailure/notRestorable(path:reason:)``.
  func expectRestorable(_ edits: [LibraryEdit]) async throws {
    guard !edits.isEmpty else { return }
    let states = try graph.states(of: edits.map(\.path))
    let changed = edits.filter { states[$0.path] != $0.before }.map(\.path)
    guard changed.isEmpty else { throw WorkspaceFailure.changed(changed) }
    for edit in edits where edit.unread == nil {
      if let state = edit.after { _ = try await arrival(of: state, at: edit.path) }
    }
  }

  /// Does what an operation says to the library, and returns the operation with what came of it.
  /// What is done already does nothing, so it may be called again after an interruption.
  func settleLibrary(_ operation: Operation) async throws -> Operation {
    guard !operation.library.isEmpty else { return operation }
    var operation = operation
    try await putBack(operation.library.filter { $0.unread == nil })
    let unread = operation.library.filter { $0.unread != nil }
    try await read(unread)
    let states = try graph.states(of: unread.map(\.path))
    operation.library = operation.library.map { edit in
      edit.unread == nil ? edit : LibraryEdit(edit.path, from: edit.before, to: states[edit.path])
    }
    return operation
  }

  /// Reads files that may be gone by now, folder by folder.
  private func read(_ edits: [LibraryEdit]) async throws {
    let paths = edits.map(\.path)
    for root in try graph.roots() {
      let inside = paths.filter { $0.hasPrefix("\(root.name)/") }
        .map { String($0.dropFirst(root.name.count + 1)) }
      guard !inside.isEmpty else { continue }
      let scope = try IngestScope(root.location, as: nil, in: graph)
      var report = IngestReport()
      try await Ingest(workbench: self, scope: scope, only: inside).run(&report) { _, _ in }
    }
  }

  private func putBack(_ edits: [LibraryEdit]) async throws {
    guard !edits.isEmpty else { return }
    var arrivals: [Arrival] = []
    for edit in edits {
      guard let state = edit.after else { continue }
      arrivals.append(try await arrival(of: state, at: edit.path))
    }
    let gone = edits.filter { $0.after == nil }.map(\.path)
    try graph.restore(arrivals, removing: gone)
    try findComponents(in: graph.roots())
  }

  private func arrival(of state: LibraryState, at path: String) async throws -> Arrival {
    guard let bytes = try graph.bytes(of: state.hash) else {
      throw GraphFailure.notRestorable(path: path, reason: "the library no longer keeps its bytes")
    }
    let reading = await parsers.read(Source(path: path, bytes: bytes))
    // The next ingest looks at the file itself: no size or time is taken for granted.
    let stat = FileStat(size: bytes.count, modified: 0, inode: 0, isExecutable: state.isExecutable)
    return Arrival(
      reading: reading, location: state.location, stat: stat,
      facts: try? EntryFacts.text(of: reading.source), ids: state.sections)
  }
}
