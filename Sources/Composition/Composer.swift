internal import Sections

/// Puts a component together from a template, a recipe and the sections it names.
package struct Composer {
  private let template: Template
  private let recipe: Recipe
  private let parts: [String: Part]
  private let names: Names
  private let root: ComponentRoot
  /// The files that are the author's, by path below the workspace.
  private let own: [String: Composed.OwnFile]

  /// Composes.
  ///
  /// - Parameter parts: the sections of ``Recipe/addresses``, in any order; each is known by the
  ///   text of its address.
  /// - Returns: the component; the same for the same input.
  /// - Throws: ``CompositionFailure``.
  package static func compose(
    _ template: Template, _ recipe: Recipe, parts: [Part]
  ) throws(CompositionFailure) -> Composed {
    try Composer(template, recipe, parts).composed()
  }

  private init(_ template: Template, _ recipe: Recipe, _ parts: [Part]) throws(CompositionFailure) {
    guard recipe.template == template.name else {
      throw .wrongTemplate(wanted: recipe.template, given: template.name)
    }
    self.template = template
    self.recipe = recipe
    self.parts = Dictionary(parts.map { ($0.address.text, $0) }) { first, _ in first }
    names = Names(try template.values(recipe.parameters))
    root = try ComponentRoot(template.root.string(names))
    own = try recipe.ownFiles(in: root)
  }

  /// The component's folder, and the files in it that the template writes itself; both below the
  /// workspace.
  package struct Frame: Sendable, Equatable {
    /// The folder.
    package var root: String
    /// The files.
    package var texts: Set<String>
  }

  /// What the template gives to a component, whatever sections are in it.
  ///
  /// - Throws: ``CompositionFailure``.
  package static func frame(
    _ template: Template, _ recipe: Recipe
  ) throws(CompositionFailure) -> Frame {
    let composer = try Composer(template, recipe, [])
    var frame = Frame(root: composer.root.folder, texts: [])
    for file in template.files {
      frame.texts.insert(
        try composer.root.path(file.path.string(composer.names), in: file.path.file))
    }
    return frame
  }

  private func composed() throws(CompositionFailure) -> Composed {
    let entry =
      try template.files.first.map { (file) throws(CompositionFailure) in
        try root.path(file.path.string(self.names), in: file.path.file)
      } ?? root.folder
    var ingredients = try ingredients()
    let unresolved = leaveOutEmpty(of: &ingredients, for: entry)
    let landed = try landed(ingredients)
    let filled = ingredients.mapValues { !$0.isEmpty }
    let names = names.adding("has", filled)
    var files = try template.files.map { (file) throws(CompositionFailure) in
      try write(file, names, landed, ingredients)
    }
    for slot in template.slots {
      files += landed[slot.name, default: []].flatMap { ($0.isOwn ? [] : [$0.file]) + $0.modules }
    }
    var composed = Composed(
      kind: template.kind, root: root.folder, entry: entry, files: try distinct(files),
      unresolved: unresolved)
    composed.own = own.values.sorted { $0.path < $1.path }
    return composed
  }

  /// The files that the slots make, in the order of their first sections.
  private func landed(
    _ ingredients: [String: [Ingredient]]
  ) throws(CompositionFailure) -> [String: [Landing.Landed]] {
    var landed: [String: [Landing.Landed]] = [:]
    for slot in template.slots where slot.landing != .inline {
      let filling = ingredients[slot.name, default: []]
      landed[slot.name] = try Landing(
        slot: slot, ingredients: filling, root: root, names: names
      ).files()
    }
    if recipe.renames { try rename(&landed) }
    return landed
  }

  /// Takes out what would be an empty place in a text, or an empty file, and tells of it.
  private func leaveOutEmpty(
    of ingredients: inout [String: [Ingredient]], for entry: String
  ) -> [LooseEnd] {
    var found: [LooseEnd] = []
    for slot in template.slots where [.inline, .reference].contains(slot.landing) {
      for ingredient in ingredients[slot.name, default: []] where ingredient.isEmpty {
        let only = ingredient.entry.only.map(\.rawValue).sorted().joined(separator: ", ")
        found.append(
          LooseEnd(
            path: entry, what: ingredient.entry.address.text,
            why: only.isEmpty
              ? "there is no text in it" : "only: [\(only)] leaves nothing of it"))
      }
      ingredients[slot.name]?.removeAll(where: \.isEmpty)
    }
    return found
  }

  /// Gives a file another path where a different one has it already.
  private func rename(_ landed: inout [String: [Landing.Landed]]) throws(CompositionFailure) {
    var taken: [String: [UInt8]?] = [:]
    for file in template.files {
      taken[try root.path(file.path.string(names), in: file.path.file)] = .some(nil)
    }
    for path in own.keys { taken[path] = .some(nil) }
    for slot in template.slots {
      for index in landed[slot.name, default: []].indices {
        guard var file = landed[slot.name]?[index].file, landed[slot.name]?[index].isOwn == false,
          own[file.path]?.isCopy(of: file) != true
        else { continue }
        let wanted = file.path
        var number = 1
        while let other = taken[file.path], other != file.draft.bytes {
          number += 1
          file.path = Seating.numbered(wanted, number)
        }
        taken[file.path] = file.draft.bytes
        landed[slot.name]?[index].file = file
      }
    }
  }

  /// The sections of each slot, checked against what the slot takes.
  private func ingredients() throws(CompositionFailure) -> [String: [Ingredient]] {
    for name in recipe.slots.keys.sorted() where template.slot(name) == nil {
      throw .unknownSlot(name, known: template.slots.map(\.name))
    }
    var ingredients: [String: [Ingredient]] = [:]
    for slot in template.slots {
      let entries = recipe.slots[slot.name, default: []]
      let count = entries.count { $0.text == nil }
      guard slot.count.contains(count) else {
        throw .wrongCount(slot: slot.name, count: count, allowed: slot.count)
      }
      ingredients[slot.name] = try entries.map { (entry) throws(CompositionFailure) in
        try entry.expectFit(in: slot)
        if let text = entry.text { return Ingredient(entry: entry, part: Part(words: text)) }
        if entry.own != nil { return Ingredient(entry: entry, part: Part(words: "")) }
        let address = entry.address.text
        guard let part = parts[address] else { throw .missingPart(address) }
        guard slot.takes(part.kind) else {
          throw .notAccepted(slot: slot.name, address: address, kind: part.kind.rawValue)
        }
        return Ingredient(entry: entry, part: part)
      }
    }
    return ingredients
  }

  private func write(
    _ file: Template.File, _ names: Names, _ landed: [String: [Landing.Landed]],
    _ ingredients: [String: [Ingredient]]
  ) throws(CompositionFailure) -> Composed.File {
    let path = try root.path(file.path.string(self.names), in: file.path.file)
    var names = names
    for (slot, files) in landed { names = names.adding(slot, listed(files, for: path)) }
    var written = Composed.File(
      path: path, draft: Draft(), isExecutable: file.isExecutable, placements: [])
    // The line break of a slot's own line is not wanted; where the slot stays empty, one of the
    // blank lines around it is not either.
    var unwanted = 0
    var depth = HeadingDepth()
    for piece in file.text.pieces(names) {
      switch piece {
      case .text(var text, let line):
        if unwanted > 0, text.hasPrefix("\n") { text.removeFirst() } else { unwanted = 1 }
        unwanted -= 1
        written.draft.append(text, from: .template(file: file.text.file, line: line))
      case .slot(let name):
        fill(name, with: ingredients[name, default: []], &written, after: &depth)
        let isBlank = written.draft.bytes.isEmpty || written.draft.endsBlank
        unwanted = isBlank ? 2 : 1
      }
    }
    written.draft.finish()
    return written
  }

  /// Writes the sections of a slot.
  ///
  /// - Parameter depth: how deep the headings of the file are so far.
  private func fill(
    _ name: String, with ingredients: [Ingredient], _ file: inout Composed.File,
    after depth: inout HeadingDepth
  ) {
    let level = template.slot(name)?.level ?? 2
    for (index, ingredient) in ingredients.enumerated() {
      if index > 0 { file.draft.leaveBlankLine() }
      if let words = ingredient.entry.text {
        file.draft.append(words: words)
        continue
      }
      depth.read(file.draft)
      let inlining = ingredient.inlining(level: level, after: depth)
      file.place(ingredient.part) { inlining.write(to: &$0) }
    }
  }

  private func listed(_ files: [Landing.Landed], for path: String) -> [[String: String]] {
    files.map { landed in
      let target = ComponentRoot.relative(landed.file.path, from: path)
      return [
        "title": landed.title, "path": target,
        "link": ComponentRoot.link(landed.title, to: target),
      ]
    }
  }

  /// The files by path, without those that are the author's. Equal files at one path are one.
  private func distinct(_ files: [Composed.File]) throws(CompositionFailure) -> [Composed.File] {
    var byPath: [String: Composed.File] = [:]
    for file in files {
      if let own = own[file.path] {
        guard own.isCopy(of: file) else {
          throw .collision(path: file.path, one: "your own file", other: file.maker)
        }
        continue
      }
      guard let other = byPath[file.path] else {
        byPath[file.path] = file
        continue
      }
      guard other.draft.bytes == file.draft.bytes else {
        throw .collision(path: file.path, one: other.maker, other: file.maker)
      }
    }
    return byPath.values.sorted { $0.path < $1.path }
  }
}

extension Composed.File {
  /// What it is made of, for messages.
  var maker: String { placements.first?.address.text ?? "the template" }
}
