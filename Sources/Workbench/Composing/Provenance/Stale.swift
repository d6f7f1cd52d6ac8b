internal import Composition
internal import Graph
internal import Sections
internal import Workspace

/// A component whose sources moved on since it was composed, or a file with linked sections whose
/// sources did.
package struct StaleComponent: Codable, Sendable, Equatable {
  /// What became of a section.
  package enum Change: String, Codable, Sendable {
    case edited, moved, renamed, removed
  }

  /// A section that is no longer what it was.
  package struct Section: Codable, Sendable, Equatable {
    /// The address that the recipe has.
    package var address: String
    /// What became of it.
    package var changes: [Change]
    /// The hash of what was composed.
    package var hash: String
    /// Where it is now; nil where it is gone.
    package var now: String?
    /// The lines that are new in it, and those that are gone from it; nil where what was composed
    /// is no longer in the library, or the section is the same or gone.
    package var added: Int?
    /// See ``added``.
    package var removed: Int?
  }

  /// The recipe's name, or the file's path below the workspace.
  package var name: String
  /// The recipe, by its path below the workspace; nil for a file that no recipe made.
  package var recipe: String?
  /// The files in which the sections are, by path below the workspace.
  package var files: [String]
  /// The sections, in the order of the files.
  package var sections: [Section]
}

extension Workbench {
  /// The composed components, and the files with linked sections, whose sections, unless they are
  /// pinned, are no longer what was composed or linked: as the lock and the library say, without
  /// composing. The library is asked once for all of them.
  ///
  /// - Parameter names: only these recipes and files; all where empty.
  /// - Throws: ``RecipeFailure`` where nothing was composed from one of them.
  package func stale(_ names: [String] = []) async throws -> [StaleComponent] {
    let lock = try await lock(of: workspace())
    let files = lock.files.sorted { $0.key < $1.key }
    let known = Set(files.compactMap { RecipePath.name($0.value.recipe) } + lock.links.keys)
    if let unknown = names.first(where: { !known.contains($0) }) {
      throw RecipeFailure.unknown(unknown, known: known.sorted())
    }
    var uses: [(path: String, recipe: String?, range: Composition.Lock.Range, address: Address)] =
      []
    for (path, file) in files {
      guard let name = RecipePath.name(file.recipe), names.isEmpty || names.contains(name)
      else { continue }
      for range in file.sections {
        let address = try Address(range.address)
        if address.pin == nil { uses.append((path, file.recipe, range, address)) }
      }
    }
    for (path, links) in lock.links.sorted(by: { $0.key < $1.key })
    where names.isEmpty || names.contains(path) {
      for link in links.sections {
        let address = try Address(link.address)
        if address.pin == nil { uses.append((path, nil, link, address)) }
      }
    }
    let present = try graph.present(
      uses.map { CopiedSection(id: $0.range.section, path: $0.address.path, hash: $0.range.hash) })
    var stale: [String: StaleComponent] = [:]
    // The same section stands in many components, perhaps: it is looked into once.
    var seen: [Copy: StaleComponent.Section?] = [:]
    for (use, now) in zip(uses, present) {
      let copy = Copy(address: use.range.address, hash: use.range.hash)
      let found = try seen[copy] ?? staleSection(use.range, use.address, now)
      seen[copy] = .some(found)
      guard let section = found else { continue }
      let name = use.recipe.map { RecipePath.name($0) ?? $0 } ?? use.path
      let key = use.recipe ?? use.path
      var component =
        stale[key]
        ?? StaleComponent(name: name, recipe: use.recipe, files: [], sections: [])
      if component.files.last != use.path { component.files.append(use.path) }
      if !component.sections.contains(section) { component.sections.append(section) }
      stale[key] = component
    }
    return stale.values.sorted { $0.name < $1.name }
  }

  /// What was composed, and under which address.
  private struct Copy: Hashable {
    let address: String
    let hash: ContentHash
  }

  private func staleSection(
    _ range: Composition.Lock.Range, _ address: Address, _ now: PresentSection?
  ) throws -> StaleComponent.Section? {
    var section = StaleComponent.Section(
      address: range.address, changes: [], hash: range.hash.hex, now: nil)
    guard let now = try now ?? byHand(range, address) else {
      section.changes = [.removed]
      return section
    }
    section.now = now.fragment.map { "\(now.path)#\($0)" } ?? now.path
    if now.hash != range.hash {
      section.changes.append(.edited)
      if let id = range.section, let old = try past(id, range.hash),
        let new = try graph.section(id).flatMap({ try graph.bytes(of: $0) })
      {
        let lines = LineMatches(from: old, to: new).changes
        section.added = lines.filter(\.isNew).count
        section.removed = lines.count - (section.added ?? 0)
      }
    }
    if let anchor = address.anchor, range.section != nil {
      if now.path != address.path, !now.path.hasSuffix("/\(address.path)") {
        section.changes.append(.moved)
      }
      let fragment = address.ordinal == 1 ? anchor : "\(anchor)~\(address.ordinal)"
      if now.fragment != fragment { section.changes.append(.renamed) }
    }
    return section.changes.isEmpty ? nil : section
  }

  /// What a whole file, or the top of one, is now whose address is not its path: one that was
  /// written by hand.
  private func byHand(
    _ range: Composition.Lock.Range, _ address: Address
  ) throws -> PresentSection? {
    guard range.section == nil, let found = try? graph.resolve(address) else { return nil }
    let path =
      switch found {
      case .section(let section): section.path
      case .document(let document): document.path
      case .component(let component): component.entry
      }
    let copy = CopiedSection(id: nil, path: path, hash: range.hash)
    return try graph.present([copy])[0]
  }

  private func past(_ id: SectionID, _ hash: ContentHash) throws -> [UInt8]? {
    guard case .section(let section)? = try? graph.resolve(try Address("\(id)@\(hash.hex)"))
    else { return nil }
    return try graph.bytes(of: section)
  }
}
