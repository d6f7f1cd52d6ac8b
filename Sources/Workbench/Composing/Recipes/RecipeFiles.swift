internal import Composition
internal import Graph
internal import Sections
internal import Workspace

extension Workbench {
  /// The recipe of that name as its file has it; nil where there is none.
  ///
  /// - Throws: ``CompositionFailure`` where it cannot be understood.
  func recipeText(_ name: String) async throws -> RecipeText? {
    guard let bytes = try await recipeBytes(name) else { return nil }
    return try RecipeText(bytes, file: RecipePath.path(name))
  }

  /// The bytes of the recipe of that name, whatever they say; nil where there is none.
  func recipeBytes(_ name: String) async throws -> [UInt8]? {
    try await workspace().read(RelativePath(RecipePath.path(name)))?.bytes
  }

  /// Gives sections of the recipe that were renamed or moved since it was composed, so that
  /// nothing answers to their addresses any more, the addresses that they have now.
  func follow(
    _ text: inout RecipeText, _ lock: Composition.Lock
  ) async throws -> [FollowedSection] {
    let path = text.file
    let ranges = lock.files.sorted { $0.key < $1.key }.map(\.value)
      .filter { $0.recipe == path }.flatMap(\.sections)
    var recipe = text.recipe
    var followed: [FollowedSection] = []
    for (slot, entries) in recipe.slots.sorted(by: { $0.key < $1.key }) {
      for (index, entry) in entries.enumerated() where entry.isSection {
        do {
          _ = try graph.resolve(entry.address)
        } catch let failure as AddressFailure {
          guard entry.address.pin == nil, case .unknown = failure,
            let id = ranges.first(where: { $0.address == entry.address.text })?.section,
            let section = try graph.section(id)
          else { throw failure }
          recipe.slots[slot]?[index].address = try Address(section.address)
          let change = FollowedSection(former: entry.address.text, address: section.address)
          if !followed.contains(change) { followed.append(change) }
        }
      }
    }
    try text.become(recipe)
    return followed.sorted { $0.former < $1.former }
  }
}
