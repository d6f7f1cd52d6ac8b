internal import Composition
internal import Graph
internal import Sections
internal import Workspace

/// A recipe, and how what it takes stands today.
package struct RecipeView: Codable, Sendable, Equatable {
  /// How a section stands.
  package enum State: String, Codable, Sendable {
    /// It is what was composed.
    case current
    /// It is another since it was composed, or since it was pinned.
    case movedOn = "moved on"
    /// It was not composed yet.
    case new
    /// Nothing answers to its address.
    case gone
    /// It is the author's own words.
    case own
  }

  /// One entry of a slot.
  package struct Entry: Codable, Sendable, Equatable {
    /// The address; nil for words of the author's own.
    package var address: String?
    /// Those words.
    package var text: String?
    /// A file of the author's own, by its path below the component's folder.
    package var own: String?
    /// The title instead of the section's own.
    package var title: String?
    /// The level of its outermost heading, where the slot's is not right.
    package var level: Int?
    /// Whether it brings the sections below it.
    package var children: Bool
    /// What of it is taken: code or prose; all where empty.
    package var only: [String]
    /// Whether it is pinned to a version.
    package var isPinned: Bool
    /// How it stands.
    package var state: State
    /// About how many tokens it takes, children included; 0 where it is gone.
    package var tokens: Int
  }

  /// One slot.
  package struct Slot: Codable, Sendable, Equatable {
    /// Its name.
    package var name: String
    /// What is in it, in order.
    package var entries: [Entry]
  }

  /// A parameter, and what it is set to.
  package struct Setting: Codable, Sendable, Equatable {
    /// The parameter's name.
    package var name: String
    /// What it is set to; several for a list.
    package var values: [String]
  }

  /// The recipe's name.
  package var name: String
  /// Its path below the workspace.
  package var path: String
  /// The template's name.
  package var template: String
  /// What is set.
  package var parameters: [Setting]
  /// The slots that have entries, in the order of their names.
  package var slots: [Slot]
  /// The files that were composed from it, by path below the workspace.
  package var files: [String]
}

extension Workbench {
  /// The recipe of that name, with how its sections stand.
  ///
  /// - Throws: ``RecipeFailure`` where there is none; ``CompositionFailure`` where it cannot be
  ///   understood.
  package func recipe(_ name: String) async throws -> RecipeView {
    guard let recipe = try await recipeText(name)?.recipe else {
      let known = try await workspace().files().map(\.text).compactMap(RecipePath.name)
      throw RecipeFailure.unknown(name, known: known)
    }
    let path = RecipePath.path(name)
    let files = try await lock(of: workspace()).files.filter { $0.value.recipe == path }
    let ranges = files.sorted { $0.key < $1.key }.flatMap(\.value.sections)
    return RecipeView(
      name: name, path: path, template: recipe.template,
      parameters: recipe.parameters.sorted { $0.key < $1.key }.map { name, setting in
        switch setting {
        case .text(let text): RecipeView.Setting(name: name, values: [text])
        case .list(let texts): RecipeView.Setting(name: name, values: texts)
        }
      },
      slots: try recipe.slots.sorted { $0.key < $1.key }.map { name, entries in
        RecipeView.Slot(name: name, entries: try entries.map { try view($0, ranges) })
      }, files: files.keys.sorted())
  }

  private func view(
    _ entry: Recipe.Entry, _ ranges: [Composition.Lock.Range]
  ) throws -> RecipeView.Entry {
    var view = RecipeView.Entry(
      address: entry.isSection ? entry.address.text : nil, text: entry.text, own: entry.own,
      title: entry.title,
      level: entry.level, children: entry.children, only: entry.only.map(\.rawValue).sorted(),
      isPinned: entry.address.pin != nil, state: .own, tokens: 0)
    if let text = entry.text {
      view.tokens = TokenEstimate.tokens(bytes: text.utf8.count)
      return view
    }
    guard entry.isSection else { return view }
    guard let found = try? graph.resolve(entry.address) else {
      view.state = .gone
      return view
    }
    var hash: ContentHash?
    switch found {
    case .section(let section):
      hash = try graph.section(section.id)?.cut.hash
      view.tokens = section.tokens
      if view.isPinned {
        view.state = hash == section.cut.hash ? .current : .movedOn
        return view
      }
    case .document(let document): (hash, view.tokens) = (document.hash, document.tokens)
    case .component(let component):
      let document = try graph.document(at: component.entry)
      (hash, view.tokens) = (document?.hash, document?.tokens ?? 0)
    }
    let own = ranges.filter { $0.address == entry.address.text }
    view.state = own.isEmpty ? .new : own.contains { $0.hash == hash } ? .current : .movedOn
    return view
  }
}
