internal import Composition
internal import Graph
internal import Sections
internal import Workspace

extension Workbench {
  /// Composes again from the recipes of the workspace, with the sections as they are now: each
  /// after those whose results it takes, so that one pass settles all. Where it is only asked what
  /// would be written, each sees what those before it would write.
  ///
  /// Of several recipes, one that cannot be composed keeps none from being composed that does not
  /// take what it makes; its report has a ``ComposeReport/failure``.
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
    let uses = try await dependencies(among: names.isEmpty ? known : names)
    var reports: [ComposeReport] = []
    var failed: Set<String> = []
    var foreseen: [String: [UInt8]] = [:]
    for name in uses.order {
      do {
        if let other = uses.of[name, default: []].sorted().first(where: failed.contains) {
          throw RecipeFailure.waiting(name, for: other)
        }
        let request = ComposeRequest(name: name, isDryRun: isDryRun, isForced: isForced)
        if isDryRun {
          reports.append(try await recompose(request, seeing: &foreseen))
        } else {
          reports.append(
            try await workspace.exclusively {
              try await recover(workspace)
              return try await recompose(request, seeing: &foreseen)
            })
        }
      } catch let failure as any Explained where names.count != 1 && failure.isOfOneRecipe {
        failed.insert(name)
        reports.append(ComposeReport(name: name, failure))
      }
    }
    return reports
  }

  /// - Parameter foreseen: the files of the workspace that would be other than they are, by path.
  private func recompose(
    _ request: ComposeRequest, seeing foreseen: inout [String: [UInt8]]
  ) async throws -> ComposeReport {
    let path = RecipePath.path(request.name)
    let text = try RecipeText(try await recipeBytes(request.name) ?? [], file: path)
    let template = try template(text.recipe.template)
    let parts = try await parts(of: text.recipe, in: foreseen)
    let (report, files) = try await outcome(text, template, request, parts)
    if request.isDryRun {
      for file in files where file.after != file.before {
        foreseen[file.path.text] = file.after?.bytes
      }
    }
    return report
  }

  /// The recipes in an order in which each comes after those whose results it takes, and which
  /// these are. Where no composed file is in the library, no recipe can take any.
  private func dependencies(
    among names: [String]
  ) async throws -> (order: [String], of: [String: Set<String>]) {
    guard names.count > 1, home.hasLibrary, try workspaceRoot() != nil else { return (names, [:]) }
    let graph = try await recipeGraph()
    return (graph.ordered(names), graph.uses)
  }

  /// The sections of a recipe that are in files that would be other than they are, as they would be
  /// there, by address. A section that would no longer be there is as the library has it.
  private func parts(
    of recipe: Recipe, in files: [String: [UInt8]]
  ) async throws -> [String: Part] {
    var parts: [String: Part] = [:]
    for address in recipe.addresses where !files.isEmpty && address.pin == nil {
      guard let path = try? self.path(of: address),
        let bytes = try workspacePath(path).flatMap({ files[$0] })
      else { continue }
      let reading = await parsers.read(Source(path: path, bytes: bytes))
      guard case .section(let section) = try graph.resolve(address) else {
        parts[address.text] = Part(address: address, whole: reading)
        continue
      }
      let now = try Address(section.address)
      guard
        let index = reading.cuts.firstIndex(where: {
          $0.anchor == now.anchor && $0.ordinal == now.ordinal
        })
      else { continue }
      var part = Part(
        address: address, id: section.id, source: reading.source, cuts: reading.cuts, index: index,
        file: try await codeFile(of: reading))
      part.readLabels(of: reading)
      parts[address.text] = part
    }
    for address in parts.keys {
      if let path = parts[address]?.path {
        parts[address]?.isExecutable = try graph.document(at: path)?.stat.isExecutable ?? false
      }
    }
    return parts
  }
}

extension Explained {
  /// Whether it says what is wrong with one recipe, its template or its sections, and nothing of the
  /// workspace or the library.
  fileprivate var isOfOneRecipe: Bool {
    self is CompositionFailure || self is AddressFailure || self is TemplateFailure
      || self is RecipeFailure
  }
}

extension ComposeReport {
  /// The report of a recipe of which nothing could be composed.
  fileprivate init(name: String, _ failure: any Explained) {
    self.init(
      name: name, kind: "", template: "", recipe: RecipePath.path(name), files: [], findings: [],
      unresolved: [], merged: [], context: ContextTokens(files: [:]), isWritten: false)
    self.failure = Failure(problem: failure.problem, hint: failure.hint)
  }
}
