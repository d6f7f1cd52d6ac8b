import Foundation
import Sections

/// Where the manifests of plugins say that their commands, agents and output styles are, besides
/// the folders of those names.
struct DeclaredPlaces {
  private static let keys: [(String, Component.Kind)] = [
    ("commands", .command), ("agents", .agent), ("outputStyles", .outputStyle),
  ]

  /// By the path of a plugin the files and folders that it declares, as library paths.
  private var places: [PathKey: [(path: String, kind: Component.Kind)]] = [:]

  /// The places that `plugins` declare in their fields.
  init(of plugins: [Component]) {
    for plugin in plugins {
      let declared = Self.keys.flatMap { key, kind in
        Self.paths(plugin.fields[key]).map { (Self.path($0, in: plugin.path), kind) }
      }
      if !declared.isEmpty { places[PathKey(plugin.path)] = declared }
    }
  }

  /// What the plugin at `plugin` declares the Markdown file at `path` to be; nil where it says
  /// nothing of it.
  func kind(of path: String, in plugin: String) -> Component.Kind? {
    guard Location.isMarkdown(path), let declared = places[PathKey(plugin)] else { return nil }
    return declared.first { path == $0.path || path.hasPrefix($0.path + "/") }?.kind
  }

  /// A manifest has one path, or a list of them.
  private static func paths(_ json: String?) -> [String] {
    guard let data = json.map({ Data($0.utf8) }) else { return [] }
    let one = try? JSONDecoder().decode(String.self, from: data)
    return one.map { [$0] } ?? (try? JSONDecoder().decode([String].self, from: data)) ?? []
  }

  private static func path(_ written: String, in plugin: String) -> String {
    let parts = written.split(separator: "/").filter { $0 != "." }
    return ((plugin.isEmpty ? [] : [plugin[...]]) + parts).joined(separator: "/")
  }
}
