internal import Composition
internal import Graph
internal import Sections
internal import Workspace

/// What became of one entry of a recipe, or of a section that was copied by hand.
package struct AttachReport: Codable, Sendable, Equatable {
  /// The recipe's name; nil for a section of a file that no recipe made.
  package var recipe: String?
  /// The address of the section that is, or was, linked.
  package var address: String
  /// What was composed from the recipe; for a file that no recipe made nothing.
  package var composed: ComposeReport
  /// The files that are the author's now, or were, by path below the workspace.
  package var files: [String] = []
  /// The section that was copied by hand and is linked now; nil for entries of recipes.
  package var link: LinkView?
}

extension Workbench {
  /// Makes a section of a composed file the author's own: the entry of the recipe that brought it,
  /// with all that it brought, becomes words of the recipe, as the file has them now; and where it
  /// is a file, that file is the author's. What changes at its source arrives no more. Of a section
  /// that was linked in a file of the author's only the link goes.
  ///
  /// - Parameter name: a section of a composed file, `skills/made/SKILL.md#steps`; a composed file
  ///   that the template does not write itself; the address that a recipe has; or a file of the
  ///   author's in which sections are linked, one of these, or its source.
  /// - Throws: ``AttachFailure``.
  package func detach(_ name: String) async throws -> AttachReport {
    let workspace = try workspace()
    return try await workspace.exclusively {
      try await recover(workspace)
      let lock = try await lock(of: workspace)
      if let report = try await detach(copy: name, lock, in: workspace) { return report }
      let (path, range) = try await placement(of: name, lock, in: workspace)
      guard let file = lock.files[path], let recipeName = RecipePath.name(file.recipe),
        var text = try await recipeText(recipeName)
      else { throw AttachFailure.notComposed(name) }
      let template = try template(text.recipe.template)
      let frame = try Composer.frame(template, text.recipe)
      guard frame.texts.contains(path) else {
        return try await detach(
          path, range?.address, frame, &text, template, lock, in: workspace)
      }
      guard let range else { throw AttachFailure.ofTemplate(path) }
      let same = file.sections.filter { $0.address == range.address }
      let places = text.recipe.inlineEntries(of: range.address, in: template)
      guard let nth = same.firstIndex(of: range), places.indices.contains(nth),
        places.count == same.count
      else { throw AttachFailure.notInText(range.address) }
      guard let base = try await composedBytes(of: path, file, lock, in: workspace),
        let now = try await workspace.read(RelativePath(path))?.bytes
      else { throw BlameFailure.baseLost(path) }
      let words = Self.words(of: range.start..<range.end, from: base, to: now)
      guard let words else { throw AttachFailure.notText(range.address) }
      var wanted = text.recipe
      wanted.slots[places[nth].slot]?[places[nth].index] = Recipe.Entry(text: words)
      let own = try await become(wanted, &text, frame, lock, in: workspace)
      return AttachReport(
        recipe: recipeName, address: range.address,
        composed: try await write(text, template, ComposeRequest(name: recipeName)), files: own)
    }
  }

  /// Links words of a recipe to a section: where the component is composed of the section just
  /// as it is of the words, the section takes their place, and what changes at its source arrives
  /// again.
  ///
  /// - Parameters:
  ///   - name: the recipe's name; or a section of a file that no recipe made, `FILE#ANCHOR`.
  ///   - address: the section.
  /// - Throws: ``AttachFailure`` where none of the words are those of the section; ``LinkFailure``.
  package func attach(_ name: String, to address: String) async throws -> AttachReport {
    if try await namesSection(name) { return try await attach(copy: name, to: address) }
    let workspace = try workspace()
    return try await workspace.exclusively {
      try await recover(workspace)
      guard var text = try await recipeText(name) else {
        if let file = try? await workspaceFile(name, in: workspace) {
          throw AttachFailure.noSource(file)
        }
        let known = try await workspace.files().map(\.text).compactMap(RecipePath.name)
        throw RecipeFailure.unknown(name, known: known)
      }
      let template = try template(text.recipe.template)
      let bench = still()
      let whole = try bench.entry(address, isPinned: false)
      let found = try await bench.part(whole.address)
      var parts = [found]
      for address in text.recipe.addresses { parts.append(try await bench.part(address)) }
      let before = try Composer.compose(template, text.recipe, parts: parts).bytes
      for slot in template.slots where slot.takes(found.kind) {
        for (index, entry) in text.recipe.slots[slot.name, default: []].enumerated()
        where entry.text != nil {
          for level in [nil] + (1...6).map(Optional.some) {
            var wanted = text.recipe
            var linked = whole
            linked.level = level
            wanted.slots[slot.name]?[index] = linked
            guard (try? Composer.compose(template, wanted, parts: parts))?.bytes == before
            else { continue }
            try text.become(wanted)
            return AttachReport(
              recipe: name, address: whole.address.text,
              composed: try await bench.write(text, template, ComposeRequest(name: name)))
          }
        }
      }
      if let report = try await bench.attach(found, as: whole, &text, template, in: workspace) {
        return report
      }
      throw AttachFailure.noMatch(address, recipe: name)
    }
  }

