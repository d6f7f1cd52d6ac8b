internal import Components
internal import Foundation
internal import Sections
internal import Workspace

/// A set of components.
package struct SetView: Codable, Sendable, Equatable {
  /// One entry, and what it means now.
  package struct Entry: Codable, Sendable, Equatable {
    /// A path of a component in the workspace, a pattern of such, or `tag:NAME`.
    package var entry: String
    /// The components it means, by path in the workspace.
    package var components: [String]
  }

  /// What it is called.
  package var name: String
  /// What it has.
  package var entries: [Entry]
}

extension Workbench {
  /// The sets that the workspace names.
  ///
  /// - Throws: ``SetFailure``.
  package func sets() async throws -> [SetView] {
    try await views(readSets().sets.all)
  }

  /// One set.
  ///
  /// - Throws: ``SetFailure``.
  package func set(_ name: String) async throws -> SetView {
    let entries = try readSets().sets[name]
    return try await views([ComponentSets.Named(name: name, entries: entries)])[0]
  }

  /// Adds entries to a set, which is made where there is none.
  ///
  /// - Parameter entries: each must mean something in the workspace now.
  /// - Throws: ``SetFailure``.
  package func addToSet(_ name: String, _ entries: [String]) async throws -> SetView {
    guard ComponentSets.isName(name) else { throw SetFailure.badName(name) }
    let workspace = try workspace()
    let selection = try await selection(entries, of: workspace.files()) { path in
      try await workspace.read(path)?.bytes ?? []
    }
    for entry in entries where selection.components(entry).isEmpty {
      let name = entry.split(separator: "/").last ?? entry[...]
      let alike = selection.all.filter { $0.split(separator: "/").last?.hasPrefix(name) == true }
      throw SetFailure.nothing(entry, candidates: alike)
    }
    try await change(workspace) { text throws(SetFailure) in try text.add(entries, to: name) }
    return try await set(name)
  }

  /// Takes entries out of a set, or forgets the set where none are named. Nothing else changes:
  /// targets that hold the set keep what they have until they are deployed to.
  ///
  /// - Returns: what is left of it.
  /// - Throws: ``SetFailure``.
  package func removeFromSet(_ name: String, _ entries: [String]) async throws -> SetView {
    let workspace = try workspace()
    let known = try readSets().sets[name]
    if let missing = entries.first(where: { !known.contains($0) }) {
      throw SetFailure.notThere(missing, in: name, entries: known)
    }
    guard !entries.isEmpty else {
      try await change(workspace) { text throws(SetFailure) in try text.remove(name) }
      return SetView(name: name, entries: [])
    }
    try await change(workspace) { text throws(SetFailure) in try text.remove(entries, from: name) }
    return try await set(name)
  }

  /// The entries of sets, by their names.
  ///
  /// - Throws: ``SetFailure/unknown(_:known:)``.
  func entries(ofSets names: [String]) throws -> [String] {
    let sets = try readSets().sets
    return try names.flatMap { try sets[$0] }
  }

  /// Selects among `paths`; `bytes` is asked only where entries go by tag.
  func selection(
    _ entries: [String], of paths: [RelativePath],
    bytes: (RelativePath) async throws -> [UInt8]
  ) async throws -> Selection {
    var facts: [PathKey: EntryFacts] = [:]
    if Selection.needsFacts(entries) {
      for path in paths where ComponentDetector.isEntry(path.text) {
        let source = Source(path: path.text, bytes: try await bytes(path))
        facts[PathKey(path.text)] = EntryFacts(of: source)
      }
    }
    return Selection(entries, of: paths, facts: facts)
  }

  private func views(_ sets: [ComponentSets.Named]) async throws -> [SetView] {
    let workspace = try workspace()
    let entries = sets.flatMap(\.entries)
    let selection = try await selection(entries, of: workspace.files()) { path in
      try await workspace.read(path)?.bytes ?? []
    }
    return sets.map { set in
      SetView(
        name: set.name,
        entries: set.entries.map {
          SetView.Entry(entry: $0, components: selection.components($0))
        })
    }
  }

  /// The sets as the file says them, and its bytes.
  ///
  /// - Throws: ``SetFailure``.
  func readSets() throws -> (sets: ComponentSets, bytes: [UInt8]) {
    guard Folder.exists(home.workspace) else { return (try ComponentSets([]), []) }
    let file = try Folder(home.workspace).read(RelativePath(ComponentSets.file))
    return (try ComponentSets(file?.bytes ?? []), file?.bytes ?? [])
  }

  private func change(
    _ workspace: Workspace, _ body: (inout SetsText) throws(SetFailure) -> Void
  ) async throws {
    let before = try readSets().bytes
    var text = SetsText(before)
    try body(&text)
    let save = Workspace.Save(
      FileContent(bytes: text.bytes), to: try RelativePath(ComponentSets.file),
      replacing: ContentHash(of: before))
    let changes = try await workspace.changes(saving: [save])
    if !changes.isEmpty {
      try await perform(changes, as: "set", ComponentSets.file, in: workspace)
    }
  }
}
