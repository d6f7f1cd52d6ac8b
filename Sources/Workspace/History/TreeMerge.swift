internal import Git

/// Merges what two sides made of a tree, file by file. It reads no file: those that both sides
/// edited are left to be merged by what is in them.
///
/// A file that one side renamed and the other edited is merged under its new name.
struct TreeMerge {
  /// A file that both sides changed.
  struct Meeting: Equatable {
    let path: String
    let base: TreeEntry?
    let ours: TreeEntry
    let theirs: TreeEntry
  }

  /// What has to be done to our tree, but for the meetings.
  private(set) var changes: [TreeChange] = []
  /// The files that both sides changed, by path.
  private(set) var meetings: [Meeting] = []
  /// The files of which only one version can be kept, by path.
  private(set) var conflicts: [MergeClash] = []

  /// - Parameters:
  ///   - ours: what differs between the base and our tree.
  ///   - theirs: what differs between the base and theirs.
  init(ours: [FileChange], theirs: [FileChange]) {
    var (ours, theirs) = (TreeSide(ours), TreeSide(theirs))
    follow(&ours, &theirs)
    for path in theirs.fates.keys.sorted() {
      guard let their = theirs.fates[path] else { continue }
      merge(path, ours.fates[path], their)
    }
  }

  /// Takes renames of one side to where the other side edited the file.
  private mutating func follow(_ ours: inout TreeSide, _ theirs: inout TreeSide) {
    for old in Set(ours.renames.keys).union(theirs.renames.keys).sorted() {
      switch (ours.renames[old], theirs.renames[old]) {
      case (let one?, let other?) where one != other:
        conflicts.append(MergeClash(path: old, reason: .renamedTwice))
        theirs.fates[old] = nil
        theirs.fates[other] = nil
      case (_?, nil) where theirs.removed(old):
        conflicts.append(MergeClash(path: old, reason: .removedThere))
      case (nil, let new?) where ours.removed(old):
        conflicts.append(MergeClash(path: old, reason: .removedHere))
        theirs.fates[new] = nil
      case (let new?, nil): theirs.rename(old, to: new)
      case (nil, let new?):
        guard ours.fates[old]?.after != nil, ours.fates[new] == nil else { continue }
        ours.rename(old, to: new)
        changes.append(.remove(old))
        theirs.fates[old] = nil
      case (_?, _?), (nil, nil): continue
      }
    }
  }

  private mutating func merge(_ path: String, _ our: Fate?, _ their: Fate) {
    guard let our else {
      changes.append(their.after.map { .put($0.at(path)) } ?? .remove(path))
      return
    }
    if our.after?.at(path) == their.after?.at(path) { return }
    guard let ours = our.after, let theirs = their.after else {
      let reason: MergeClash.Reason = our.after == nil ? .removedHere : .removedThere
      return conflicts.append(MergeClash(path: path, reason: reason))
    }
    guard ours.isFile, theirs.isFile else {
      return conflicts.append(MergeClash(path: path, reason: .noFile))
    }
    // Two files that came to one path from different places have nothing to begin with.
    let base =
      our.before == their.before ? our.before.flatMap { $0.isFile ? $0.at(path) : nil } : nil
    meetings.append(
      Meeting(path: path, base: base, ours: ours.at(path), theirs: theirs.at(path)))
  }

  /// A file that only one version of can be kept, because a file of the other stands in its way.
  mutating func clash(at path: String) {
    conflicts.append(MergeClash(path: path, reason: .fileAndFolder))
  }
}

/// What one side made of one file.
private struct Fate {
  var before: TreeEntry?
  var after: TreeEntry?
}

/// What one side made of the files.
private struct TreeSide {
  var fates: [String: Fate] = [:]
  var renames: [String: String] = [:]

  init(_ changes: [FileChange]) {
    for change in changes {
      if change.kind == .renamed, let old = change.old, let new = change.new {
        fates[old.path] = Fate(before: old, after: nil)
        fates[new.path] = Fate(before: old, after: new)
        renames[old.path] = new.path
      } else {
        fates[change.path] = Fate(before: change.old, after: change.new)
      }
    }
  }

  /// Whether a file is gone, under any name.
  func removed(_ path: String) -> Bool {
    fates[path].map { $0.after == nil } ?? false && renames[path] == nil
  }

  /// Says of an edited file that it was edited under another name.
  mutating func rename(_ old: String, to new: String) {
    guard let fate = fates[old], fate.after != nil, fates[new] == nil else { return }
    fates[new] = fate
    fates[old] = nil
  }
}

extension TreeEntry {
  fileprivate var isFile: Bool { mode == .file || mode == .executable }

  fileprivate func at(_ path: String) -> TreeEntry {
    TreeEntry(path: path, id: id, mode: mode)
  }
}

/// A file that two sides changed in ways that exclude each other.
package struct MergeClash: Hashable, Sendable {
  /// How they exclude each other.
  package enum Reason: String, Sendable, Codable {
    case removedHere = "removed here, changed there"
    case removedThere = "changed here, removed there"
    case renamedTwice = "renamed to two names"
    case noFile = "a link or a submodule changed on both sides"
    case fileAndFolder = "a file here, a folder there"
  }

  /// The file.
  package let path: String
  /// How.
  package let reason: Reason
}
