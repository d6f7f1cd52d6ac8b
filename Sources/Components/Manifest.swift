/// The manifest of a plugin or of a marketplace of plugins: `.claude-plugin/plugin.json`, and the
/// same for other agents.
struct Manifest: Comparable {
  /// The manifest's path.
  let path: String
  /// The folder of the plugin: the one around `.claude-plugin`.
  let folder: String
  /// Where a folder has several, the lowest is its entry: Claude's before others', and a plugin's
  /// before a marketplace's.
  private let rank: Int

  /// Nil where `path` is no manifest.
  init?(_ path: String) {
    let parts = path.split(separator: "/")
    guard parts.count > 1, let name = parts.last, Manifest.names.contains(name) else { return nil }
    let holder = parts[parts.count - 2]
    guard holder.hasPrefix("."), holder.hasSuffix("-plugin") else { return nil }
    self.path = path
    folder = parts.dropLast(2).joined(separator: "/")
    rank = (holder == ".claude-plugin" ? 0 : 2) + (name == "plugin.json" ? 0 : 1)
  }

  private static let names: Set<Substring> = ["plugin.json", "marketplace.json"]

  static func < (one: Manifest, other: Manifest) -> Bool {
    (one.rank, one.path) < (other.rank, other.path)
  }
}
