internal import Composition
internal import Graph
internal import Sections
internal import Workspace

/// Files of a component that become the author's own, and those that come back.
extension Workbench {
  /// Makes the composed file at `path` the author's, as it is now: the entries that make it become
  /// one that only links to it; a file that came along is named in the recipe.
  ///
  /// - Parameter address: the section of it that was named.
  func detach(
    _ path: String, _ address: String?, _ frame: Composer.Frame, _ text: inout RecipeText,
    _ template: Template,
    _ lock: Composition.Lock, in workspace: Workspace
  ) async throws -> AttachReport {
    guard let file = lock.files[path], let name = RecipePath.name(file.recipe),
      let place = frame.place(of: path)
    else { throw AttachFailure.notComposed(path) }
    guard try await workspace.read(RelativePath(path)) != nil else {
      throw AttachFailure.notText(path)
    }
    let addresses = file.sections.map(\.address)
    var wanted = text.recipe
    var named = address ?? addresses.first
    if let made = try text.recipe.making(addresses, in: template, at: path) {
      let first = text.recipe.slots[made.slot, default: []][made.entries[0]]
      var source = first.address
      named = address ?? source.text
      if source.pin == nil, let canonical = try? entry(source.text, isPinned: false) {
        source = canonical.address
      }
      let title =
        made.isReference ? try await self.title(of: first, path, in: workspace) : first.title
      var own = Recipe.Entry(own: place, of: source, title: title)
      for index in made.entries.dropFirst() {
        let address = text.recipe.slots[made.slot, default: []][index].address
        own.also.append(
          (try? entry(address.text, isPinned: address.pin != nil))?.address ?? address)
      }
      wanted.slots[made.slot]?[made.entries[0]] = own
      for index in made.entries.dropFirst().reversed() {
        wanted.slots[made.slot]?.remove(at: index)
      }
    } else {
      wanted.own[place] = .some(try addresses.first.map { try Address($0) })
    }
    let own = try await become(wanted, &text, frame, lock, in: workspace)
    let report = try await write(text, template, ComposeRequest(name: name))
    return AttachReport(
      recipe: name, address: named ?? path, composed: report, files: [path] + own)
  }

  /// What links to the reference file of an entry say.
  private func title(
    of entry: Recipe.Entry, _ path: String, in workspace: Workspace
  ) async throws -> String? {
    if let title = entry.title { return title }
    if let part = try? await part(entry.address) { return part.title }
    guard let bytes = try await workspace.read(RelativePath(path))?.bytes else { return nil }
    return await parsers.read(Source(path: path, bytes: bytes)).cuts.first { $0.level != nil }?
      .title
  }

  /// Makes the recipe what is wanted. The files that something of it brought along, and that nothing
  /// brings any more, become the author's with it: what was detached refers to them.
  ///
  /// - Returns: their paths.
  func become(
    _ wanted: Recipe, _ text: inout RecipeText, _ frame: Composer.Frame,
    _ lock: Composition.Lock, in workspace: Workspace
  ) async throws -> [String] {
    let before = (try? await composed(text.recipe))?.bytes
    try text.become(wanted)
    _ = try await follow(&text, lock)
    let after = try await composed(text.recipe)
    let kept = Set(after.files.map(\.path) + after.own.map(\.path))
    var recipe = text.recipe
    var own: [String] = []
    for (path, file) in lock.files.sorted(by: { $0.key < $1.key })
    where file.recipe == text.file && !kept.contains(path) {
      guard before == nil || before?[path] != nil, let place = frame.place(of: path),
        try await workspace.read(RelativePath(path)) != nil
      else { continue }
      recipe.own[place] = .some(try file.sections.first.map { try Address($0.address) })
      own.append(path)
    }
    try text.become(recipe)
    return own
  }

