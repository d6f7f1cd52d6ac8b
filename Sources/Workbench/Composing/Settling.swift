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
    /// It is the author's, as the recipe says.
    case own
    /// The author's edits and what changed in the composition exclude each other, or the file is
    /// not the recipe's.
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

  /// Leaves the whole file as it is, for that reason.
  fileprivate mutating func object(_ reason: String) {
    conflicts = [Conflict.Section(title: path.text, anchor: "", reason: reason)]
    (after, outcome) = (before, .conflict)
  }
}

extension Workbench {
  /// What becomes of the files of the recipe at `path` when `composed` is what it makes now.
  ///
  /// Three versions meet: what was composed last, as the lock says; what the author made of that;
  /// and what is composed now. A file that the lock does not know as one of this recipe is not
  /// replaced, unless that is forced.
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
      if let reason = try await objection(to: result, known, of: path, in: workspace), !isForced {
        result.object(reason)
      } else if let there, let known, there.bytes != new.bytes, !isForced,
        ContentHash(of: there.bytes) != known.hash
      {
        let base = try await composedBytes(of: file.path, known, lock, in: workspace)
        try await merge(&result, there, new, base: base)
      }
      settled.append(result)
    }
    for own in composed.own {
      let place = try RelativePath(own.path)
      guard let there = try await workspace.read(place) else { continue }
      settled.append(
        SettledFile(path: place, before: there, composed: nil, after: there, outcome: .own))
    }
    let paths = Set(composed.files.map(\.path) + composed.own.map(\.path))
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

  /// Why `file` is not the recipe's at `path` to write; nil where it is.
  ///
  /// - Parameter known: what the lock has of it.
  private func objection(
    to file: SettledFile, _ known: Composition.Lock.File?, of path: String,
    in workspace: Workspace
  ) async throws -> String? {
    guard let there = file.before, let composed = file.composed else { return nil }
    guard let known else {
      return there.bytes == composed.bytes ? nil : "it was not composed by joinery"
    }
    guard known.recipe != path else { return nil }
    // A recipe that was renamed makes what it made before.
    if known.hash == ContentHash(of: composed.bytes),
      try await workspace.read(RelativePath(known.recipe)) == nil
    {
      return nil
    }
    return "it is composed from \(known.recipe)"
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
      return file.object("what was composed last is nowhere any more")
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
  /// before any is written. A recipe that says what it said stays as it is.
  ///
  /// - Throws: ``WorkspaceFailure/edited(_:)`` where a file has other bytes than when it was
  ///   settled, or the recipe than when it was read, and no commit has them.
  func save(
    _ settled: [SettledFile], _ composed: Composed, _ recipe: RecipeText, name: String,
    isForced: Bool, to workspace: Workspace
  ) async throws {
    let path = RecipePath.path(name)
    var lock = try await lock(of: workspace)
    var saves: [Workspace.Save] = []
    for file in settled {
      guard let after = file.after, file.outcome != .own else { continue }
      let seen = file.before.map { ContentHash(of: $0.bytes) }
      saves.append(Workspace.Save(after, to: file.path, replacing: seen))
    }
    if recipe.bytes != recipe.read {
      saves.append(
        Workspace.Save(
          FileContent(bytes: recipe.bytes), to: try RelativePath(path),
          replacing: recipe.read.map { ContentHash(of: $0) }))
    }
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
  ///
  /// An error that only its author's edits make is a warning: composing neither made nor mends it.
  func validate(
    _ composed: Composed, as settled: [SettledFile]
  ) async -> [Composition.Finding] {
    var result = composed
    for file in settled where file.outcome == .own {
      guard let after = file.after else { continue }
      result.add(own: after.bytes, at: file.path.text, isExecutable: after.isExecutable)
    }
    let composed = result
    for (index, file) in result.files.enumerated() {
      guard let after = settled.first(where: { $0.path.text == file.path })?.after,
        after.bytes != file.draft.bytes
      else { continue }
      result.files[index].draft = Draft()
      result.files[index].draft.append(after.bytes, from: .glue)
    }
    let findings = await validate(result).map { finding in
      // What the author has in files of their own is theirs to mend.
      var finding = finding
      if finding.severity == .error,
        settled.contains(where: { $0.outcome == .own && $0.path.text == finding.path })
      {
        finding.severity = .warning
      }
      return finding
    }
    guard result != composed, findings.contains(where: { $0.severity == .error }) else {
      return findings
    }
    let own = await validate(composed).filter { $0.severity == .error }
    return findings.map { finding in
      var finding = finding
      if finding.severity == .error,
        !own.contains(where: { $0.rule == finding.rule && $0.path == finding.path })
      {
        finding.severity = .warning
      }
      return finding
    }
  }
}

extension Recipe.Entry {
  /// The same section, whichever version of it.
  func names(_ other: Recipe.Entry) -> Bool {
    guard isSection, other.isSection else { return false }
    return address.path == other.address.path && address.anchor == other.address.anchor
      && address.ordinal == other.address.ordinal
  }
}
