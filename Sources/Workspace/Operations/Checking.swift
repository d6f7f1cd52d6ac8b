internal import Git
internal import Sections

extension Workspace {
  /// Expects that everything is as whoever made the changes saw it.
  ///
  /// - Throws: ``WorkspaceFailure/changed(_:)`` with all that is not.
  func check(_ changes: Changes) throws {
    var changed: [String] = []
    let going = Set(changes.files.filter { $0.after == nil }.flatMap(\.path.lineage))
    for file in changes.files where try !isAsSeen(file, going) { changed.append(file.path.text) }
    for edit in changes.references where try repository.reference(edit.name) != edit.before {
      changed.append(edit.name)
    }
    changed += try misplaced(changes) + unseenInIndex(changes)
    guard changed.isEmpty else { throw WorkspaceFailure.changed(changed) }
  }

  /// What the changes say of HEAD that is not so: they were made for another branch.
  private func misplaced(_ changes: Changes) throws -> [String] {
    let name = try repository.headName()
    let place = name == "HEAD" ? try repository.head()?.hex ?? "" : name
    if let head = changes.head { return head.before == place ? [] : ["HEAD"] }
    guard changes.files.contains(where: { $0.place == .workspace }) else { return [] }
    // A branch that moves with files is the one that they belong to.
    return changes.references.filter { edit in
      edit.before != nil && edit.after != nil && edit.name.hasPrefix("refs/heads/")
        && edit.name != name
    }.map(\.name)
  }

  /// Paths for which an undo would replace what somebody has staged since.
  private func unseenInIndex(_ changes: Changes) throws -> [String] {
    guard changes.undoes != nil else { return [] }
    let (before, after) = try heads(of: changes.references, changes.head)
    guard before != after else { return [] }
    let differences = try repository.changes(
      from: before.map { try repository.tree(of: $0) },
      to: after.map { try repository.tree(of: $0) }, findingRenames: false)
    let staged = try repository.staged(differences.map(\.path))
    return differences.filter { change in
      let entry = staged[change.path]
      return entry != change.old && entry != change.new
    }.map(\.path)
  }

  /// Whether a file is as its writer saw it. Where nothing is to be seen yet because a file or a
  /// folder is in the way, that has to be among what goes first.
  private func isAsSeen(_ file: Changes.File, _ going: Set<RelativePath>) throws -> Bool {
    do {
      return try read(file.path, in: file.place) == file.before
    } catch FileFailure.notAFile, FileFailure.notAFolder {
      return file.before == nil && !going.isDisjoint(with: file.path.lineage)
    }
  }

  private func read(_ path: RelativePath, in place: Place) throws -> FileContent? {
    switch place {
    case .workspace: try folder.read(path)
    case .folder(let root): Folder.exists(root) ? try Folder(root).read(path) : nil
    }
  }
}