  /// Links a file of the author's to what its recipe says that it was copied of; or a section of a
  /// file that no recipe made to the one of the library that has its text.
  ///
  /// - Parameter name: the file, below the workspace; or the section, `FILE#ANCHOR`.
  /// - Throws: ``AttachFailure`` where no recipe says so, or it has other bytes by now;
  ///   ``LinkFailure``.
  package func attach(_ name: String) async throws -> AttachReport {
    if try await namesSection(name) { return try await attach(copy: name, to: nil) }
    let workspace = try workspace()
    let path = try await workspaceFile(name, in: workspace)
    for file in try await workspace.files() {
      guard let recipeName = RecipePath.name(file.text),
        let recipe = try? await recipeText(recipeName)?.recipe,
        let frame = try? Composer.frame(try template(recipe.template), recipe),
        let place = frame.place(of: path)
      else { continue }
      let entry = recipe.slots.values.joined().first { $0.own == place }
      let source = entry?.address ?? recipe.own[place].flatMap { $0 }
      if let source, source != .nothing { return try await attach(recipeName, to: source.text) }
    }
    throw AttachFailure.noSource(path)
  }

  /// Links a file of the author's to the section it is a copy of, where composing gives the same
  /// bytes as the workspace has, in it and in every other file; nil where it does not.
  func attach(
    _ part: Part, as entry: Recipe.Entry, _ text: inout RecipeText, _ template: Template,
    in workspace: Workspace
  ) async throws -> AttachReport? {
    guard let name = RecipePath.name(text.file) else { return nil }
    let before = try await composed(text.recipe)
    for wanted in text.recipe.linking(entry, of: part, in: template) {
      guard let after = try? await composed(wanted) else { continue }
      let owned = Set(after.own.map(\.path))
      guard let own = before.own.first(where: { !owned.contains($0.path) }),
        after.bytes[own.path] == (try await workspace.read(RelativePath(own.path)))?.bytes,
        before.bytes.allSatisfy({ after.bytes[$0.key] == $0.value })
      else { continue }
      try text.become(wanted)
      return AttachReport(
        recipe: name, address: entry.address.text,
        composed: try await write(text, template, ComposeRequest(name: name)), files: [own.path])
    }
    return nil
  }
}

extension Composer.Frame {
  /// The path below the component's folder of `path`; nil where it is not in it.
  func place(of path: String) -> String? {
    path.utf8.starts(with: "\(root)/".utf8) ? String(path.dropFirst(root.count + 1)) : nil
  }
}

extension Recipe {
  /// The entries that make a file of its own out of sections with these addresses; nil where none
  /// do, and it came along.
  ///
  /// - Throws: ``AttachFailure/several(_:files:)`` where that cannot be told.
  fileprivate func making(
    _ addresses: [String], in template: Template, at path: String
  ) throws -> (slot: String, entries: [Int], isReference: Bool)? {
    for slot in template.slots where slot.landing != .inline {
      let entries = slots[slot.name, default: []].enumerated().filter {
        $0.element.isSection && addresses.contains($0.element.address.text)
      }.map(\.offset)
      guard !entries.isEmpty else { continue }
      guard entries.count == 1 || slot.landing == .script else {
        throw AttachFailure.several(addresses[0], files: [path])
      }
      return (slot.name, entries, slot.landing == .reference)
    }
    return nil
  }

  /// The recipes in which a section has the place of a file of the author's.
  fileprivate func linking(_ entry: Entry, of part: Part, in template: Template) -> [Recipe] {
    var recipes: [Recipe] = []
    for (path, source) in own.sorted(by: { $0.key < $1.key })
    where source == nil || source?.path == part.path {
      var recipe = self
      recipe.own[path] = nil
      recipes.append(recipe)
    }
    for slot in template.slots where slot.takes(part.kind) {
      for (index, own) in slots[slot.name, default: []].enumerated() where own.own != nil {
        if !own.also.isEmpty {
          let all = ([own.address] + own.also).map { Entry($0) }
          guard all.contains(where: { $0.names(entry) }) else { continue }
          var recipe = self
          recipe.slots[slot.name]?.replaceSubrange(index...index, with: all)
          recipes.append(recipe)
          continue
        }
        for title in Set([nil, own.title]).sorted(by: { ($0 ?? "") < ($1 ?? "") }) {
          var recipe = self
          var linked = entry
          linked.title = title
          recipe.slots[slot.name]?[index] = linked
          recipes.append(recipe)
        }
      }
    }
    return recipes
  }
}
