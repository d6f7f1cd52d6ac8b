internal import Git

/// How a file of the workspace stands against the last commit.
package struct FileState: Hashable, Sendable {
  /// The ways it can stand.
  package enum Drift: String, Sendable, Codable, CaseIterable {
    case clean, edited, added, removed
  }

  /// The file.
  package let path: RelativePath
  /// How it stands.
  package let drift: Drift
  /// What the last commit has; nil where it was added.
  package let committed: FileVersion?
  /// What is on disk; nil where it was removed.
  package let current: FileVersion?
}

extension Workspace {
  /// How every file stands against the last commit, by path. The index plays no part. A file
  /// whose place something else has taken, a link or a folder, counts as removed.
  ///
  /// Only files that do not look as they did when they were last read are read again.
  package func status() throws -> [FileState] {
    var committed = try committedSnapshot()
    let time = now()
    var rest = try listed(beside: committed)
    var trail = Trail()
    var states: [FileState] = []
    states.reserveCapacity(committed.entries.count)
    for (position, entry) in committed.entries.enumerated() where share.includes(entry.path) {
      let status = rest.removeValue(forKey: entry.path)
      if let status, entry.mark == FileMark(status) {
        states.append(FileState(entry, current: entry.version))
        continue
      }
      let current = try folder.found(at: entry.path, on: &trail).version
      states.append(FileState(entry, current: current))
      if let status, current == entry.version {
        committed.note(FileMark(status, readAfter: time), at: position)
      }
    }
    workspaceFile.save(committed)
    let added = try added(rest.keys)
    return added.isEmpty ? states : (states + added).sorted { $0.path < $1.path }
  }

  private func added(_ paths: some Sequence<RelativePath>) throws -> [FileState] {
    var trail = Trail()
    return try paths.filter { try !repository.ignores($0.text) }.sorted().map { path in
      let current = try folder.found(at: path, on: &trail).version
      return FileState(path: path, drift: .added, committed: nil, current: current)
    }
  }
}

extension FileState {
  fileprivate init(_ entry: Snapshot.Entry, current: FileVersion?) {
    let drift: Drift =
      if let current { current == entry.version ? .clean : .edited } else { .removed }
    self.init(path: entry.path, drift: drift, committed: entry.version, current: current)
  }
}
