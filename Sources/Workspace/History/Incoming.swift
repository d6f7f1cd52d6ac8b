package import Git

/// What a remote has that the workspace has not, and what taking it means.
package struct Incoming: Sendable {
  /// What taking it means.
  package enum Kind: String, Sendable, Codable {
    case upToDate = "up to date"
    case fastForward = "fast-forward"
    case merge
  }

  /// A file that both sides changed, to be merged by what is in it.
  package struct Meeting: Sendable {
    /// Where it is.
    package let path: RelativePath
    /// What both began with; empty where both added it.
    package let base: [UInt8]
    /// What it is here.
    package let ours: [UInt8]
    /// What it is there.
    package let theirs: [UInt8]
    let isExecutable: Bool
  }

  /// What it is called in messages, `origin/main`.
  package let name: String
  /// What taking it means.
  package let kind: Kind
  /// Our last commit; nil before the first.
  package let ours: ObjectID?
  /// Theirs.
  package let theirs: ObjectID
  /// How many commits they have that we have not.
  package let commits: Int
  /// The files to be merged by what is in them.
  package var meetings: [Meeting] = []
  /// The files that cannot be merged.
  package var clashes: [MergeClash] = []
  var changes: [TreeChange] = []
}

extension Workspace {
  /// What taking a commit of a remote means. Nothing is written.
  ///
  /// - Parameter name: what messages call it, `origin/main`.
  /// - Throws: ``HistoryFailure/unrelated(_:)`` where the two share no commit.
  package func incoming(_ theirs: ObjectID, as name: String) throws -> Incoming {
    guard let ours = try repository.head() else {
      return Incoming(
        name: name, kind: .fastForward, ours: nil, theirs: theirs,
        commits: try repository.log(from: theirs).count)
    }
    let distance = try repository.distance(from: ours, to: theirs)
    let kind: Incoming.Kind =
      distance.behind == 0 ? .upToDate : distance.ahead == 0 ? .fastForward : .merge
    var incoming = Incoming(
      name: name, kind: kind, ours: ours, theirs: theirs, commits: distance.behind)
    if kind == .merge { try compare(&incoming, ours) }
    return incoming
  }

  private func compare(_ incoming: inout Incoming, _ ours: ObjectID) throws {
    guard let base = try repository.mergeBase(ours, incoming.theirs) else {
      throw HistoryFailure.unrelated(incoming.name)
    }
    let tree = try repository.tree(of: base)
    let ourTree = try repository.tree(of: ours)
    var merge = TreeMerge(
      ours: try repository.changes(from: tree, to: ourTree),
      theirs: try repository.changes(from: tree, to: repository.tree(of: incoming.theirs)))
    let gone = Set(merge.changes.compactMap(\.removed))
    for path in merge.changes.compactMap(\.added) {
      if try isBlocked(path, in: ourTree, but: gone) { merge.clash(at: path.text) }
    }
    incoming.changes = merge.changes
    incoming.clashes = merge.conflicts
    for meeting in merge.meetings { try add(meeting, to: &incoming) }
  }

  /// Whether a file of a tree is where a folder is to be, or the reverse.
  private func isBlocked(
    _ path: RelativePath, in tree: ObjectID, but gone: Set<RelativePath>
  ) throws -> Bool {
    for folder in path.lineage.dropFirst() where !gone.contains(folder) {
      if let entry = try repository.entry(at: folder.text, in: tree), entry.mode != .folder {
        return true
      }
    }
    guard try repository.entry(at: path.text, in: tree)?.mode == .folder else { return false }
    return try repository.files(of: tree, under: path.text).contains { entry in
      !gone.contains { $0.text == entry.path }
    }
  }

  /// Settles a file where only one side changed the bytes; leaves it to be merged where both did.
  private func add(_ meeting: TreeMerge.Meeting, to incoming: inout Incoming) throws {
    guard let path = try? RelativePath(meeting.path) else {
      throw HistoryFailure.beyond(meeting.path)
    }
    let (base, ours, theirs) = (meeting.base, meeting.ours, meeting.theirs)
    let mode = ours.mode == base?.mode ? theirs.mode : ours.mode
    if ours.id == theirs.id || ours.id == base?.id || theirs.id == base?.id {
      let id = ours.id == base?.id ? theirs.id : ours.id
      incoming.changes.append(.put(TreeEntry(path: path.text, id: id, mode: mode)))
      return
    }
    incoming.meetings.append(
      Incoming.Meeting(
        path: path, base: try base.map { try repository.blob($0.id) } ?? [],
        ours: try repository.blob(ours.id), theirs: try repository.blob(theirs.id),
        isExecutable: mode == .executable))
  }
}

extension TreeChange {
  fileprivate var removed: RelativePath? {
    if case .remove(let path) = self { try? RelativePath(path) } else { nil }
  }

  fileprivate var added: RelativePath? {
    if case .put(let entry) = self { try? RelativePath(entry.path) } else { nil }
  }
}
