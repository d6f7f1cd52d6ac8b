package import Git
internal import Sections

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The folder that components are edited in, with its history.
///
/// An actor, because libgit2 allows a repository one caller at a time. Every method that writes
/// holds the workspace's lock, so that two processes cannot come between each other's writes.
package actor Workspace {
  /// Where it is.
  package nonisolated let root: String
  let repository: Repository
  let folder: Folder
  let hazard: Hazard
  /// Which part of the repository is the tool's.
  package nonisolated let share: Share
  private nonisolated let lockPath: String
  let now: @Sendable () -> Int64
  private nonisolated let patience: Duration

  /// Opens the workspace in `root`, and makes it where there is none: a repository whose branch
  /// is `main`. A repository that the user has already is taken as it is.
  ///
  /// - Parameters:
  ///   - share: which part of the repository is the tool's. One that is only partly so is the
  ///     user's, and never made.
  ///   - patience: how long to wait for another process that is at work here.
  ///   - hazard: what may happen to the disk.
  ///   - now: the time in nanoseconds since 1970, to tell files that were written only just now.
  package init(
    root: String, share: Share = .all, patience: Duration = .seconds(10),
    hazard: Hazard = .none, now: @escaping @Sendable () -> Int64 = { FileMark.now }
  ) throws {
    if share != .all { try Workspace.expectRepository(at: root) }
    folder = try Folder(root, making: true, hazard: hazard)
    repository = try Workspace.repository(in: folder)
    guard repository.workingFolder() != nil else { throw WorkspaceFailure.bare(root) }
    lockPath = repository.gitFolder() + "joinery.lock"
    self.root = root
    self.share = share
    self.patience = patience
    self.hazard = hazard
    self.now = now
  }

  /// - Throws: ``WorkspaceFailure`` where the folder is not the top of a repository that has files.
  private static func expectRepository(at root: String) throws {
    do throws(GitFailure) {
      _ = try Repository(opening: root)
    } catch {
      guard error.reason == .notFound else { throw error }
      guard Folder.exists(root), let around = try Repository.discover(from: root) else {
        throw WorkspaceFailure.noRepository(root)
      }
      let whole = try Repository(opening: around)
      throw WorkspaceFailure.partOf(whole.workingFolder() ?? around, root: root)
    }
  }

  private static func repository(in folder: borrowing Folder) throws(GitFailure) -> Repository {
    do throws(GitFailure) {
      return try Repository(opening: folder.path)
    } catch {
      guard error.reason == .notFound else { throw error }
      // Two that make it at once get in each other's way: the second opens what the first made.
      flock(folder.descriptor.number, LOCK_EX)
      defer { flock(folder.descriptor.number, LOCK_UN) }
      return try Repository(creating: folder.path)
    }
  }

  /// The locks that the current task holds, by path.
  @TaskLocal private static var held: Set<String> = []

  /// Does `body`, a whole command, while nobody else writes to the workspace. Methods that write
  /// may be called in it: they take no second lock.
  ///
  /// - Throws: ``WorkspaceFailure/busy(root:holder:)`` where another process does not let go.
  package nonisolated func exclusively<Value>(_ body: () async throws -> Value) async throws
    -> Value
  {
    if Workspace.held.contains(lockPath) { return try await body() }
    let lock = try await Lock(at: lockPath, of: root, patience: patience)
    await takeOver()
    do {
      if lock.followsFailure { try await sweep() }
      let held = Workspace.held.union([lockPath])
      let value = try await Workspace.$held.withValue(held) { try await body() }
      lock.release()
      return value
    } catch {
      lock.abandon()
      throw error
    }
  }

  /// Does `body` while nobody else writes to the workspace. It does not suspend, so no other
  /// method of this actor comes between either.
  func locked<Value>(_ body: () throws -> Value) async throws -> Value {
    if Workspace.held.contains(lockPath) { return try body() }
    let lock = try await Lock(at: lockPath, of: root, patience: patience)
    takeOver()
    do {
      if lock.followsFailure { try sweep() }
      let value = try body()
      lock.release()
      return value
    } catch {
      lock.abandon()
      throw error
    }
  }

  /// Removes what stands in the way of whoever has just taken the lock.
  private func takeOver() { repository.removeAbandonedLocks() }

  /// The file at `path` as it is on disk; nil where there is none.
  package func read(_ path: RelativePath) throws -> FileContent? { try folder.read(path) }

  /// The files on disk, by path, but for those that git ignores.
  package func files() throws -> [RelativePath] {
    let committed = try committedSnapshot()
    return try listed(beside: committed).keys.filter {
      try committed.hasFile(at: $0) || !repository.ignores($0.text)
    }.sorted()
  }

  /// The bytes that git keeps under `id`.
  package func blob(_ id: ObjectID) throws -> [UInt8] { try repository.blob(id) }

  /// What the last commit has, by path: only files, and only those whose paths we would write.
  ///
  /// - Parameter part: only this file or folder.
  package func committed(under part: RelativePath? = nil) throws -> [RelativePath: FileVersion] {
    guard let part else {
      let snapshot = try committedSnapshot()
      workspaceFile.save(snapshot)
      return snapshot.versions.filter { share.includes($0.key) }
    }
    guard let head = try repository.head() else { return [:] }
    return try versions(in: repository.tree(of: head), under: part)
      .filter { share.includes($0.key) }
  }

  /// The commits that changed `path`, or all, newest first.
  package func log(of path: RelativePath? = nil, limit: Int = .max) throws -> [Commit] {
    guard let head = try repository.head() else { return [] }
    return try repository.log(from: head, path: path?.text, limit: limit)
  }

  /// The commits that changed the file or folder at `path`, newest first; a file is followed
  /// through renames.
  package func history(of path: RelativePath) throws -> [FileRevision] {
    guard let head = try repository.head() else { return [] }
    return try repository.history(of: path.text, from: head)
  }

  func versions(
    in tree: ObjectID, under part: RelativePath? = nil
  ) throws -> [RelativePath: FileVersion] {
    var versions: [RelativePath: FileVersion] = [:]
    for entry in try repository.files(of: tree, under: part?.text) {
      guard let path = try? RelativePath(entry.path) else { continue }
      versions[path] = FileVersion(entry)
    }
    return versions
  }

  /// The files on disk, but for those in folders that git ignores. It ignores no folder in which
  /// something was committed; of single files it is not asked.
  func listed(beside committed: Snapshot) throws -> [RelativePath: FileStatus] {
    try folder.list { path, isFolder in
      guard share.includes(path) else { return false }
      return try !isFolder || committed.hasFiles(in: path) || !repository.ignores(path.text + "/")
    }.files
  }
}

/// One version of a file: its bytes, by their name in git, and whether it can be run.
package struct FileVersion: Hashable, Sendable, Codable {
  /// The blob.
  package let id: ObjectID
  /// Whether its owner may run it.
  package let isExecutable: Bool

  /// A version.
  package init(id: ObjectID, isExecutable: Bool = false) {
    self.id = id
    self.isExecutable = isExecutable
  }

  /// The version that a file on disk has.
  package init(of content: FileContent) throws(GitFailure) {
    self.init(id: try Repository.id(of: content.bytes), isExecutable: content.isExecutable)
  }

  /// The version that an entry of a tree is; nil where it is no file.
  init?(_ entry: TreeEntry) {
    guard entry.mode == .file || entry.mode == .executable else { return nil }
    self.init(id: entry.id, isExecutable: entry.mode == .executable)
  }

  /// The version as an entry of a tree.
  package func entry(at path: RelativePath) -> TreeEntry {
    TreeEntry(path: path.text, id: id, mode: isExecutable ? .executable : .file)
  }
}
