package import Sections

/// What a file of the library says about another: the question that the library answers.
package struct Pointer: Sendable, Hashable {
  /// The path of the file that refers.
  package var file: PathKey
  /// To what, as it is written there.
  package var target: Reference.Target

  /// What `file` says.
  package init(file: String, target: Reference.Target) {
    self.file = PathKey(file)
    self.target = target
  }
}

/// Where a pointer leads.
package enum Destination: Sendable, Equatable {
  /// A file that can come along, by its path in the library.
  case file(String)
  /// A folder and the files below it, by their paths in the library.
  case folder(String, files: [String])
  /// The file that an agent reads first of the component that refers to it.
  case entry(String)
  /// Nowhere that the composed component could have: why, lower case, without a full stop.
  case nowhere(String)

  /// The files that would come along.
  package var files: [String] {
    switch self {
    case .file(let path): [path]
    case .folder(_, let files): files
    case .entry, .nowhere: []
    }
  }
}

/// A file of the library that comes along because a section refers to it.
package struct Companion: Sendable, Equatable {
  /// Its path in the library.
  package var path: String
  /// Where it goes, below the component's root.
  package var place: String
  /// Its bytes.
  package var bytes: [UInt8]
  /// Their hash.
  package var hash: ContentHash
  /// Whether it can be run.
  package var isExecutable: Bool
  /// What it refers to by links and paths.
  package var references: [Reference]
  /// The anchors of its headings; nil where it is no Markdown.
  package var anchors: Set<String>?

  /// A file whose references and anchors are not known yet.
  package init(
    path: String, place: String, bytes: [UInt8], hash: ContentHash, isExecutable: Bool
  ) {
    self.path = path
    self.place = place
    self.bytes = bytes
    self.hash = hash
    self.isExecutable = isExecutable
    references = []
  }

  /// Takes note of what a parser says about it.
  package mutating func read(_ outline: Outline) {
    references = outline.references.filter { $0.kind == .link || $0.kind == .path }
    anchors = Set(AnchorNames.all(of: outline).map(\.anchor))
  }
}

/// What the sections of a component bring along, and what their references lead to.
package struct Company: Sendable {
  /// Where each pointer leads.
  package var destinations: [Pointer: Destination] = [:]
  /// The files that come along, by their path in the library.
  package var companions: [PathKey: Companion] = [:]

  /// A company with nothing in it.
  package init() {}
}
