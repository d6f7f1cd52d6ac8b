internal import Composition
internal import Graph
internal import Sections
internal import Workspace

extension Workbench {
  /// Composes a component in the workspace from a template and sections, and keeps its recipe. To a
  /// recipe that is there already it adds what is not in it yet.
  ///
  /// Nothing is written where the result breaks a rule of its kind, or where edits that were made
  /// since it was composed and what changed exclude each other.
  ///
  /// - Throws: ``CompositionFailure``, ``AddressFailure``, ``TemplateFailure``,
  ///   ``WorkspaceFailure``.
  package func compose(_ request: ComposeRequest) async throws -> ComposeReport {
    guard library.isStill else {
      guard !request.isDryRun else { return try await still().compose(request) }
      // What it finds is what it writes on: whoever else composes has ended, or waits.
      return try await workspace().exclusively {
        try await recover(workspace())
        return try await still().compose(request)
      }
    }
    let known = request.isReplacing ? nil : try await recipeText(request.name)
    let template = try template(request.template ?? known?.recipe.template ?? "skill")
    var recipe = known?.recipe ?? Recipe(template: template.name)
    if known == nil { recipe.parameters["name"] = .text(request.name) }
    if request.renames { recipe.renames = true }
    if request.stamps { recipe.stamps = true }
    if request.followsModules { recipe.followsModules = true }
    if let budget = request.budget { recipe.budget = budget }
    for (name, value) in request.settings { try recipe.set(name, value, in: template) }
    let found = try await found(for: request, in: template)
    var parts: [String: Part] = [:]
    for address in request.sections + found {
      let entry = try entry(address, isPinned: request.isPinned)
      let part = try await part(entry.address)
      parts[entry.address.text] = part
      recipe.add(entry, to: try template.slot(for: part))
    }
    for (slot, address) in request.slots {
      recipe.add(try entry(address, isPinned: request.isPinned), to: slot)
    }
    let former = request.isReplacing ? try await recipeBytes(request.name) : nil
    var text = known ?? RecipeText(recipe, file: RecipePath.path(request.name), read: former)
    try text.become(recipe)
    var report = try await write(text, template, request, parts)
    report.found = found
    return report
  }

  private func found(
    for request: ComposeRequest, in template: Template
  ) async throws -> [String] {
    guard let query = request.query else { return [] }
    let lock = try await lock(of: workspace())
    let found = try await addresses(for: query, limit: request.limit, in: template, lock)
    guard !found.isEmpty else { throw RecipeFailure.nothingFound(query) }
    return found
  }

  /// The entry for an address as the library writes it, so that it stays unambiguous.
  func entry(_ address: String, isPinned: Bool) throws -> Recipe.Entry {
    let found = try graph.resolve(try Address(address))
    switch found {
    case .section(let section):
      let pinned = isPinned || !section.isCurrent
      return Recipe.Entry(
        try Address(section.address + (pinned ? "@\(section.cut.hash.short)" : "")))
    case .document(let document): return Recipe.Entry(try Address(document.path))
    case .component(let component): return Recipe.Entry(try Address(component.entry))
    }
  }

  /// Composes what a recipe says, and writes it where nothing is in the way.
  ///
  /// - Parameter read: parts that were looked up already, by their address.
  func write(
    _ text: RecipeText, _ template: Template, _ request: ComposeRequest,
    _ read: [String: Part] = [:]
  ) async throws -> ComposeReport {
    try await outcome(text, template, request, read).report
  }

