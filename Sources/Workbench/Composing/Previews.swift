internal import Composition
internal import Sections
internal import Workspace

/// One section of a file that is composed: a line of its outline.
package struct ComposedSection: Codable, Sendable, Equatable {
  /// What a reader would call it.
  package var title: String
  /// What it is.
  package var kind: String
  /// How many sections are around it in the file.
  package var depth: Int
  /// The level of a heading.
  package var level: Int?
  /// About how many tokens it costs to read, with what is inside it.
  package var tokens: Int
}

extension Workbench {
  /// The outline of each file as it would be written, by path.
  func outlines(of files: [SettledFile]) async -> [String: [ComposedSection]] {
    var outlines: [String: [ComposedSection]] = [:]
    for file in files {
      guard let bytes = file.after?.bytes else { continue }
      let path = file.path.text
      outlines[path] = await parsers.read(Source(path: path, bytes: bytes)).cuts.map { cut in
        ComposedSection(
          title: cut.title, kind: cut.kind.rawValue, depth: cut.depth, level: cut.level,
          tokens: TokenEstimate.tokens(bytes: cut.range.count))
      }
    }
    return outlines
  }

  /// The slot of a template into which what `address` names goes where none is said.
  ///
  /// - Throws: ``AddressFailure``, ``TemplateFailure``; ``RecipeFailure`` where no slot takes it.
  package func slot(for address: String, in template: String) async throws -> String {
    try self.template(template).slot(for: try await part(try Address(address)))
  }

  /// Looks whether a parameter may be set to `value`.
  ///
  /// - Throws: ``TemplateFailure``; ``CompositionFailure`` where it may not.
  package func check(_ name: String, _ value: String, in template: String) throws {
    let template = try self.template(template)
    var recipe = Recipe(template: template.name)
    try recipe.set(name, value, in: template)
    try template.parameters.first { $0.name == name }?.check(recipe.parameters[name])
  }
}
