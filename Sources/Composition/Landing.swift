internal import Sections

/// A section and how the recipe wants it.
struct Ingredient {
  /// What the recipe says.
  let entry: Recipe.Entry
  /// The section.
  let part: Part

  /// The section as Markdown.
  ///
  /// - Parameters:
  ///   - level: of its outermost heading, where the recipe does not say.
  ///   - depth: of the headings before it: none is more than one deeper than the last, and only
  ///     one has level 1.
  func inlining(
    level: Int, after depth: HeadingDepth = HeadingDepth(), titled fallback: String? = nil
  ) -> Inlining {
    let deepest = depth.last.map { $0 + 1 } ?? level
    let wanted = max(entry.level ?? level, depth.hasTop ? 2 : 1)
    return Inlining(
      part: part, level: min(wanted, deepest), title: entry.title ?? fallback,
      withChildren: entry.children, only: entry.only)
  }

  /// Whether headings are among what is taken of it.
  var keepsHeadings: Bool { inlining(level: 1).keepsHeadings }

  /// Whether nothing is left of it where it is put among other text.
  var isEmpty: Bool { entry.text == nil && entry.own == nil && inlining(level: 1).isEmpty }

  /// What it is called, on one line without control characters.
  var title: String {
    let title = String((entry.title ?? part.title).filter { !$0.isNewline })
    let shown = title.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
    return shown.isEmpty ? part.path : String(String.UnicodeScalarView(shown))
  }

  /// The names that a slot's path may use besides the parameters.
  var pathNames: [String: String] {
    let file = part.path.split(separator: "/").last.map(String.init) ?? part.path
    let dot = file.dropFirst().lastIndex(of: ".") ?? file.endIndex
    // Of these the suffix says how the file is to be read.
    let own = file[dot...].lowercased()
    let isTelling = [".mjs", ".cjs", ".mts", ".cts"].contains(own)
    return [
      "slug": Anchor.slug(title), "file": file, "stem": String(file[..<dot]),
      "suffix": isTelling ? own : part.codeLanguage?.suffix ?? String(file[dot...]),
      "interpreter": part.codeLanguage?.interpreter ?? "",
    ]
  }
}

/// A slot whose sections become files of their own.
struct Landing {
  /// A file, and what a template may say about it.
  struct Landed {
    /// The file.
    var file: Composed.File
    /// What a link to it says.
    var title: String
    /// The modules that it imports from beside it.
    var modules: [Composed.File] = []
    /// Whether it is the author's, and only linked to.
    var isOwn = false
  }

  /// The slot, whose landing is not inline.
  let slot: Template.Slot
  /// What is in it, in order.
  let ingredients: [Ingredient]
  /// The component's folder.
  let root: ComponentRoot
  /// What the names in its path stand for.
  let names: Names

  /// The files, in the order in which their first sections stand in the recipe.
  func files() throws(CompositionFailure) -> [Landed] {
    var order: [String] = []
    var groups: [String: [Ingredient]] = [:]
    for ingredient in ingredients {
      let path = try path(for: ingredient)
      // Only scripts are put together; every other section has a file to itself.
      let isAlone = slot.landing != .script || ingredient.entry.own != nil
      let key = !isAlone ? path : "\(path)\0\(order.count)"
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(ingredient)
    }
    return try order.map { (key) throws(CompositionFailure) in
      let group = groups[key, default: []]
      return try file(at: String(key.prefix { $0 != "\0" }), of: group)
    }
  }

  private func path(for ingredient: Ingredient) throws(CompositionFailure) -> String {
    if let own = ingredient.entry.own { return try root.path(own, in: "slot “\(slot.name)”") }
    let pattern = slot.path?.string(names.adding(ingredient.pathNames)) ?? ""
    return try root.path(pattern, in: "slot “\(slot.name)”")
  }

  private func file(at path: String, of group: [Ingredient]) throws(CompositionFailure) -> Landed {
    var file = Composed.File(path: path, draft: Draft(), isExecutable: false, placements: [])
    var modules: [Composed.File] = []
    let name = path.split(separator: "/").last.map(String.init) ?? path
    if let entry = group.first?.entry, entry.own != nil {
      return Landed(file: file, title: entry.title ?? name, isOwn: true)
    }
    switch slot.landing {
    case .script:
      let script = ScriptFile(slot: slot, ingredients: group, names: names, root: root)
      modules = try script.write(to: &file)
    case .asset:
      for ingredient in group {
        file.isExecutable = ingredient.part.isExecutable
        let passage = ingredient.part.passage
        file.place(ingredient.part) { $0.append(passage, 0..<passage.bytes.count) }
      }
    case .reference, .inline:
      for ingredient in group {
        let isTitled = ingredient.part.isRuledByHeading && ingredient.keepsHeadings
        let inlining = ingredient.inlining(
          level: slot.level, titled: isTitled ? nil : ingredient.title)
        file.place(ingredient.part) { inlining.write(to: &$0) }
      }
    }
    return Landed(
      file: file, title: slot.landing == .reference ? group[0].title : name, modules: modules)
  }
}
