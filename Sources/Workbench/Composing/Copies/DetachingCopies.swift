internal import Composition
internal import Graph
internal import Sections
internal import Workspace

extension Workbench {
  /// Cuts the link of a section, or of all sections, of a file that no recipe made; nil where
  /// nothing that is linked has that name. Nothing of the file is changed.
  ///
  /// - Parameter name: `FILE#ANCHOR`, the file, or the address of the source where only one section
  ///   is linked to it.
  /// - Throws: ``AttachFailure/several(_:files:)``.
  func detach(
    copy name: String, _ written: Composition.Lock, in workspace: Workspace
  ) async throws -> AttachReport? {
    let lock = try await movedLinks(written, in: workspace).applied(to: written)
    guard let (path, links) = try await linked(name, lock, in: workspace), let first = links.first
    else { return nil }
    var wanted = lock
    let rest = lock.links[path]?.sections.filter { !links.contains($0) } ?? []
    wanted.links[path]?.sections = rest
    if rest.isEmpty { wanted.links[path] = nil }
    var changes = Changes()
    try await write(wanted, to: &changes, of: workspace)
    try await perform(changes, as: "detach", name, in: workspace)
    var composed = ComposeReport(links: path)
    composed.isWritten = true
    return AttachReport(recipe: nil, address: first.address, composed: composed, files: [path])
  }

  /// The file that `name` is about, and which links of it.
  private func linked(
    _ name: String, _ lock: Composition.Lock, in workspace: Workspace
  ) async throws -> (path: String, links: [Composition.Lock.Range])? {
    guard !lock.links.isEmpty else { return nil }
    let address = try Address(name)
    if address.anchor == nil, let path = try? await workspaceFile(name, in: workspace),
      let record = lock.links[path]
    {
      return (path, record.sections)
    }
    if let place = try? await copyPlace(name, in: workspace), let record = lock.links[place.path],
      let file = try await linkedFile(place.path, record, in: workspace)
    {
      let named = file.present.filter { $0.place?.overlaps(place.range) == true }.map(\.record)
      return named.isEmpty ? nil : (place.path, named)
    }
    let source = try? graph.resolve(address)
    func isFrom(_ range: Composition.Lock.Range) -> Bool {
      if range.address == name { return true }
      guard case .section(let section)? = source else { return false }
      return section.id == range.section
    }
    let fitting = lock.links.sorted { $0.key < $1.key }.flatMap { path, record in
      record.sections.filter(isFrom).map { (path, [$0]) }
    }
    guard let only = fitting.first else { return nil }
    let composed = lock.files.filter { $0.value.sections.contains(where: isFrom) }.keys.sorted()
    guard fitting.count == 1, composed.isEmpty else {
      throw AttachFailure.several(name, files: fitting.map(\.0) + composed)
    }
    return only
  }
}
