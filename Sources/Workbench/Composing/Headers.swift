internal import Components
internal import Composition
internal import Graph
internal import Sections

/// A field of the frontmatter that the components of the sections speak of.
package struct MergedFieldView: Codable, Sendable, Equatable {
  /// One of those components, and its value.
  package struct Voice: Codable, Sendable, Equatable {
    /// The component's path in the library.
    package var component: String
    /// Its value.
    package var value: String
  }

  /// The field.
  package var field: String
  /// What is written; nil where nothing is, because they disagree, or because it may not be
  /// written.
  package var value: String?
  /// What each says, in the order of the recipe.
  package var from: [Voice]
  /// What is wrong with it; nil where nothing is.
  package var warning: String?

  init(_ merged: MergedField) {
    field = merged.key
    value = merged.value
    warning = merged.warning
    from = merged.voices.map { Voice(component: $0.component, value: $0.value) }
  }
}

extension Workbench {
  /// What the components that `parts` come from say of themselves, each once, in order.
  func headers(of parts: [Part]) throws -> [PartHeader] {
    var headers: [PartHeader] = []
    var seen: Set<PathKey> = []
    for part in parts {
      guard let path = try graph.document(at: part.path)?.component,
        seen.insert(PathKey(path)).inserted, let component = try graph.component(at: path)
      else { continue }
      var fields = Self.fields(of: component)
      // What a plugin is licensed under, its components are, unless they say otherwise.
      if !fields.contains(where: { $0.key == "license" }), let parent = component.parent,
        let plugin = try graph.component(at: parent)
      {
        fields += Self.fields(of: plugin).filter { $0.key == "license" }
      }
      headers.append(PartHeader(component: path, kind: component.kind, fields: fields))
    }
    return headers
  }

  private static func fields(of component: Component) -> [Field] {
    // As it was written: in the fields a version of 1.10 is the number 1.1.
    if let text = component.frontmatter { return Frontmatter(yaml: Array(text.utf8)).fields }
    let members = component.fields.sorted { $0.key < $1.key }.compactMap { key, value in
      ["allowed-tools", "tools", "license", "compatibility", "metadata"].contains(key)
        ? "\"\(key)\":\(value)" : nil
    }
    return Frontmatter(json: Array("{\(members.joined(separator: ","))}".utf8)).fields
  }
}
