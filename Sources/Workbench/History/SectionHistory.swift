internal import Git
internal import Sections
internal import Workspace

/// Follows one section back through the commits that changed its file.
struct SectionHistory {
  /// What a commit did to the section.
  struct Revision {
    /// The commit.
    let commit: Commit
    /// The file before; nil where it was not there.
    let old: Reading?
    /// The file after, under the path it had then.
    let new: Reading
    /// The changes of the section and of what is inside it; never empty.
    let changes: [SectionChange]
    /// The bytes of the file before with what the commit changed of the section.
    let bytes: [UInt8]
  }

  /// A version of a file, which is the same in all commits that have it.
  private struct Version: Hashable {
    let path: String
    let id: ObjectID?

    init(_ entry: TreeEntry?, _ path: String) {
      self.path = entry?.path ?? path
      id = entry?.id
    }
  }

  private let workspace: Workspace
  private let workbench: Workbench
  /// Where the section is, in the versions that it was traced to.
  private var positions: [Version: Int] = [:]
  private var readings: [Version: Reading] = [:]

  init(_ workspace: Workspace, _ workbench: Workbench) {
    self.workspace = workspace
    self.workbench = workbench
  }

  /// The commits that changed the section, newest first: its own text, its title, or what is
  /// inside it. One that only moved it is left out.
  ///
  /// - Throws: ``NameFailure/noSection(_:path:)`` where no version of the file has it.
  mutating func revisions(of name: SectionName, limit: Int) async throws -> [Revision] {
    var found: [Revision] = []
    var isKnown = try await startOnDisk(name)
    for revision in try await workspace.history(of: name.path) where found.count < limit {
      let version = Version(revision.entry, revision.path)
      let new = try await reading(version)
      if !isKnown, let position = new.position(of: name.fragment) {
        positions[version] = position
        isKnown = true
      }
      if !isKnown, let removal = try await removal(of: name, by: revision, new) {
        found.append(removal)
        isKnown = true
      } else if let position = positions.removeValue(forKey: version),
        let step = try await step(back: revision, new, position)
      {
        found.append(step)
      }
    }
    guard isKnown else { throw NameFailure.noSection(name.fragment, path: name.path.text) }
    return found
  }

  /// Looks for the section in the file on disk, and for what it continues in the last commit.
  private mutating func startOnDisk(_ name: SectionName) async throws -> Bool {
    guard let content = try? await workspace.read(name.path) else { return false }
    let current = await workbench.read(content.bytes, at: name.path.text)
    guard let position = current.position(of: name.fragment) else { return false }
    if let committed = try await workspace.committed(under: name.path)[name.path] {
      let version = Version(committed.entry(at: name.path), name.path.text)
      positions[version] =
        SectionComparison(from: try await reading(version), to: current).matches[position]
    }
    return true
  }

  /// What `revision` did to the section at `position`; nil where it left it as it was.
  private mutating func step(
    back revision: FileRevision, _ new: Reading, _ position: Int
  ) async throws -> Revision? {
    var first: Revision?
    var isChanged = true
    for entry in revision.before.isEmpty ? [nil] : revision.before {
      let version = Version(entry, revision.path)
      let old = try await reading(version)
      let comparison = SectionComparison(from: old, to: new)
      let match = comparison.matches[position]
      if let match, entry != nil { positions[version] = match }
      let changes = comparison.changes(inside: position, match)
      if changes.isEmpty { isChanged = false }
      first =
        first
        ?? Revision(
          commit: revision.commit, old: entry == nil ? nil : old, new: new, changes: changes,
          bytes: SectionPick(from: old, to: new).bytes(taking: [position], removing: []))
    }
    return isChanged ? first : nil
  }

  /// That `revision` removed the section, if it did.
  private mutating func removal(
    of name: SectionName, by revision: FileRevision, _ new: Reading
  ) async throws -> Revision? {
    for entry in revision.before.compactMap(\.self) {
      let version = Version(entry, revision.path)
      let old = try await reading(version)
      guard let position = old.position(of: name.fragment) else { continue }
      positions[version] = position
      return Revision(
        commit: revision.commit, old: old, new: new,
        changes: SectionComparison(from: old, to: new).removals(inside: position),
        bytes: SectionPick(from: old, to: new).bytes(taking: [], removing: [position]))
    }
    return nil
  }

  private mutating func reading(_ version: Version) async throws -> Reading {
    if let known = readings[version] { return known }
    var bytes: [UInt8]?
    if let id = version.id { bytes = try await workspace.blob(id) }
    let reading = await workbench.read(bytes, at: version.path)
    readings[version] = reading
    return reading
  }
}
