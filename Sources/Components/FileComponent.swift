import Sections

/// What one file is: part of a folder component, or a component of its own.
struct FileComponent {
  /// The path of the component it belongs to.
  let owner: String
  /// The component it is, where it is one of its own.
  let component: Component?

  /// Tells what the file at `path` is.
  init(
    path: String, folders: FolderComponents, declared: DeclaredPlaces, facts: EntryFacts?
  ) {
    let around = folders.around(path) { _ in true }
    let plugin = around?.kind == .plugin ? around : nil
    let parts = path.split(separator: "/")
    let location = Location(
      parts, skipping: plugin.map { $0.path.split(separator: "/").count } ?? 0)
    let isBundled = around.map { $0.kind != .plugin } ?? false
    if let around, isBundled || location.isManifest || around.entry == path {
      owner = around.path
      component = nil
      return
    }
    owner = path
    let said = plugin.flatMap { declared.kind(of: path, in: $0.path) }
    let kind = said ?? location.kind(interpreter: facts?.interpreter)
    component = Component(
      kind: kind, name: FileComponent.name(of: location, kind, facts), path: path, entry: path,
      version: facts?.version, summary: facts?.summary, fields: facts?.fields ?? [:],
      frontmatter: facts?.frontmatter, parent: around?.path)
  }

  /// A command is called by its path, an agent or output style by the name it declares.
  private static func name(
    of location: Location, _ kind: Component.Kind, _ facts: EntryFacts?
  ) -> String {
    switch kind {
    case .command: location.qualifiedName(in: "commands")
    case .agent: facts?.name ?? location.qualifiedName(in: "agents")
    case .outputStyle: facts?.name ?? location.qualifiedName(in: "output-styles")
    default: facts?.name ?? location.name
    }
  }
}
