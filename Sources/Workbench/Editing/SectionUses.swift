internal import Composition
internal import Graph
internal import Sections
internal import Workspace

extension Workbench {
  /// What uses the sections that change or go with `files`: unpinned recipes, composed files, and
  /// references from other files.
  func uses(
    of files: [WorkspaceDrift.File], in workspace: Workspace
  ) async throws -> [SectionUse] {
    let affected = try files.flatMap { try self.affected(by: $0) }
    guard !affected.isEmpty else { return [] }
    var uses: Set<SectionUse> = []
    let recipes = try await recipes(of: workspace)
    let lock = try await lock(of: workspace)
    for section in affected {
      func add(_ kind: SectionUse.Kind, _ path: String) {
        uses.insert(SectionUse(kind: kind, section: section.address, path: path))
      }
      for (path, named) in recipes where named.contains(section.id) { add(.recipe, path) }
      for (path, file) in lock.files
      where file.sections.contains(where: { $0.section == section.id }) {
        add(.copy, path)
      }
      for (path, links) in lock.links
      where links.sections.contains(where: { $0.section == section.id }) {
        add(.copy, path)
      }
      for use in try graph.whereUsed(section) where use.source.path != section.path {
        add(.reference, use.source.address)
      }
    }
    return uses.sorted {
      ($0.section, $0.kind.rawValue, $0.path) < ($1.section, $1.kind.rawValue, $1.path)
    }
  }

  /// The sections of the library that a changed file no longer has, or has with other bytes.
  private func affected(by file: WorkspaceDrift.File) throws -> [StoredSection] {
    guard let document = file.stored else { return [] }
    let sections = try graph.outline(of: document)
    guard let reading = file.reading else { return sections }
    let matches = Alignment(
      from: sections.map(\.cut), of: try graph.bytes(of: document), to: reading.cuts,
      of: reading.source.bytes
    ).matches
    var same: Set<Int> = []
    for (cut, match) in zip(reading.cuts, matches) {
      if let match, sections[match].cut.hash == cut.hash { same.insert(match) }
    }
    return sections.filter { !same.contains($0.position) }
  }

  /// For each recipe of the workspace the sections that it names without a pin. A file stands for
  /// all of its sections.
  private func recipes(of workspace: Workspace) async throws -> [String: Set<SectionID>] {
    var named: [String: Set<SectionID>] = [:]
    for path in try await workspace.files() where RecipePath.name(path.text) != nil {
      guard let bytes = try await workspace.read(path)?.bytes,
        let recipe = try? Recipe(bytes, file: path.text)
      else { continue }
      for address in recipe.addresses where address.pin == nil {
        named[path.text, default: []].formUnion(try sections(of: address))
      }
    }
    return named
  }

  private func sections(of address: Address) throws -> [SectionID] {
    switch try? graph.resolve(address) {
    case .section(let section): [section.id]
    case .document(let document): try graph.outline(of: document).map(\.id)
    case .component(let component):
      try graph.document(at: component.entry).map { try graph.outline(of: $0).map(\.id) } ?? []
    case nil: []
    }
  }
}
