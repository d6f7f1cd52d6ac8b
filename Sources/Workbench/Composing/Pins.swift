internal import Composition
internal import Graph
internal import Sections
internal import Workspace

extension Workbench {
  /// The hashes of the section contents that recipes are pinned to or that are in composed files or
  /// linked, and of the files that were checked out or composed: what later merges start from.
  ///
  /// Of a recipe that cannot be understood whatever reads like a pinned address counts.
  ///
  /// - Returns: the hashes, and the recipes that could not be understood, by name.
  func pins() async throws -> (hashes: Set<ContentHash>, unreadable: [String]) {
    let workspace = try workspace()
    var pins: Set<ContentHash> = []
    var unreadable: [String] = []
    for path in try await workspace.files() {
      guard let name = RecipePath.name(path.text), let bytes = try await workspace.read(path)?.bytes
      else { continue }
      let recipe = try? Recipe(bytes, file: path.text)
      if recipe == nil { unreadable.append(name) }
      for address in recipe?.addresses ?? Self.addresses(in: bytes) where address.pin != nil {
        if case .section(let section) = try? graph.resolve(address) {
          pins.insert(section.cut.hash)
        }
      }
    }
    let lock = try await lock(of: workspace)
    pins.formUnion(lock.checkouts.values.map(\.hash))
    for links in lock.links.values { pins.formUnion([links.hash] + links.sections.map(\.hash)) }
    for file in lock.files.values { pins.formUnion([file.hash] + file.sections.map(\.hash)) }
    return (pins, unreadable.sorted())
  }

  /// What reads like addresses in a text that is no recipe.
  private static func addresses(in bytes: [UInt8]) -> [Address] {
    let marks = Set(" \t\r\n\"'[]{},".utf8)
    return bytes.split(whereSeparator: marks.contains).compactMap {
      try? Address(String(decoding: $0, as: UTF8.self))
    }
  }
}
