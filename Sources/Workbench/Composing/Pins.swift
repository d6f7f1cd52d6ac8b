internal import Composition
internal import Graph
internal import Sections
internal import Workspace

extension Workbench {
  /// The hashes of the section contents that recipes are pinned to or that are in composed files,
  /// and of the files that were checked out or composed: what later merges start from.
  func pins() async throws -> Set<ContentHash> {
    let workspace = try workspace()
    var pins: Set<ContentHash> = []
    for path in try await workspace.files() where RecipePath.name(path.text) != nil {
      guard let bytes = try await workspace.read(path)?.bytes else { continue }
      for address in try Recipe(bytes, file: path.text).addresses where address.pin != nil {
        if case .section(let section) = try? graph.resolve(address) {
          pins.insert(section.cut.hash)
        }
      }
    }
    let lock = try await lock(of: workspace)
    pins.formUnion(lock.checkouts.values.map(\.hash))
    for file in lock.files.values { pins.formUnion([file.hash] + file.sections.map(\.hash)) }
    return pins
  }
}
