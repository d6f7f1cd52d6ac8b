package import Sections

/// Fits a component into a budget of tokens for the file that an agent reads first.
///
/// Sections have a rank: those of slots with the higher priority come first, then they are in the
/// order of template and recipe. In that order each gets a line that links to it, as a reference
/// file, for as long as the lines fit; where one does not, the section is left out. In the same
/// order, each then gets back its place in the text, where it fits there. Sections of a slot that
/// must have some are left alone.
package struct Fitting {
  /// What became of a recipe.
  package struct Fitted: Sendable, Equatable {
    /// The recipe that fits.
    package var recipe: Recipe
    /// The sections that became reference files, in order of rank.
    package var moved: [Address] = []
    /// The sections that were left out, in order of rank.
    package var leftOut: [Address] = []
  }

  /// Where a section is.
  private enum State { case asWanted, reference, out }

  /// A section that may be moved.
  private struct Candidate {
    let slot: String
    let index: Int
    let address: Address
    /// The slot that takes it as a reference file; nil where none does, or it is in that already.
    let haven: String?
  }

  private let template: Template
  private let recipe: Recipe
  private let parts: [Part]
  private let candidates: [Candidate]
  private var states: [State]

  /// Fits.
  ///
  /// - Parameter budget: in tokens, as ``Sections/TokenEstimate`` counts them.
  /// - Throws: ``CompositionFailure``, also where the file does not fit with no section in it.
  package static func fit(
    _ recipe: Recipe, _ template: Template, parts: [Part], into budget: Int
  ) throws(CompositionFailure) -> Fitted {
    var fitting = Fitting(recipe, template, parts)
    guard try fitting.tokens() > budget else { return Fitted(recipe: recipe) }
    return try fitting.fitted(budget)
  }

  private init(_ recipe: Recipe, _ template: Template, _ parts: [Part]) {
    self.template = template
    self.recipe = recipe
    self.parts = parts
    let kinds = Dictionary(parts.map { ($0.address.text, $0.kind) }) { first, _ in first }
    let ranked = template.slots.enumerated().sorted {
      ($1.element.priority, $0.offset) < ($0.element.priority, $1.offset)
    }
    candidates = ranked.map(\.element).flatMap { slot -> [Candidate] in
      guard slot.count.lowerBound == 0, [.inline, .reference].contains(slot.landing) else {
        return []
      }
      return recipe.slots[slot.name, default: []].enumerated().compactMap { index, entry in
        guard entry.isSection, let kind = kinds[entry.address.text] else { return nil }
        let haven = template.slots.first { $0.landing == .reference && $0.takes(kind) }
        return Candidate(
          slot: slot.name, index: index, address: entry.address,
          haven: slot.landing == .reference ? nil : haven?.name)
      }
    }
    states = Array(repeating: .asWanted, count: candidates.count)
  }

  private mutating func fitted(_ budget: Int) throws(CompositionFailure) -> Fitted {
    states = Array(repeating: .out, count: candidates.count)
    let least = try tokens()
    guard least <= budget else { throw .overBudget(tokens: least, budget: budget) }
    // A link to a section is worth more than the text of another.
    for index in candidates.indices {
      try attempt(candidates[index].haven == nil ? .asWanted : .reference, index, budget)
    }
    for index in candidates.indices where candidates[index].haven != nil {
      try attempt(.asWanted, index, budget)
    }
    var result = Fitted(recipe: current)
    for (candidate, state) in zip(candidates, states) {
      if state == .reference { result.moved.append(candidate.address) }
      if state == .out { result.leftOut.append(candidate.address) }
    }
    return result
  }

  /// Gives a section another state, if all fits then.
  private mutating func attempt(
    _ state: State, _ index: Int, _ budget: Int
  ) throws(CompositionFailure) {
    let before = states[index]
    states[index] = state
    if try tokens() > budget { states[index] = before }
  }

  /// The recipe as the states have it.
  private var current: Recipe {
    var result = recipe
    var moved: [(slot: String, entry: Recipe.Entry)] = []
    var gone: [String: Set<Int>] = [:]
    for (candidate, state) in zip(candidates, states) where state != .asWanted {
      gone[candidate.slot, default: []].insert(candidate.index)
      guard state == .reference, let haven = candidate.haven,
        var entry = recipe.slots[candidate.slot]?[candidate.index]
      else { continue }
      entry.level = nil
      moved.append((haven, entry))
    }
    for (slot, indices) in gone {
      result.slots[slot] = recipe.slots[slot, default: []].enumerated()
        .filter { !indices.contains($0.offset) }.map(\.element)
    }
    for (slot, entry) in moved { result.slots[slot, default: []].append(entry) }
    // Sections that were parts of one text may be called alike.
    result.renames = recipe.renames || !moved.isEmpty
    return result
  }

  private func tokens() throws(CompositionFailure) -> Int {
    let composed = try Composer.compose(template, current, parts: parts)
    let entry = composed.files.first { $0.path == composed.entry }
    return TokenEstimate.tokens(bytes: entry?.draft.bytes.count ?? 0)
  }
}
