internal import Composition
internal import Graph
internal import Sections
internal import Workspace

/// What a section may be a copy of.
struct CopySource {
  /// What composing needs of it, as it was when it was copied.
  var part: Part
  /// The level at which composing would have put it there; nil where it is as it is.
  var level: Int?
  /// Whether it still is what was copied.
  var isCurrent: Bool
}

extension Workbench {
  /// The section, file or component that `address` names, where `place` is a copy of it: as it is
  /// now, or as it once was.
  ///
  /// - Throws: ``LinkFailure/differs(_:source:lines:)`` where it is none.
  func source(of place: CopyPlace, named address: String) async throws -> CopySource {
    let entry = try entry(address, isPinned: false)
    let now = try await part(entry.address)
    if let level = place.level(of: now) {
      return CopySource(part: now, level: level, isCurrent: true)
    }
    if let id = now.passage.id, entry.address.pin == nil, let section = try graph.section(id) {
      for version in try graph.history(of: section) where version.blob != nil {
        guard let past = try? await part(entry.address, version), let level = place.level(of: past)
        else { continue }
        return CopySource(part: past, level: level, isCurrent: false)
      }
    }
    let copy =
      now.copied(into: place.path, level: place.cut.level)
      ?? now.copied(
        into: place.path, level: nil)
    let lines = LineMatches(from: copy?.bytes ?? now.passage.bytes, to: Array(place.text)).changes
    throw LinkFailure.differs(place.name, source: entry.address.text, lines: lines.count)
  }

  /// The one section of the library that `place` is a copy of: it has the same bytes, or the text
  /// that composing would have made of it there; now, or else once.
  ///
  /// - Throws: ``LinkFailure`` where there is none, or more than one.
  func source(of place: CopyPlace, _ lock: Composition.Lock) async throws -> CopySource {
    var found = try await sources(of: place, among: graph.sections(like: place.cut), lock)
    if found.isEmpty {
      let (present, past) = try graph.sections(titled: place.cut.title)
      let words = Self.words(of: Array(place.text))
      func isLike(_ section: StoredSection) throws -> Bool {
        try graph.bytes(of: section).map { Self.words(of: $0) == words } ?? false
      }
      found = try await sources(of: place, among: present.filter(isLike), lock)
      if found.isEmpty { found = try await sources(of: place, among: past.filter(isLike), lock) }
    }
    guard let only = found.first else {
      throw LinkFailure.noSource(place.name, near: try near(place, lock))
    }
    guard found.count == 1 else {
      throw LinkFailure.several(place.name, sources: found.map(\.part.address.text))
    }
    return only
  }

  /// Those of `sections` that `place` is a copy of, without what is itself a copy, each once.
  private func sources(
    of place: CopyPlace, among sections: [StoredSection], _ lock: Composition.Lock
  ) async throws -> [CopySource] {
    let ids = Set(sections.map(\.id))
    var found: [CopySource] = []
    for section in sections where try isOriginal(section, besides: place, ids, lock) {
      guard !found.contains(where: { $0.part.passage.id == section.id }),
        let current = try graph.section(section.id),
        let part = try? await part(Address(current.address), section),
        let level = place.level(of: part)
      else { continue }
      found.append(
        CopySource(part: part, level: level, isCurrent: current.cut.hash == section.cut.hash))
    }
    return found
  }

  /// Whether a section can be what `place` was copied from: it is not in the same file nor in what
  /// that was checked out from, and nothing of the workspace that is a copy by itself.
  private func isOriginal(
    _ section: StoredSection, besides place: CopyPlace, _ ids: Set<SectionID>,
    _ lock: Composition.Lock
  ) throws -> Bool {
    guard section.path != lock.checkouts[place.path]?.source else { return false }
    guard let path = try workspacePath(section.path) else { return true }
    return path != place.path && lock.files[path] == nil && lock.checkouts[path] == nil
      && lock.links[path]?.sections.contains { $0.section.map(ids.contains) ?? false } != true
  }

  private func near(_ place: CopyPlace, _ lock: Composition.Lock) throws -> [String] {
    let own = try workspaceRoot().map { "\($0)/\(place.path)#" }
    return try graph.sections(namedLike: place.cut.title).filter { address in
      own.map { !address.hasPrefix($0) } ?? true
    }
  }

  /// What of some bytes composing never changes: all but blanks and the marks of headings.
  private static func words(of bytes: [UInt8]) -> [UInt8] {
    bytes.filter { !($0 == 0x20 || (0x09...0x0D).contains($0) || "#=-\\`~".utf8.contains($0)) }
  }
}
