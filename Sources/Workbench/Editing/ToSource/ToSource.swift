internal import Composition
internal import Git
internal import Graph
internal import Sections
internal import Workspace

extension Workbench {
  /// Gives edits of checked-out and composed files back to the files they came from, as far as they
  /// can be taken there exactly. Nothing is written unless `preview` is given.
  ///
  /// - Parameters:
  ///   - names: only these files, folders and components; everything where empty.
  ///   - preview: what this method returned before, and somebody agreed to.
  /// - Throws: ``ReturnFailure`` where it would no longer be that.
  package func toSource(
    _ names: [String] = [], agreeing preview: ReturnReport? = nil
  ) async throws -> ReturnReport {
    let workspace = try workspace()
    return try await workspace.exclusively {
      try await recover(workspace)
      var chosen: [String] = []
      for name in names { chosen += try await paths(name, in: workspace) }
      var work = ToSource(
        workbench: self, workspace: workspace, names: chosen, lock: try await lock(of: workspace))
      try await work.run()
      guard let preview else { return work.report }
      guard work.report == preview else { throw ReturnFailure.changed }
      return try await work.carryOut()
    }
  }
}

/// The work on giving edits back.
struct ToSource {
  let workbench: Workbench
  let workspace: Workspace
  let names: [String]
  var lock: Composition.Lock
  private(set) var report = ReturnReport()
  private var changes = Changes()
  /// What the recipes make now.
  private var bases: [FileContent] = []
  /// The files of the library to be read again: their paths in it and on disk.
  private var unread: [(path: String, location: String)] = []

  init(workbench: Workbench, workspace: Workspace, names: [String], lock: Composition.Lock) {
    self.workbench = workbench
    self.workspace = workspace
    self.names = names
    self.lock = lock
  }

  mutating func run() async throws {
    for (path, checkout) in lock.checkouts.sorted(by: { $0.key < $1.key }) where isNamed(path) {
      guard let content = try await workspace.read(RelativePath(path)),
        ContentHash(of: content.bytes) != checkout.hash
      else { continue }
      try await giveBack(content, at: path, checkout)
    }
    let recipes = Set(lock.files.filter { isNamed($0.key) }.map(\.value.recipe))
    for recipe in recipes.sorted() { try await giveBack(recipe: recipe) }
  }

  /// Does what ``report`` says, as one operation.
  mutating func carryOut() async throws -> ReturnReport {
    try await workbench.write(lock, to: &changes, of: workspace)
    for edit in try workbench.rereads(unread) { changes.put(edit) }
    guard !report.returned.isEmpty, !changes.isEmpty else { return report }
    let sources = Set(report.returned.map(\.source)).sorted()
    // What is composed now and has edits in it is the base of the next merge.
    try await workspace.hold(bases, for: "checkin: what was composed")
    try await workbench.perform(
      changes, as: "checkin", "to source: \(sources.joined(separator: ", "))", in: workspace)
    report.isWritten = true
    return report
  }

  private func isNamed(_ path: String) -> Bool {
    names.isEmpty || names.contains { path == $0 || path.hasPrefix("\($0)/") }
  }

  /// A file that was checked out and edited.
  private mutating func giveBack(
    _ content: FileContent, at path: String, _ checkout: Composition.Lock.Checkout
  ) async throws {
    var item = ReturnReport.Item(path: path, source: checkout.source, sections: [])
    do {
      guard let base = try workbench.graph.bytes(of: checkout.hash) else {
        throw Unreturnable(reason: "the library no longer has what was checked out")
      }
      let source = try workbench.sourceFile(checkout.source)
      let after = try await workbench.merge(content.bytes, of: base, into: source)
      item.lines = LineChange.all(from: source.content.bytes, to: after.bytes)
      try expectFree([source])
      write(after, to: source)
      // From now on both have what the workspace has.
      lock.checkouts[path]?.hash = ContentHash(of: content.bytes)
      let root = try workbench.graph.root(named: "workspace", location: workspace.root)
      unread.append(("\(root.name)/\(path)", "\(workspace.root)/\(path)"))
    } catch let failure as Unreturnable {
      item.left = failure.reason
    }
    report.items.append(item)
  }

  /// Looks whether nothing else is given back to the same files: one edit goes after the other.
  private func expectFree(_ sources: [SourceFile]) throws {
    for source in sources where unread.contains(where: { $0.path == source.path }) {
      throw Unreturnable(reason: "other edits go to \(source.path) first: do those, then this")
    }
  }

  private mutating func write(_ content: FileContent, to source: SourceFile) {
    changes.write(
      content, to: source.relative, in: source.place, replacing: source.content)
    unread.append((source.path, source.location))
  }

  /// The files that a recipe made, and that were edited since.
  private mutating func giveBack(recipe path: String) async throws {
    var edited: [String: [UInt8]] = [:]
    var there: [String: FileContent] = [:]
    for (file, entry) in lock.files where entry.recipe == path {
      guard let content = try await workspace.read(RelativePath(file)) else { continue }
      there[file] = content
      if isNamed(file), ContentHash(of: content.bytes) != entry.hash {
        edited[file] = content.bytes
      }
    }
    guard !edited.isEmpty else { return }
    do {
      guard let bytes = try await workspace.read(RelativePath(path))?.bytes else {
        throw Unreturnable(reason: "its recipe is gone")
      }
      var work = try await ComposedReturn(
        Recipe(bytes, file: path), at: path, edited: edited, lock: lock, workbench: workbench)
      try await work.run()
      try expectFree(work.sources.map(\.file))
      for (source, after) in work.sources { write(after, to: source) }
      report.items += work.items
      if !work.sources.isEmpty { try await settle(work, recipe: path, there) }
    } catch let failure as Unreturnable {
      report.items += edited.keys.sorted().map {
        ReturnReport.Item(path: $0, source: path, sections: [], left: failure.reason)
      }
    }
  }

  /// Notes what the recipe makes now, and writes it where nothing but what it makes is.
  ///
  /// A file that it did not make before, and in whose place another is, is not noted as its own;
  /// one that it makes no longer stays noted, so that composing again does with it what is right.
  private mutating func settle(
    _ work: ComposedReturn, recipe: String, _ there: [String: FileContent]
  ) async throws {
    let former = lock.files
    lock.record(work.composed, recipe: recipe)
    let made = Set(work.composed.files.map(\.path))
    for (path, file) in former where file.recipe == recipe && !made.contains(path) {
      lock.restore(path, as: file)
    }
    for file in work.composed.files {
      let place = try RelativePath(file.path)
      let known = former[file.path].flatMap { $0.recipe == recipe ? $0 : nil }
      var before = there[file.path]
      if before == nil { before = try await workspace.read(place) }
      let content = FileContent(
        bytes: file.draft.bytes, isExecutable: before?.isExecutable ?? file.isExecutable)
      lock.keep(file.path, as: try FileVersion(of: content).id.hex)
      bases.append(content)
      guard let known else {
        if before == nil {
          changes.write(content, to: place, in: .workspace, replacing: nil)
        } else if before?.bytes != content.bytes {
          lock.restore(file.path, as: former[file.path])
        }
        continue
      }
      guard let before,
        work.settled.contains(file.path) || ContentHash(of: before.bytes) == known.hash
      else { continue }
      changes.write(content, to: place, in: .workspace, replacing: before)
    }
  }
}
