internal import Composition
internal import Graph
internal import Sections
internal import Workspace

extension Workbench {
  /// Composes a component in the workspace from a template and sections, and keeps its recipe.
  ///
  /// Nothing is written where the result breaks a rule of its kind, or where a file was edited
  /// since it was composed.
  ///
  /// - Throws: ``CompositionFailure``, ``AddressFailure``, ``TemplateFailure``,
  ///   ``WorkspaceFailure``.
  package func compose(_ request: ComposeRequest) async throws -> ComposeReport {
    let template = try template(request.template ?? "skill")
    var recipe = Recipe(template: template.name)
    recipe.parameters["name"] = .text(request.name)
    for (name, value) in request.settings { try recipe.set(name, value, in: template) }
    for address in request.sections {
      let part = try await part(try Address(address))
      let slot = try template.slot(for: part)
      recipe.slots[slot, default: []].append(try entry(address, isPinned: request.isPinned))
    }
    for (slot, address) in request.slots {
      recipe.slots[slot, default: []].append(try entry(address, isPinned: request.isPinned))
    }
    return try await write(recipe, template, request)
  }

  /// Composes again from the recipes of the workspace, with the sections as they are now.
  ///
  /// - Parameters:
  ///   - names: the recipes; all of them where empty.
  ///   - isDryRun: whether to say only what would be written.
  package func recompose(
    _ names: [String], isDryRun: Bool = false, isForced: Bool = false
  ) async throws -> [ComposeReport] {
    let workspace = try workspace()
    let known = try await workspace.files().map(\.text).compactMap(RecipePath.name)
    if let unknown = names.first(where: { !known.contains($0) }) {
      throw RecipeFailure.unknown(unknown, known: known)
    }
    var reports: [ComposeReport] = []
    for name in names.isEmpty ? known : names {
      let path = try RelativePath(RecipePath.path(name))
      let bytes = try await workspace.read(path)?.bytes ?? []
      let recipe = try Recipe(bytes, file: path.text)
      let request = ComposeRequest(name: name, isDryRun: isDryRun, isForced: isForced)
      reports.append(try await write(recipe, try template(recipe.template), request))
    }
    return reports
  }

  /// The entry for an address as the library writes it, so that it stays unambiguous.
  private func entry(_ address: String, isPinned: Bool) throws -> Recipe.Entry {
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

  private func write(
    _ recipe: Recipe, _ template: Template, _ request: ComposeRequest
  ) async throws -> ComposeReport {
    var parts: [Part] = []
    for address in recipe.addresses { parts.append(try await part(address)) }
    let composed = try Composer.compose(template, recipe, parts: parts)
    let findings = await validate(composed)
    let workspace = try workspace()
    let recipePath = RecipePath.path(request.name)
    var report = ComposeReport(
      name: request.name, kind: composed.kind.rawValue, template: template.name,
      recipe: recipePath, files: [], findings: findings.map(FindingView.init), isWritten: false)
    for file in composed.files {
      let there = try await workspace.read(try RelativePath(file.path))
      let isChanged = there?.bytes != file.draft.bytes || there?.isExecutable != file.isExecutable
      var view = ComposeReport.File(file, isChanged: isChanged)
      if let script = file.script {
        let check = await check(script, of: file, isChanged: isChanged)
        view.script = ScriptView(script, check)
        report.findings += check.findings.map(FindingView.init)
      }
      report.files.append(view)
    }
    guard !request.isDryRun, !report.findings.contains(where: { $0.severity == "error" }) else {
      return report
    }
    try await save(composed, recipe, for: request, to: workspace)
    report.isWritten = true
    return report
  }

  /// Writes the files, then the lock and the recipe. All are looked at before any is written.
  private func save(
    _ composed: Composed, _ recipe: Recipe, for request: ComposeRequest, to workspace: Workspace
  ) async throws {
    let path = RecipePath.path(request.name)
    let lockPath = try RelativePath("joinery.lock")
    let lockContent = try await workspace.read(lockPath)
    var lock = try lockContent.map { try Lock($0.bytes) } ?? Lock()
    var contents: [(RelativePath, FileContent, ContentHash?)] = try composed.files.map { file in
      let content = FileContent(bytes: file.draft.bytes, isExecutable: file.isExecutable)
      return (try RelativePath(file.path), content, lock.files[file.path]?.hash)
    }
    let recipePath = try RelativePath(path)
    let before = try await workspace.read(recipePath)?.bytes
    contents.append(
      (recipePath, FileContent(bytes: Array(recipe.text.utf8)), before.map { ContentHash(of: $0) }))
    lock.record(composed, recipe: path)
    contents.append(
      (
        lockPath, FileContent(bytes: Array(lock.text.utf8)),
        lockContent.map { ContentHash(of: $0.bytes) }
      ))
    let changes = try await workspace.changes(
      saving: contents.map { Workspace.Save($0.1, to: $0.0, replacing: $0.2) },
      force: request.isForced)
    if !changes.isEmpty { try await perform(changes, as: "compose", request.name, in: workspace) }
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

  package var problem: String {
    switch self {
    case .unknown(let name, _): "the workspace has no recipe “\(name)”"
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
    case .noSlot: "Use another template, or name the slot with --slot SLOT=ADDRESS."
    }
  }
}

extension ComposeReport.File {
  init(_ file: Composed.File, isChanged: Bool) {
    self.init(
      path: file.path, bytes: file.draft.bytes.count,
      tokens: TokenEstimate.tokens(bytes: file.draft.bytes.count), isChanged: isChanged,
      sections: file.placements.map(\.address.text).reduce(into: []) { all, address in
        if all.last != address { all.append(address) }
      })
  }
}

extension Recipe {
  /// Sets a parameter; one that takes a list gets one more value.
  fileprivate mutating func set(
    _ name: String, _ value: String, in template: Template
  ) throws(CompositionFailure) {
    guard let parameter = template.parameters.first(where: { $0.name == name }) else {
      throw .unknownParameter(name, known: template.parameters.map(\.name))
    }
    guard parameter.kind == .list else {
      parameters[name] = .text(value)
      return
    }
    if case .list(let before)? = parameters[name] {
      parameters[name] = .list(before + [value])
    } else {
      parameters[name] = .list([value])
    }
  }
}

extension Template {
  /// The slot for a section that was given without one: for code from a file of code the first
  /// that makes scripts, for everything else the first that takes it.
  fileprivate func slot(for part: Part) throws(RecipeFailure) -> String {
    let fitting = slots.filter { $0.takes(part.kind) }
    let scripts = part.isMarkdown ? [] : fitting.filter { $0.landing == .script }
    guard let slot = scripts.first ?? fitting.first else {
      throw .noSlot(template: name, address: part.address.text, kind: part.kind.rawValue)
    }
    return slot.name
  }
}
