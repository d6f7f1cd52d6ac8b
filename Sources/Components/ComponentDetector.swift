package import Sections

/// Finds the components among the files of one ingested root.
///
/// A skill, a plugin and a folder of hooks are folders: what lies in them belongs to them. Every
/// other file is a component of its own, inside the plugin around it. Where folders nest, the
/// innermost has the file. Only names decide, never what a file says; so a component is there even
/// if nothing in its frontmatter can be read.
package enum ComponentDetector {
  /// Counts up with every change of what is detected.
  package static let version = 1

  /// What was found.
  package struct Detection: Sendable, Equatable {
    /// The components, by path. No two have the same.
    package var components: [Component]
    /// For every path the path of the component it belongs to.
    package var owners: [PathKey: String]
  }

  /// Whether the facts of this file are needed: Markdown, manifests, settings, and names without
  /// a suffix, which may be scripts.
  package static func isEntry(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return Location.isMarkdown(name) || Manifest(path) != nil || !name.dropFirst().contains(".")
      || ["hooks.json", "settings.json", "settings.local.json", ".mcp.json", "package.json"]
        .contains(name)
  }

  /// The components among `paths`.
  ///
  /// - Parameters:
  ///   - paths: every file's path in the library, in any order.
  ///   - bytes: the bytes of a file; asked for entry files only. Nil where they cannot be had.
  package static func components(paths: [String], bytes: (String) -> [UInt8]?) -> Detection {
    var entries: [PathKey: EntryFacts] = [:]
    for path in paths where isEntry(path) {
      entries[PathKey(path)] = bytes(path).map { EntryFacts(of: Source(path: path, bytes: $0)) }
    }
    return components(paths: paths, entries: entries)
  }

  /// The components among `paths`, from what is known of the entry files.
  ///
  /// - Parameters:
  ///   - paths: every file's path in the library, in any order.
  ///   - entries: the facts of the files that ``isEntry(_:)`` names; others are not looked at.
  package static func components(paths: [String], entries: [PathKey: EntryFacts]) -> Detection {
    let folders = FolderComponents(paths: paths)
    var detection = Detection(components: [], owners: [:])
    detection.components = folders.all.map { folders.component($0, entries) }
    let declared = DeclaredPlaces(of: detection.components.filter { $0.kind == .plugin })
    for path in paths.sorted() {
      let file = FileComponent(
        path: path, folders: folders, declared: declared, facts: entries[PathKey(path)])
      detection.owners[PathKey(path)] = file.owner
      if let component = file.component { detection.components.append(component) }
    }
    detection.components.sort { $0.path < $1.path }
    return detection
  }
}
