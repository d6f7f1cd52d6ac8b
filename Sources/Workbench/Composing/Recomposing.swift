internal import Composition
internal import Graph
internal import Sections
internal import Workspace

extension Workbench {
  /// Composes again from the recipes of the workspace, and brings the linked sections of files that
  /// no recipe made up to date, with the sections as they are now: each after those whose results
  /// it takes, so that one pass settles all. Where it is only asked what would be written, each
  /// sees what those before it would write.
  ///
  /// Of several recipes, one that cannot be composed keeps none from being composed that does not
  /// take what it makes; its report has a ``ComposeReport/failure``.
  ///
  /// - Parameters:
  ///   - names: the recipes, and the files with linked sections; all of them where empty.
  ///   - isDryRun: whether to say only what would be written.
  package func recompose(
    _ names: [String], isDryRun: Bool = false, isForced: Bool = false
  ) async throws -> [ComposeReport] {
    let workspace = try workspace()
    let known = try await workspace.files().map(\.text).compactMap(RecipePath.name)
    let lock = try await lock(of: workspace)
    let moved = try await movedLinks(lock, in: workspace)
    let linked = moved.applied(to: lock).links.keys.sorted()
    var wanted = names.isEmpty ? known + linked : []
    for name in names {
      let file = known.contains(name) ? nil : try? await workspaceFile(name, in: workspace)
      let isLinked = linked.contains(file ?? name)
      guard known.contains(name) || isLinked else {
        throw RecipeFailure.unknown(name, known: known)
      }
      wanted.append(isLinked ? file ?? name : name)
    }
    let uses = try await dependencies(among: wanted, moved.applied(to: lock))
    var reports: [ComposeReport] = []
    var failed: Set<String> = []
    var foreseen: [String: [UInt8]] = [:]
    for name in uses.order {
      do {
        let request = ComposeRequest(name: name, isDryRun: isDryRun, isForced: isForced)
        guard !linked.contains(name) else {
          reports.append(try await updateLinks(of: name, moved, request, seeing: &foreseen))
          continue
        }
        if let other = uses.of[name, default: []].sorted().first(where: failed.contains) {
          throw RecipeFailure.waiting(name, for: other)
        }
        guard !isDryRun else {
          reports.append(try await recompose(request, seeing: &foreseen))
          continue
        }
        let report = try await workspace.exclusively {
          try await recover(workspace)
          return try await recompose(request, seeing: &foreseen)
        }
        reports.append(report)
      } catch let failure as any Explained where names.count != 1 && failure.isOfOneRecipe {
        // What takes sections of a file that stays as it is need not wait.
        if !linked.contains(name) { failed.insert(name) }
        reports.append(ComposeReport(name: name, failure, isLinked: linked.contains(name)))
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
    let parts = try await parts(at: text.recipe.addresses, in: foreseen)
    let (report, files) = try await seeing(foreseen).outcome(text, template, request, parts)
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
    among names: [String], _ lock: Composition.Lock
  ) async throws -> (order: [String], of: [String: Set<String>]) {
    guard names.count > 1, home.hasLibrary, try workspaceRoot() != nil else { return (names, [:]) }
    let graph = try await recipeGraph(changed: nil, lock)
    return (graph.ordered(names), graph.uses)
  }

  /// The sections at `addresses` that are in files that would be other than they are, as they would
  /// be there, by address. A section that would no longer be there is as the library has it.
  func parts(
    at addresses: [Address], in files: [String: [UInt8]]
  ) async throws -> [String: Part] {
    var parts: [String: Part] = [:]
    for address in addresses where !files.isEmpty && address.pin == nil {
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
      || self is RecipeFailure || self is LinkFailure
  }
}

extension ComposeReport {
  /// The report of a recipe, or of a file with linked sections, of which nothing could be composed.
  fileprivate init(name: String, _ failure: any Explained, isLinked: Bool) {
    self.init(links: name)
    self.failure = Failure(problem: failure.problem, hint: failure.hint)
    guard !isLinked else { return }
    (kind, recipe) = ("", RecipePath.path(name))
  }
}
