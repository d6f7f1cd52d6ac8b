internal import Components
internal import Foundation
internal import Graph
internal import Sections

extension Workbench {
  /// Works out anew which components the files of `roots` make up, from what is known of the
  /// files an agent reads first. No file is read again.
  func findComponents(in roots: [Root]) throws {
    let decoder = JSONDecoder()
    for root in roots {
      let facts = try graph.facts(of: root)
      let entries = try facts.compactMapValues { text in
        try text.map { try decoder.decode(EntryFacts.self, from: Data($0.utf8)) }
      }
      let found = ComponentDetector.components(paths: facts.keys.map(\.path), entries: entries)
      try graph.setComponents(of: root, found.components, membership: found.owners)
    }
    try graph.noteComponentsAreCurrent()
  }
}

extension EntryFacts {
  /// The facts of `source` as JSON, to be kept with it; nil where nobody will ask for them.
  static func text(of source: Source) throws -> String? {
    guard ComponentDetector.isEntry(source.path) else { return nil }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(EntryFacts(of: source)), as: UTF8.self)
  }
}
