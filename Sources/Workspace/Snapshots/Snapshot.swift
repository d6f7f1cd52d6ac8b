internal import Git

/// The files of one of git's trees, in order, each with what it looked like in some folder on disk
/// when it was last found there just so.
///
/// It tells without reading a tree what is in it, and without reading a file that it is as the
/// tree has it. It is never needed: all it knows can be found out again.
struct Snapshot {
  /// One file of the tree.
  struct Entry {
    /// Where it is.
    let path: RelativePath
    /// What the tree has there.
    let version: FileVersion
    /// How the file on disk looked when it was that; nil where it was not, or is not known to be.
    var mark: FileMark?
  }

  /// The tree; nil is the empty one.
  private(set) var tree: ObjectID?
  /// Its files, by path: only files, and only those whose paths we would write.
  private(set) var entries: [Entry]
  /// Whether it knows more than when it was last kept.
  private(set) var hasNews = false

  /// The snapshot of a tree, as it was kept.
  ///
  /// - Parameter entries: by path.
  init(of tree: ObjectID? = nil, entries: [Entry] = []) {
    self.tree = tree
    self.entries = entries
  }

  /// Makes this the snapshot of another tree. What both have, and how it looked, stays; only
  /// folders that differ are read.
  mutating func turn(
    to tree: ObjectID?, of repository: borrowing Repository
  ) throws(GitFailure) {
    guard tree != self.tree else { return }
    let changes: [TreeChange]
    do throws(GitFailure) {
      changes = try repository.changes(making: tree, of: self.tree)
    } catch {
      // Git may have swept away the tree that was kept.
      entries = []
      changes = try repository.changes(making: tree, of: nil)
    }
    replace(changes)
    self.tree = tree
    hasNews = true
  }

  private mutating func replace(_ changes: [TreeChange]) {
    var changed: Set<RelativePath> = []
    var added: [Entry] = []
    for change in changes {
      guard let path = try? RelativePath(change.path) else { continue }
      changed.insert(path)
      if let version = change.version { added.append(Entry(path: path, version: version)) }
    }
    if !entries.isEmpty { entries.removeAll { changed.contains($0.path) } }
    guard !added.isEmpty else { return }
    entries = (entries + added).sorted { $0.path < $1.path }
  }

  /// Takes note that a file was found as the tree has it, and how it looked. Nothing changes where
  /// there is no mark.
  mutating func note(_ mark: FileMark?, at position: Int) {
    guard let mark, entries[position].mark != mark else { return }
    entries[position].mark = mark
    hasNews = true
  }
}

extension Snapshot {
  /// What the tree has, by path.
  var versions: [RelativePath: FileVersion] {
    Dictionary(uniqueKeysWithValues: entries.lazy.map { ($0.path, $0.version) })
  }

  /// Whether the tree has a file at `path`.
  func hasFile(at path: RelativePath) -> Bool {
    let position = position(from: path.text)
    return position < entries.count && entries[position].path == path
  }

  /// Whether the tree has a file somewhere in `folder`.
  func hasFiles(in folder: RelativePath) -> Bool {
    let prefix = folder.text + "/"
    let position = position(from: prefix)
    return position < entries.count && entries[position].path.text.utf8.starts(with: prefix.utf8)
  }

  /// Where the first entry is whose path does not come before `text`.
  private func position(from text: String) -> Int {
    var range = 0..<entries.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if entries[middle].path.text.utf8.lexicographicallyPrecedes(text.utf8) {
        range = middle + 1..<range.upperBound
      } else {
        range = range.lowerBound..<middle
      }
    }
    return range.lowerBound
  }
}

extension TreeChange {
  /// Where it is.
  fileprivate var path: String {
    switch self {
    case .put(let entry): entry.path
    case .remove(let path): path
    }
  }

  /// The file that it puts there; nil where it puts none.
  fileprivate var version: FileVersion? {
    guard case .put(let entry) = self else { return nil }
    return FileVersion(entry)
  }
}
