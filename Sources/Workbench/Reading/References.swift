internal import Graph
internal import Sections

/// A reference between sections, seen from one end.
package struct ReferenceView: Codable, Sendable, Equatable {
  /// How it refers: link, path, import or call. What was made of a section uses it as recipe,
  /// composed, linked, checkout or deployed.
  package var kind: String
  /// As the library looks for it: a path, a module or a name. For what was made of a section the
  /// address that the recipe has, or the target's name.
  package var written: String
  /// The section at the other end; nil where the reference leads to a whole file, or nowhere.
  package var section: SectionView?
  /// The file at the other end; nil where the reference leads nowhere yet.
  package var path: String?
}

extension Workbench {
  /// What refers to the section or file that `address` names, and what was made of it: recipes,
  /// composed and checked-out files of the workspace, and files of targets.
  ///
  /// - Throws: ``AddressFailure``.
  package func whereUsed(_ address: String) async throws -> [ReferenceView] {
    try referring(to: address) + (await outputUses(of: address))
  }

  private func referring(to address: String) throws -> [ReferenceView] {
    let uses: [StoredReference]
    switch try graph.resolve(try Address(address)) {
    case .section(let section): uses = try graph.whereUsed(section)
    case .document(let document): uses = try graph.whereUsed(document)
    case .component(let component):
      uses = try graph.documents(of: component.path).flatMap { try graph.whereUsed($0) }
        .filter { try graph.document(at: $0.source.path)?.component != component.path }
    }
    let sections = try views(of: uses.map(\.source))
    return zip(uses, sections).map { use, section in
      ReferenceView(
        kind: use.kind.rawValue, written: use.name, section: section, path: use.source.path)
    }
  }

  /// What the section or file that `address` names refers to.
  ///
  /// - Throws: ``AddressFailure``.
  package func references(of address: String) throws -> [ReferenceView] {
    let references: [StoredReference]
    switch try graph.resolve(try Address(address)) {
    case .section(let section): references = try graph.references(of: section)
    case .document(let document): references = try graph.references(of: document)
    case .component(let component):
      references = try graph.documents(of: component.path)
        .flatMap { try graph.references(of: $0) }
    }
    return try references.map { reference in
      ReferenceView(
        kind: reference.kind.rawValue, written: reference.name,
        section: try views(of: Array(reference.sections.prefix(1))).first,
        path: reference.document)
    }
  }
}