  /// Where a section that was composed is: in which file, and which of its sections.
  private func placement(
    of name: String, _ lock: Composition.Lock, in workspace: Workspace
  ) async throws -> (path: String, range: Composition.Lock.Range?) {
    let address = try Address(name)
    if address.anchor == nil, let path = try? await workspaceFile(name, in: workspace),
      lock.files[path] != nil
    {
      return (path, nil)
    }
    if let anchor = address.anchor,
      let path = try? await workspaceFile(address.path, in: workspace),
      let file = lock.files[path], let bytes = try await workspace.read(RelativePath(path))?.bytes
    {
      let reading = await parsers.read(Source(path: path, bytes: bytes))
      guard
        let cut = reading.cuts.first(where: {
          $0.anchor == anchor && $0.ordinal == address.ordinal
        })
      else { throw EditFailure.notThere(name, path: path) }
      let blame = try await blame(path)
      let inside = blame.spans.first {
        $0.origin == .section && $0.end > cut.range.lowerBound && $0.start < cut.range.upperBound
      }
      guard let inside, let range = file.sections.first(where: { $0.address == inside.address })
      else { throw AttachFailure.notComposed(name) }
      return (path, range)
    }
    let id: SectionID? =
      if case .section(let section)? = try? graph.resolve(address) { section.id } else { nil }
    let fitting = lock.files.sorted { $0.key < $1.key }.flatMap { path, file in
      file.sections.filter { range in
        range.address == name || (id != nil && range.section == id)
      }.map { (path, $0) }
    }
    guard let only = fitting.first else { throw AttachFailure.notComposed(name) }
    guard fitting.count == 1 else {
      throw AttachFailure.several(name, files: fitting.map(\.0))
    }
    return only
  }

  /// The lines of `now` that stand for a range of `base`, with what was written between them,
  /// without the blank lines around; nil where they are no text.
  private static func words(
    of range: Range<Int>, from base: [UInt8], to now: [UInt8]
  ) -> String? {
    let lines = LineMatches(from: base, to: now)
    var start = 0
    var end = lines.new.count
    for (line, match) in lines.matches.enumerated() {
      guard let match else { continue }
      if lines.old[match].upperBound <= range.lowerBound { start = line + 1 }
      if lines.old[match].lowerBound >= range.upperBound { end = min(end, line) }
    }
    func isBlank(_ line: Int) -> Bool {
      now[lines.new[line]].allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
    }
    while start < end, isBlank(start) { start += 1 }
    while start < end, isBlank(end - 1) { end -= 1 }
    guard start < end else { return nil }
    let bytes = now[lines.new[start].lowerBound..<lines.new[end - 1].upperBound]
    let text = String(decoding: bytes, as: UTF8.self)
    return Array(text.utf8) == Array(bytes) ? text : nil
  }
}

extension Recipe {
  /// Where entries of that address stand in slots whose sections stand in a text.
  fileprivate func inlineEntries(
    of address: String, in template: Template
  ) -> [(slot: String, index: Int)] {
    template.slots.filter { $0.landing == .inline }.flatMap { slot in
      slots[slot.name, default: []].enumerated().filter {
        $0.element.isSection && $0.element.address.text == address
      }.map { (slot.name, $0.offset) }
    }
  }
}

/// Why a section was neither detached nor attached.
package enum AttachFailure: Explained, Equatable {
  /// It comes from no recipe.
  case notComposed(String)
  /// It stands in more than one composed file.
  case several(String, files: [String])
  /// It does not stand alone in a text.
  case notInText(String)
  /// It is a file that the template writes itself.
  case ofTemplate(String)
  /// Nothing is left of it, or it is no text.
  case notText(String)
  /// Nothing says what it was copied of.
  case noSource(String)
  /// No words of the recipe are those of the section.
  case noMatch(String, recipe: String)

  package var problem: String {
    switch self {
    case .notComposed(let name): "“\(name)” is no section that a recipe brought"
    case .several(let name, let files):
      "“\(name)” is in \(files.count) places: \(files.joined(separator: ", "))"
    case .notInText(let address): "“\(address)” does not stand in one place of the text"
    case .ofTemplate(let path): "“\(path)” is what the template makes of all its sections"
    case .noSource(let name): "no recipe says what “\(name)” was copied of"
    case .notText(let address): "nothing is left of “\(address)” that is text"
    case .noMatch(let address, let recipe):
      "no words of the recipe “\(recipe)” are those of “\(address)”"
    }
  }

  package var hint: String? {
    switch self {
    case .notComposed: "‘joinery blame FILE’ says where the lines of a file come from."
    case .several: "Name the section of one file: FILE#SECTION."
    case .notInText: "Pin it (ADDRESS@HASH): what is pinned stays as it is."
    case .ofTemplate: "Name one of them: FILE#SECTION."
    case .noSource:
      "Name a section of it, ‘joinery attach FILE#SECTION’, or a recipe and a section."
    case .notText: "Leave it out of the recipe."
    case .noMatch:
      "They may differ in heading levels and blank lines at their ends only; files in nothing."
    }
  }
}
