import Sections

/// The components that are folders: skills, plugins, and hooks with their `hooks.json`.
struct FolderComponents {
  /// One of them.
  struct Folder {
    let kind: Component.Kind
    let path: String
    /// The file an agent reads first.
    let entry: String
    /// The path of the folder component around it.
    var parent: String?
  }

  private var folders: [PathKey: Folder] = [:]

  /// The folder components that `paths` make, told by their entries.
  init(paths: [String]) {
    for manifest in paths.compactMap(Manifest.init).sorted()
    where folders[PathKey(manifest.folder)] == nil {
      folders[PathKey(manifest.folder)] = Folder(
        kind: .plugin, path: manifest.folder, entry: manifest.path, parent: nil)
    }
    for path in paths.sorted() {
      let (folder, name) = FolderComponents.split(path)
      guard folders[PathKey(folder)] == nil, let kind = FolderComponents.kind(of: name, in: folder)
      else { continue }
      folders[PathKey(folder)] = Folder(kind: kind, path: folder, entry: path, parent: nil)
    }
    // What a skill bundles is the skill's, its hooks too.
    for folder in all where folder.kind == .hook {
      guard around(folder.path, where: { $0.kind != .hook })?.kind == .skill else { continue }
      folders[PathKey(folder.path)] = nil
    }
    for folder in all {
      let parent = around(folder.path) { _ in true }?.path
      folders[PathKey(folder.path)]?.parent = parent
    }
  }

  /// All of them, by path.
  var all: [Folder] { folders.values.sorted { $0.path < $1.path } }

  /// The innermost folder component around `path` that is so.
  func around(_ path: String, where isWanted: (Folder) -> Bool) -> Folder? {
    var rest = path[...]
    while !rest.isEmpty {
      rest = rest[..<(rest.lastIndex(of: "/") ?? rest.startIndex)]
      if let folder = folders[PathKey(rest)], isWanted(folder) { return folder }
    }
    return nil
  }

  /// The component that `folder` is.
  func component(_ folder: Folder, _ entries: [PathKey: EntryFacts]) -> Component {
    let facts = entries[PathKey(folder.entry)]
    let name = folder.path.split(separator: "/").last.map(String.init) ?? folder.kind.rawValue
    return Component(
      kind: folder.kind, name: facts?.name ?? name, path: folder.path, entry: folder.entry,
      version: facts?.version, summary: facts?.summary, fields: facts?.fields ?? [:],
      frontmatter: facts?.frontmatter, parent: folder.parent)
  }

  private static func kind(of name: Substring, in folder: String) -> Component.Kind? {
    if Location.isSkill(name) { return .skill }
    return name == "hooks.json" && split(folder).name == "hooks" ? .hook : nil
  }

  private static func split(_ path: String) -> (folder: String, name: Substring) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path[...]) }
    return (String(path[..<slash]), path[path.index(after: slash)...])
  }
}
