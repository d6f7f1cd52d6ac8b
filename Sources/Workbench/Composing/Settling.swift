internal import Composition
internal import Git
internal import Graph
internal import Sections
internal import Workspace

/// What becomes of one file of the workspace when its recipe is composed again.
struct SettledFile {
  /// What was done, or is to be.
  enum Outcome: String {
    /// It is as it was composed, before and after.
    case unchanged
    /// It is as it is composed now.
    case composed
    /// It has the author's edits, and what changed in the composition.
    case merged
    /// It has the author's edits. The composition did not change.
    case kept
    /// It is composed no longer, and was not edited.
    case removed
    /// It is composed no longer. It was edited, and stays, as the author's own.
    case left
    /// The author's edits and what changed in the composition exclude each other.
    case conflict
  }

  /// Its path below the workspace.
  let path: RelativePath
  /// What is there.
  let before: FileContent?
  /// What is composed; nil where it is so no longer.
  let composed: FileContent?
  /// What is to be there.
  var after: FileContent?
  /// What becomes of it.
  var outcome: Outcome
  /// The sections that are at odds.
  var conflicts: [Conflict.Section] = []
}

extension Workbench {
  /// What becomes of the files of the recipe at `path` when `composed` is what it makes now.
  ///
  /// Three versions meet: what was composed last, as the lock says; what the author made of that;
  /// and what is composed now. A file of which the lock knows nothing is as it is found.
  ///
  /// - Parameter isForced: whether what is composed now is taken, whatever was edited.
  func settle(
    _ composed: Composed, of path: String, _ lock: Composition.Lock, in workspace: Workspace,
    isForced: Bool
  ) async throws -> [SettledFile] {
    var settled: [SettledFile] = []
    for file in composed.files {
      let place = try RelativePath(file.path)
      let new = FileContent(bytes: file.draft.bytes, isExecutable: file.isExecutable)
      let there = try await workspace.read(place)
      var result = SettledFile(
        path: place, before: there, composed: new, after: new,
        outcome: there == new ? .unchanged : .composed)
      let known = lock.files[file.path]
      if let there, let known, there.bytes != new.bytes, !isForced,
        ContentHash(of: there.bytes) != known.hash
      {
        let base = try await composedBytes(of: file.path, known, lock, in: workspace)
        try await merge(&result, there, new, base: base)
      }
      settled.append(result)
    }
    let paths = Set(composed.files.map(\.path))
    for (name, file) in lock.files.sorted(by: { $0.key < $1.key })
    where file.recipe == path && !paths.contains(name) {
      let place = try RelativePath(name)
      guard let there = try await workspace.read(place) else { continue }
      let isEdited = ContentHash(of: there.bytes) != file.hash
      settled.append(
        SettledFile(
          path: place, before: there, composed: nil, after: isEdited ? there : nil,
          outcome: isEdited ? .left : .removed))
    }
    return settled
  }

  private func merge(
    _ file: inout SettledFile, _ there: FileContent, _ new: FileContent, base: [UInt8]?
  ) async throws {
    let path = file.path.text
    func read(_ bytes: [UInt8]) async -> Reading {
      await parsers.read(Source(path: path, bytes: bytes))
    }
    if base == new.bytes {
      (file.after, file.outcome) = (there, .kept)
      return
    }
    guard let base else {
      // Nothing says what the author did, so nothing of it may be given up.
      file.conflicts = [
        Conflict.Section(
          title: path, anchor: "", reason: "what was composed last is nowhere any more")
      ]
      (file.after, file.outcome) = (there, .conflict)
      return
    }
    let merge = try SectionMerge(
      base: await read(base), ours: await read(there.bytes), theirs: await read(new.bytes),
      labels: SectionMerge.Labels(base: "last composed", ours: "workspace", theirs: "composed"))
    file.conflicts = merge.conflicts.map { Conflict.Section($0) }
    guard merge.isClean else {
      (file.after, file.outcome) = (there, .conflict)
      return
    }
    file.after = FileContent(bytes: merge.bytes, isExecutable: new.isExecutable)
    file.outcome = merge.bytes == new.bytes ? .composed : .merged
  }

  /// Writes files that are settled, the recipe and the lock, as one operation. All are looked at
  /// before any is written.
  ///
  /// - Throws: ``WorkspaceFailure/edited(_:)`` where the bytes of a file that was never composed,
  ///   and that no commit has, would be lost.
  func save(
    _ settled: [SettledFile], _ composed: Composed, _ recipe: RecipeText, name: String,
    isForced: Bool, to workspace: Workspace
  ) async throws {
    let path = RecipePath.path(name)
    var lock = try await lock(of: workspace)
    var saves: [Workspace.Save] = []
    for file in settled {
      guard let after = file.after else { continue }
      let isOurs = lock.files[file.path.text] != nil
      let seen = isOurs ? file.before.map { ContentHash(of: $0.bytes) } : nil
      saves.append(Workspace.Save(after, to: file.path, replacing: seen))
    }
    let recipePath = try RelativePath(path)
    let before = try await workspace.read(recipePath)?.bytes
    saves.append(
      Workspace.Save(
        FileContent(bytes: Array(recipe.text.utf8)), to: recipePath,
        replacing: before.map { ContentHash(of: $0) }))
    var changes = try await workspace.changes(saving: saves, force: isForced)
    for file in settled where file.after == nil {
      if let before = file.before {
        changes.remove(file.path, in: .workspace, replacing: before)
      }
    }
    lock.record(composed, recipe: path)
    var bases: [FileContent] = []
    for file in settled {
      guard let content = file.composed else { continue }
      lock.keep(file.path.text, as: try FileVersion(of: content).id.hex)
      if file.after != content { bases.append(content) }
    }
    try await write(lock, to: &changes, of: workspace)
    if !changes.isEmpty {
      let written = settled.filter { $0.after != $0.before }
      for edit in try rereads(ofKnown: written) { changes.put(edit) }
    }
    guard !changes.isEmpty else { return }
    // What is composed and not written, because edits are in it, is the base of the next merge.
    try await workspace.hold(bases, for: "compose: what \(name) was composed as")
    try await perform(changes, as: "compose", name, in: workspace)
  }

  /// What is wrong with a component that was composed, as its files are to be.
  func validate(
    _ composed: Composed, as settled: [SettledFile]
  ) async -> [Composition.Finding] {
    var result = composed
    for (index, file) in result.files.enumerated() {
      guard let after = settled.first(where: { $0.path.text == file.path })?.after,
        after.bytes != file.draft.bytes
      else { continue }
      result.files[index].draft = Draft()
      result.files[index].draft.append(after.bytes, from: .glue)
    }
    return await validate(result)
  }
}

extension Recipe.Entry {
  /// The same section, whichever version of it.
  func names(_ other: Recipe.Entry) -> Bool {
    guard text == nil, other.text == nil else { return false }
    return address.path == other.address.path && address.anchor == other.address.anchor
      && address.ordinal == other.address.ordinal
  }
}
