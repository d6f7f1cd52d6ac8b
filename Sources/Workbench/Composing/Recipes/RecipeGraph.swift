internal import Composition
internal import Graph
internal import Sections
internal import Workspace

/// Which recipes take sections of which components.
package struct RecipeGraph: Codable, Sendable, Equatable {
  /// One recipe, and one component or file that it takes sections of.
  package struct Edge: Codable, Sendable, Equatable {
    /// The recipe's name.
    package var recipe: String
    /// The component's path in the library; the file's where it belongs to none.
    package var component: String
    /// How many of the recipe's entries name something of it.
    package var sections: Int
    /// The recipe that the component was composed from; nil where it was not.
    package var madeBy: String?
  }

  /// The recipes, by name.
  package var recipes: [String]
  /// What they take, by recipe and component.
  package var edges: [Edge]
  /// The addresses that nothing answers to, with the recipe before each: `made: pdf/SKILL.md#a`.
  package var unresolved: [String]
  /// The recipes that could not be understood, by name.
  package var unreadable: [String] = []
  /// For each recipe, and each file in which sections are linked, by path below the workspace, such
  /// files that it takes sections of.
  var linked: [String: Set<String>] = [:]

  private enum CodingKeys: String, CodingKey {
    case recipes, edges, unresolved, unreadable
  }

  /// For each recipe, and each file in which sections are linked, the recipes and such files whose
  /// results it takes sections of.
  var uses: [String: Set<String>] {
    edges.reduce(into: linked) { uses, edge in
      if let other = edge.madeBy { uses[edge.recipe, default: []].insert(other) }
    }
  }

  /// The recipes that can be reached from `name`, and lead back to it, as a path; nil where there
  /// is no such path.
  func cycle(through name: String) -> [String]? {
    let uses = uses
    var queue: [[String]] = [[name]]
    var seen: Set<String> = []
    while !queue.isEmpty {
      let path = queue.removeFirst()
      for next in uses[path[path.count - 1], default: []].sorted() {
        if next == name { return path + [name] }
        if seen.insert(next).inserted { queue.append(path + [next]) }
      }
    }
    return nil
  }

  /// `names` in an order in which each comes after those whose results it takes.
  func ordered(_ names: [String]) -> [String] {
    let uses = uses
    var done: [String] = []
    var open = names
    while let name = open.first(where: { name in
      !uses[name, default: []].contains { $0 != name && open.contains($0) }
    }) {
      done.append(name)
      open.removeAll { $0 == name }
    }
    return done + open
  }
}

extension Workbench {
  /// Which recipes of the workspace take sections of which components.
  ///
  /// A section that is pinned counts for what is taken, and not for ``RecipeGraph/Edge/madeBy``:
  /// it stays as it is, whatever is composed.
  ///
  /// - Parameter changed: a recipe that is not yet in its file.
  package func recipeGraph() async throws -> RecipeGraph { try await recipeGraph(changed: nil) }

  /// - Parameter known: the lock, where it is not yet what it is to be.
  func recipeGraph(
    changed: (name: String, recipe: Recipe)?, _ known: Composition.Lock? = nil
  ) async throws -> RecipeGraph {
    let workspace = try workspace()
    var lock = known ?? Composition.Lock()
    if known == nil { lock = try await self.lock(of: workspace) }
    var recipes: [String: Recipe] = [:]
    var unreadable: [String] = []
    for path in try await workspace.files() {
      guard let name = RecipePath.name(path.text), let bytes = try await workspace.read(path)?.bytes
      else { continue }
      recipes[name] = try? Recipe(bytes, file: path.text)
      if recipes[name] == nil { unreadable.append(name) }
    }
    if let changed {
      recipes[changed.name] = changed.recipe
      unreadable.removeAll { $0 == changed.name }
    }
    var result = RecipeGraph(recipes: recipes.keys.sorted(), edges: [], unresolved: [])
    result.unreadable = unreadable.sorted()
    for (name, recipe) in recipes.sorted(by: { $0.key < $1.key }) {
      var edges: [RecipeGraph.Edge] = []
      for address in recipe.addresses {
        guard let path = try? self.path(of: address) else {
          result.unresolved.append("\(name): \(address.text)")
          continue
        }
        if address.pin == nil, let file = try workspacePath(path), lock.links[file] != nil {
          result.linked[name, default: []].insert(file)
        }
        let component = try graph.document(at: path)?.component ?? path
        let file = try workspacePath(path).flatMap { lock.files[$0] }
        let maker = address.pin == nil ? file.flatMap { RecipePath.name($0.recipe) } : nil
        if let known = edges.firstIndex(where: {
          $0.component == component && $0.madeBy == maker
        }) {
          edges[known].sections += 1
        } else {
          edges.append(
            RecipeGraph.Edge(recipe: name, component: component, sections: 1, madeBy: maker))
        }
      }
      result.edges += edges.sorted { $0.component < $1.component }
    }
    for (path, links) in lock.links {
      for link in links.sections {
        if let maker = try maker(of: link, lock) { result.linked[path, default: []].insert(maker) }
      }
    }
    return result
  }

  /// What makes the file that a linked section is in at its source: a recipe, by name, or links; nil
  /// where neither does, or the section is pinned.
  private func maker(
    of link: Composition.Lock.Range, _ lock: Composition.Lock
  ) throws -> String? {
    let address = try Address(link.address)
    guard address.pin == nil else { return nil }
    let known = try link.section.flatMap { try graph.section($0) }?.path
    guard let path = known ?? (try? self.path(of: address)),
      let file = try workspacePath(path)
    else { return nil }
    return lock.files[file].flatMap { RecipePath.name($0.recipe) }
      ?? (lock.links[file] == nil ? nil : file)
  }

  /// The path in the library of the file that `address` names, or that its section is in.
  func path(of address: Address) throws -> String {
    switch try graph.resolve(address) {
    case .section(let section): section.path
    case .document(let document): document.path
    case .component(let component): component.entry
    }
  }

  /// Looks whether the sections that `recipe` takes are made of what it makes.
  ///
  /// - Throws: ``RecipeFailure/cycle(_:)``.
  func expectNoCycle(
    _ recipe: Recipe, named name: String, _ parts: [Part], _ lock: Composition.Lock
  ) async throws {
    let isOfWorkspace = try parts.contains { part in
      try workspacePath(part.path).map { lock.files[$0] != nil || lock.links[$0] != nil } ?? false
    }
    guard isOfWorkspace else { return }
    let graph = try await recipeGraph(changed: (name, recipe))
    if let cycle = graph.cycle(through: name) { throw RecipeFailure.cycle(cycle) }
  }

  /// The edits that have the library read composed files again that it has: other recipes may take
  /// sections of them, and are to find them as they are composed now.
  func rereads(ofKnown files: [SettledFile]) throws -> [LibraryEdit] {
    guard home.hasLibrary, let root = try workspaceRoot() else { return [] }
    let paths = try files.map(\.path.text).filter { path in
      try graph.document(at: "\(root)/\(path)") != nil
    }
    return try rereads(below: paths)
  }
}
