/// What a marketplace may say: Claude Code’s documentation, “Marketplace reference”.
enum MarketplaceRules {
  /// For each kind of source, what it has to say.
  static let sources = [
    "github": ["repo"], "url": ["url"], "git-subdir": ["url", "path"], "npm": ["package"],
    "pip": ["package"],
  ]

  /// The names that only the makers' own marketplaces have.
  static let reserved: Set<String> = [
    "claude-code-marketplace", "claude-code-plugins", "claude-plugins-official",
    "anthropic-marketplace", "anthropic-plugins", "agent-skills", "life-sciences",
  ]

  /// What is wrong with the source of a plugin, in words; nil where nothing is.
  ///
  /// - Parameter hasRoot: whether the marketplace says which folder bare paths are below.
  static func objection(to source: Any?, hasRoot: Bool) -> String? {
    switch source {
    case let path as String:
      (path.hasPrefix("./") || hasRoot && isBare(path))
        && !path.split(separator: "/").contains("..")
        ? nil : "“\(path)” should begin with “./” and stay in the marketplace"
    case let object as [String: Any]:
      objection(toObject: object)
    default: "“source” should be a path or an object"
    }
  }

  /// Whether `path` is relative without saying so: “formatter”.
  private static func isBare(_ path: String) -> Bool {
    !path.isEmpty && !path.hasPrefix("/") && !path.hasPrefix(".") && !path.contains("\\")
      && !path.contains(":")
  }

  private static func objection(toObject source: [String: Any]) -> String? {
    guard let kind = source["source"] as? String, let keys = sources[kind] else {
      return "its “source” should be \(sources.keys.sorted().joined(separator: ", "))"
    }
    let missing = keys.first { (source[$0] as? String ?? "").isEmpty }
    return missing.map { "it has no “\($0)”, which a source “\(kind)” needs" }
  }
}

extension Validation {
  /// The rules for `marketplace.json`.
  mutating func checkMarketplace(_ bytes: [UInt8], in path: String) {
    guard let top = object(bytes, in: path) else { return }
    checkManifestName(top["name"], in: path)
    if let name = top["name"] as? String, MarketplaceRules.reserved.contains(name) {
      report(
        .nameReserved, "“\(name)” is a name of the makers' own", line: nil, severity: .warning,
        path: path)
    }
    if ((top["owner"] as? [String: Any])?["name"] as? String ?? "").isEmpty {
      let message = "“owner” should be an object with a “name”"
      report(.marketplaceOwner, message, line: nil, path: path)
    }
    guard let plugins = top["plugins"] as? [Any] else {
      return report(.marketplacePlugins, "“plugins” should be a list", line: nil, path: path)
    }
    let hasRoot = (top["metadata"] as? [String: Any])?["pluginRoot"] is String
    var names: Set<String> = []
    for plugin in plugins { checkListed(plugin, &names, hasRoot: hasRoot, in: path) }
  }

  private mutating func checkListed(
    _ plugin: Any, _ names: inout Set<String>, hasRoot: Bool, in path: String
  ) {
    guard let plugin = plugin as? [String: Any], let name = plugin["name"] as? String,
      !name.isEmpty
    else {
      let message = "each of “plugins” should be an object with a “name”"
      return report(.marketplacePlugins, message, line: nil, path: path)
    }
    for (rule, message) in NameRules.objections(to: name) {
      report(rule, message, line: nil, path: path)
    }
    if !names.insert(name).inserted {
      report(.marketplacePlugins, "“\(name)” is listed twice", line: nil, path: path)
    }
    if let objection = MarketplaceRules.objection(to: plugin["source"], hasRoot: hasRoot) {
      report(
        .marketplaceSource, "the plugin “\(name)”: \(objection)", line: nil, path: path)
    }
  }
}
