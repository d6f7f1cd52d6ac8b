internal import Graph
internal import Sections

/// A component as lists show it.
package struct ComponentView: Codable, Sendable, Equatable {
  /// What it is called.
  package var name: String
  /// What it is: skill, command, agent, …
  package var kind: String
  /// Its folder or file in the library: its address.
  package var path: String
  /// The file that an agent reads first.
  package var entry: String
  /// The version it declares.
  package var version: String?
  /// What it says it is for.
  package var description: String?
  /// The component around it: a skill's plugin.
  package var parent: String?
  /// How many files it has.
  package var files: Int
  /// How many sections they have.
  package var sections: Int
  /// About how many tokens they cost to read.
  package var tokens: Int
}

extension Workbench {
  /// The components of the library, by path.
  ///
  /// - Parameter kind: only of this kind, one of the ten words of ``Component/Kind``.
  /// - Throws: ``ListFailure`` where there is no such kind.
  package func list(kind: String? = nil) throws -> [ComponentView] {
    let wanted = try kind.map { word throws(ListFailure) in
      guard let kind = Component.Kind(rawValue: word) else { throw .noSuchKind(word) }
      return kind
    }
    var files: [PathKey: [StoredDocument]] = [:]
    for document in try graph.documents() {
      if let component = document.component {
        files[PathKey(component), default: []].append(document)
      }
    }
    return try graph.components(ComponentFilter(kind: wanted)).map { component in
      ComponentView(component, files[PathKey(component.path)] ?? [])
    }
  }
}

extension ComponentView {
  init(_ component: Component, _ files: [StoredDocument]) {
    self.init(
      name: component.name, kind: component.kind.rawValue, path: component.path,
      entry: component.entry, version: component.version, description: component.summary,
      parent: component.parent, files: files.count,
      sections: files.reduce(0) { $0 + $1.sectionCount },
      tokens: files.reduce(0) { $0 + $1.tokens })
  }
}

/// Why components could not be listed.
package enum ListFailure: Explained, Equatable {
  /// That word is no kind.
  case noSuchKind(String)

  package var problem: String {
    switch self {
    case .noSuchKind(let word): "“\(word)” is no kind of component"
    }
  }

  package var hint: String? {
    "The kinds are \(Component.Kind.allCases.map(\.rawValue).joined(separator: ", "))."
  }
}
