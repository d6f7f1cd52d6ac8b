internal import Sections

/// Where a component of the library goes in the workspace.
struct WorkspacePlace {
  /// The part of library paths that is dropped.
  private let prefix: String
  /// What is put in its place.
  private let folder: String

  /// The place for `component`: `skills/pdf/` for a skill, `commands/` for a command.
  init(_ component: Component) {
    let last = component.path.split(separator: "/").last.map(String.init) ?? component.path
    let isFolder = component.entry != component.path
    prefix = isFolder ? component.path + "/" : String(component.path.dropLast(last.count))
    let home = Self.folders[component.kind] ?? component.kind.rawValue
    folder = isFolder ? "\(home)/\(last)/" : "\(home)/"
  }

  /// The place for a file that belongs to no component.
  init(path: String) {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    prefix = String(path.dropLast(last.count))
    folder = "files/"
  }

  /// The folders that agents read components of a kind from.
  static let folders: [Component.Kind: String] = [
    .skill: "skills", .command: "commands", .agent: "agents", .hook: "hooks", .plugin: "plugins",
    .outputStyle: "output-styles", .reference: "references", .documentation: "docs",
    .configuration: "configuration", .script: "scripts",
  ]

  /// The path below the workspace for a path of the library.
  func place(_ path: String) -> String {
    folder + (path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path)
  }
}