  /// The same, with what becomes of each file.
  func outcome(
    _ text: RecipeText, _ template: Template, _ request: ComposeRequest,
    _ read: [String: Part] = [:]
  ) async throws -> (report: ComposeReport, files: [SettledFile]) {
    guard library.isStill else { return try await still().outcome(text, template, request, read) }
    let workspace = try workspace()
    // What was interrupted is no edit of the author's.
    if !request.isDryRun { try await recover(workspace) }
    let path = RecipePath.path(request.name)
    let lock = try await lock(of: workspace)
    var text = text
    let followed = try await follow(&text, lock)
    let recipe = text.recipe
    var parts: [Part] = []
    for address in recipe.addresses {
      if let part = read[address.text] {
        parts.append(part)
      } else {
        parts.append(try await part(address))
      }
    }
    try await expectNoCycle(recipe, named: request.name, parts, lock)
    let composed = try await composed(template, recipe, parts)
    let settled = try await settle(
      composed, of: path, lock, in: workspace, isForced: request.isForced)
    let findings = await validate(composed, as: settled).map { finding in
      // What leads nowhere is listed, and stays as it is in the text: it is the section's.
      var finding = finding
      if finding.rule == "link-dead" { finding.severity = .warning }
      return finding
    }
    var report = ComposeReport(
      name: request.name, kind: composed.kind.rawValue, template: template.name, recipe: path,
      files: settled.map { file in
        ComposeReport.File(file, composed.files.first { $0.path == file.path.text })
      }, findings: findings.map(FindingView.init),
      unresolved: composed.unresolved.map {
        UnresolvedView(path: $0.path, what: $0.what, why: $0.why)
      },
      merged: composed.merged.map(MergedFieldView.init),
      context: ContextTokens(files: composed.bytes),
      budget: recipe.budget.map { tokens in
        BudgetView(
          tokens: tokens, moved: composed.moved.map(\.text), leftOut: composed.leftOut.map(\.text))
      }, isWritten: false, followed: followed)
    for file in composed.files {
      guard let script = file.script,
        let index = report.files.firstIndex(where: { $0.path == file.path })
      else { continue }
      let check = await check(script, of: file, isChanged: report.files[index].isChanged)
      report.files[index].script = ScriptView(script, check)
      report.findings += check.findings.map(FindingView.init)
    }
    if request.isDryRun {
      let outlines = await outlines(of: settled)
      for index in report.files.indices {
        report.files[index].outline = outlines[report.files[index].path]
      }
    }
    guard !request.isDryRun, !report.hasConflicts,
      !report.findings.contains(where: { $0.severity == "error" })
    else { return (report, settled) }
    try await live.save(
      settled, composed, text, name: request.name, isForced: request.isForced, to: workspace)
    report.isWritten = true
    return (report, settled)
  }
}

/// Where recipes are in the workspace.
enum RecipePath {
  static func path(_ name: String) -> String { "recipes/\(name).yaml" }

  /// The name of the recipe at `path`; nil where that is no recipe.
  static func name(_ path: String) -> String? {
    guard path.hasPrefix("recipes/"), path.hasSuffix(".yaml") else { return nil }
    return String(path.dropFirst("recipes/".count).dropLast(".yaml".count))
  }
}

/// Why a recipe could not be used.
package enum RecipeFailure: Explained, Equatable {
  /// The workspace has no recipe of that name.
  case unknown(String, known: [String])
  /// No slot of the template takes a section of that kind.
  case noSlot(template: String, address: String, kind: String)
  /// It takes what another recipe makes, which could not be composed.
  case waiting(String, for: String)
  /// What it takes is made of what it makes: the recipes on the way, from the first back to it.
  case cycle([String])
  /// No section that could be taken fits the search.
  case nothingFound(String)

  package var problem: String {
    switch self {
    case .unknown(let name, _): "the workspace has no recipe “\(name)”"
    case .waiting(let name, let other):
      "the recipe “\(name)” takes what “\(other)” makes, which could not be composed"
    case .cycle(let path): "recipes are made of each other: \(path.joined(separator: " → "))"
    case .nothingFound(let query): "no section that could be taken fits “\(query)”"
    case .noSlot(let template, let address, let kind):
      "the template “\(template)” has no place for “\(address)”, a section of kind \(kind)"
    }
  }

  package var hint: String? {
    switch self {
    case .unknown(_, let known):
      known.isEmpty
        ? "‘joinery compose NAME --from ADDRESS’ makes one."
        : "It has \(known.joined(separator: ", "))."
    case .waiting(_, let other): "Mend the recipe “\(other)” first, or name this one alone."
    case .cycle:
      "Leave one of those sections out, or pin it (ADDRESS@HASH): what is pinned stays as it is."
    case .nothingFound: "‘joinery search’ shows what fits; try other words."
    case .noSlot: "Use another template, or name the slot with --slot SLOT=ADDRESS."
    }
  }
}

extension ComposeReport.File {
  fileprivate init(_ file: SettledFile, _ composed: Composed.File?) {
    let count = file.after?.bytes.count ?? 0
    self.init(
      path: file.path.text, bytes: count, tokens: TokenEstimate.tokens(bytes: count),
      isChanged: file.after != file.before, outcome: file.outcome.rawValue,
      conflicts: file.conflicts,
      sections: (composed?.placements ?? []).map(\.address.text).reduce(into: []) { all, address in
        if all.last != address { all.append(address) }
      })
  }
}

extension Template {
  /// The slot for a section that was given without one: for code from a file of code the first
  /// that makes scripts, for everything else the first that takes it.
  func slot(for part: Part) throws(RecipeFailure) -> String {
    let fitting = slots.filter { $0.takes(part.kind) }
    let scripts = part.isMarkdown ? [] : fitting.filter { $0.landing == .script }
    guard let slot = scripts.first ?? fitting.first else {
      throw .noSlot(template: name, address: part.address.text, kind: part.kind.rawValue)
    }
    return slot.name
  }
}
