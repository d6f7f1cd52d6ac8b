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
  package func status() throws -> [FileState] {
    let committed = try committed()
    let listing = try listing()
    var states: [FileState] = []
    for path in Set(committed.keys).union(listing.files.keys).sorted() {
      states.append(try state(of: path, committed: committed[path]))
    }
    return states
  }

  private func state(of path: RelativePath, committed: FileVersion?) throws -> FileState {
    let current: FileVersion? =
      if case .file(let version) = try folder.found(at: path) { version } else { nil }
    let drift: FileState.Drift =
      switch (committed, current) {
      case (nil, _): .added
      case (_, nil): .removed
      case (let before, let now): before == now ? .clean : .edited
      }
    return FileState(path: path, drift: drift, committed: committed, current: current)
  }
}
