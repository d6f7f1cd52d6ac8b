package import Composition
internal import Graph
internal import Sections
internal import Workspace

extension Workbench {
  /// What `recipe` makes, without writing it.
  ///
  /// - Throws: ``CompositionFailure``, ``AddressFailure``, ``TemplateFailure``.
  package func composed(_ recipe: Recipe) async throws -> Composed {
    var parts: [Part] = []
    for address in recipe.addresses { parts.append(try await part(address)) }
    return try await composed(try template(recipe.template), recipe, parts)
  }

  /// Composes, brings along what the sections refer to, and leads their links to its new places.
  ///
  /// - Parameters:
  ///   - parts: the sections of the recipe.
  ///   - stamped: the same sections as a stamp is to have them, where not as they are.
  /// - Throws: ``CompositionFailure``.
  func composed(
    _ template: Template, _ recipe: Recipe, _ parts: [Part], stamped: [Part]? = nil
  ) async throws -> Composed {
    let merged = MergedFields(try headers(of: parts), for: template, recipe)
    var filled = merged.applied(to: recipe)
    if recipe.stamps {
      filled = try Stamp(recipe, parts: stamped ?? parts).applied(to: filled, template)
    }
    let parts = recipe.followsModules ? try await withModules(parts) : parts
    guard let budget = recipe.budget else {
      return try await closed(filled, template, parts, merged)
    }
    // Links to new places may be longer than those that they replace.
    var margin = 0
    while true {
      let fitted = try Fitting.fit(filled, template, parts: parts, into: max(1, budget - margin))
      var composed = try await closed(fitted.recipe, template, parts, merged)
      (composed.moved, composed.leftOut) = (fitted.moved, fitted.leftOut)
      let entry = composed.files.first { $0.path == composed.entry }
      let excess = TokenEstimate.tokens(bytes: entry?.draft.bytes.count ?? 0) - budget
      guard excess > 0 else { return composed }
      margin += excess
    }
  }

  private func closed(
    _ recipe: Recipe, _ template: Template, _ parts: [Part], _ merged: MergedFields
  ) async throws -> Composed {
    var composed = try Composer.compose(template, recipe, parts: parts)
    composed.merged = merged.notes
    var outlines: [String: Outline] = [:]
    for file in composed.files where MarkdownSuffix.ends(file.path) {
      let source = Source(path: file.path, bytes: file.draft.bytes)
      outlines[file.path] = await parsers.read(source).outline
    }
    for own in composed.own where MarkdownSuffix.ends(own.path) {
      guard let bytes = try await workspace().read(RelativePath(own.path))?.bytes else { continue }
      outlines[own.path] = await parsers.read(Source(path: own.path, bytes: bytes)).outline
    }
    let linking = Linking(composed, parts: parts, outlines: outlines)
    return try linking.linked(
      try await company(of: linking, withModules: recipe.followsModules),
      renaming: recipe.renames)
  }

  /// What the library answers to all that is asked, and to what the answers ask in turn.
  ///
  /// - Parameter modules: whether a script brings the files of its component that it imports.
  private func company(
    of linking: Linking, withModules modules: Bool
  ) async throws -> Company {
    var company = Company()
    var following = Following(graph: try graph, kind: linking.kind)
    var pending = linking.pointers[...]
    while let pointer = pending.popFirst() {
      guard company.destinations[pointer] == nil, case .file(let path, let anchor) = pointer.target,
        !path.isEmpty
      else { continue }
      let destination = try following.destination(of: pointer, path)
      company.destinations[pointer] = destination
      for file in destination.files where !linking.holds(file, anchor: anchor) {
        guard company.companions[PathKey(file)] == nil,
          let companion = try await companion(file, &following, from: pointer)
        else { continue }
        company.companions[PathKey(file)] = companion
        pending += companion.references.map { Pointer(file: file, target: $0.target) }
        guard modules else { continue }
        for module in try await self.modules(besides: companion, &following)
        where company.companions[PathKey(module.path)] == nil {
          company.companions[PathKey(module.path)] = module
        }
      }
    }
    return company
  }

  private func companion(
    _ path: String, _ following: inout Following, from pointer: Pointer
  ) async throws -> Companion? {
    guard let document = try following.document(at: path),
      case .file(let written, _) = pointer.target,
      let place = try following.place(of: document, from: pointer.file.path, as: written)
    else { return nil }
    let known = try foreseen.isEmpty ? nil : workspacePath(path).flatMap { foreseen[$0] }
    let bytes = try known ?? graph.bytes(of: document)
    var companion = Companion(
      path: path, place: place, bytes: bytes,
      hash: known.map { ContentHash(of: $0) } ?? document.hash,
      isExecutable: document.stat.isExecutable)
    if MarkdownSuffix.ends(path) {
      companion.read(await parsers.read(Source(path: path, bytes: companion.bytes)).outline)
    }
    return companion
  }
}
