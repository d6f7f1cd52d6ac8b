internal import Composition
internal import Graph
internal import Sections
internal import Workspace

/// How the files of the workspace stand against the library.
struct LibraryDrift {
  /// How one file stands.
  struct File {
    /// The word for it: edited, new, update available, conflict, missing or orphaned.
    var state: String
    /// The path in the library that it was checked out from.
    var source: String?
    /// What both had when they last agreed; nil where they never did.
    var base: Reading?
    /// What is on disk; nil where it is gone.
    var current: Reading?
  }

  /// The files that are not clean, by path.
  private(set) var files: [String: File] = [:]

  private let workbench: Workbench
  private let lock: Composition.Lock
  private let drifted: [String: WorkspaceDrift.File]

  /// Compares every file that a component has: what the workspace keeps for itself, recipes and
  /// the lock, is none of the library's.
  init(of workbench: Workbench, in workspace: Workspace) async throws {
    self.workbench = workbench
    lock = try await workbench.lock(of: workspace)
    let drift = try await WorkspaceDrift(of: workbench) { Self.isShared($0) }
    drifted = Dictionary(drift.files.map { ($0.path, $0) }) { first, _ in first }
    for (path, checkout) in lock.checkouts { try await compare(path, checkout) }
    for (path, file) in lock.files { try await compare(path, file) }
    for (path, file) in drifted where lock.checkouts[path] == nil && lock.files[path] == nil {
      try await compare(path, file)
    }
    try await compareLinks()
  }

  /// Files in which sections are linked that changed at their sources. The library is asked once.
  private mutating func compareLinks() async throws {
    let links = lock.links.sorted { $0.key < $1.key }.flatMap { path, file in
      file.sections.filter { (try? Address($0.address))?.pin == nil }.map { (path, $0) }
    }
    guard !links.isEmpty else { return }
    let present = try workbench.graph.present(
      links.map { CopiedSection(id: $1.section, path: $1.address, hash: $1.hash) })
    for ((path, link), now) in zip(links, present) where files[path] == nil {
      guard let now, now.hash != link.hash, let hash = try hash(path) else { continue }
      let reading = try await reading(of: hash, path)
      files[path] = File(state: "update available", base: reading, current: reading)
    }
  }

  /// The folders of the workspace whose files the library has too, or could have.
  static let folders = Set(WorkspacePlace.folders.values).union(["files"])

  /// Whether a file of the workspace is one that the library has too, or could have.
  static func isShared(_ path: String) -> Bool {
    folders.contains(String(path.prefix { $0 != "/" }))
  }

  /// The hash of what is on disk; nil where the file is gone. Where the library has read it, its
  /// word is taken.
  private func hash(_ path: String) throws -> ContentHash? {
    if let file = drifted[path] {
      return file.reading.map { ContentHash(of: $0.source.bytes) }
    }
    return try workbench.graph.document(at: "workspace/\(path)")?.hash
  }

  /// A file that was checked out: both sides may have changed since.
  private mutating func compare(
    _ path: String, _ checkout: Composition.Lock.Checkout
  ) async throws {
    let ours = try hash(path)
    let theirs = try workbench.graph.document(at: checkout.source)?.hash
    guard ours != theirs || theirs == nil else { return }
    let state: String? =
      switch (ours == checkout.hash, theirs == checkout.hash) {
      case _ where ours == nil: "missing"
      case (true, true): nil
      case (false, true): "edited"
      case (true, false): theirs == nil ? "orphaned" : "update available"
      case (false, false): theirs == nil ? "edited" : "conflict"
      }
    guard let state else { return }
    files[path] = File(
      state: state, source: checkout.source,
      base: try await reading(of: checkout.hash, path), current: drifted[path]?.reading)
  }

  /// A composed file: the sections it is made of may have changed since.
  private mutating func compare(_ path: String, _ file: Composition.Lock.File) async throws {
    let ours = try hash(path)
    let isOutdated = try file.sections.contains { range in
      guard let id = range.section else { return false }
      return try workbench.graph.section(id).map { $0.cut.hash != range.hash } ?? false
    }
    let state: String? =
      switch (ours == file.hash, isOutdated) {
      case _ where ours == nil: "missing"
      case (true, false): nil
      case (true, true): "update available"
      case (false, false): "edited"
      case (false, true): "conflict"
      }
    guard let state else { return }
    files[path] = File(
      state: state, base: try await reading(of: file.hash, path), current: drifted[path]?.reading)
  }

  /// A file that the library has read from the workspace, or not yet.
  private mutating func compare(_ path: String, _ file: WorkspaceDrift.File) async throws {
    let state = file.stored == nil ? "new" : file.reading == nil ? "missing" : "edited"
    var base: Reading?
    if let stored = file.stored { base = try await reading(of: stored.hash, path) }
    files[path] = File(state: state, base: base, current: file.reading)
  }

  private func reading(of hash: ContentHash, _ path: String) async throws -> Reading? {
    guard let bytes = try workbench.graph.bytes(of: hash) else { return nil }
    return await workbench.read(bytes, at: path)
  }
}
