internal import Foundation
internal import Sections

extension Rule {
  static let manifests: [Rule] = [
    .json, .manifestField, .manifestVersion, .manifestPath, .marketplaceOwner,
    .marketplacePlugins, .marketplaceSource,
  ]

  static let json = Rule("json", .error, "A manifest is a JSON object.")
  static let manifestField = Rule(
    "manifest-field", .error, "A field of a manifest has the type that it should have.")
  static let manifestVersion = Rule(
    "manifest-version", .warning, "A version is three numbers, like 1.2.0.")
  static let manifestPath = Rule(
    "manifest-path", .error, "A manifest names files of the plugin, beginning with “./”.")
  static let marketplaceOwner = Rule(
    "marketplace-owner", .error, "A marketplace has an owner with a name.")
  static let marketplacePlugins = Rule(
    "marketplace-plugins", .error, "A marketplace lists plugins, each with a name of its own.")
  static let marketplaceSource = Rule(
    "marketplace-source", .error, "A listed plugin says where it is.")
}

extension Validation {
  /// The rules for `plugin.json`.
  mutating func checkManifest(_ bytes: [UInt8], in path: String) {
    guard let top = object(bytes, in: path) else { return }
    checkManifestName(top["name"], in: path)
    for key in ["version", "description", "homepage", "license", "repository"] {
      if let value = top[key], !(value is String) {
        report(.manifestField, "“\(key)” should be text", line: nil, path: path)
      }
    }
    if let author = top["author"], (author as? [String: Any])?["name"] as? String == nil {
      let message = "“author” should be an object with a “name”"
      report(.manifestField, message, line: nil, path: path)
    }
    if let keywords = top["keywords"], !(keywords is [String]) {
      report(.manifestField, "“keywords” should be a list of texts", line: nil, path: path)
    }
    if let version = top["version"] as? String, !ManifestRules.isVersion(version) {
      let message = "“\(version)” is no semantic version, like 1.2.0"
      report(.manifestVersion, message, line: nil, path: path)
    }
    if top["description"] == nil {
      report(
        .descriptionMissing, "there is no description", line: nil, severity: .warning, path: path)
    }
    for key in ManifestRules.places { checkPlaces(top[key], key, in: path) }
    if let hooks = top["hooks"] as? [String: Any] {
      checkEvents(hooks["hooks"] as? [String: Any] ?? hooks, in: path)
    }
  }

  /// The rules for a name in a manifest: words joined by hyphens.
  mutating func checkManifestName(_ value: Any?, in path: String) {
    guard let name = value as? String, !name.isEmpty else {
      return report(.nameMissing, "there is no name, or it is no text", line: nil, path: path)
    }
    for (rule, message) in NameRules.objections(to: name) {
      report(rule, message, line: nil, path: path)
    }
  }

  /// What a manifest says is in the plugin has to be there.
  private mutating func checkPlaces(_ value: Any?, _ key: String, in path: String) {
    guard let value else { return }
    // Hooks and servers may stand in the manifest itself.
    if value is [String: Any], key.hasSuffix("ooks") || key.hasSuffix("Servers") { return }
    guard let places = (value as? String).map({ [$0] }) ?? value as? [String] else {
      if (value as? [Any])?.contains(where: { $0 is [String: Any] }) == true { return }
      let message = "“\(key)” should be a path, or a list of paths"
      return report(.manifestField, message, line: nil, path: path)
    }
    for place in places {
      if !place.hasPrefix("./") || place.split(separator: "/").contains("..") {
        let message = "“\(place)” in “\(key)” should begin with “./” and stay in the plugin"
        report(.manifestPath, message, line: nil, path: path)
      } else if !hasPlace(place) {
        report(.manifestPath, "“\(place)” in “\(key)” is not there", line: nil, path: path)
      }
    }
  }

  private func hasPlace(_ place: String) -> Bool {
    let parts = folder + place.split(separator: "/").filter { $0 != "." }
    let path = parts.joined(separator: "/")
    return path.isEmpty || files.keys.contains { $0 == path || $0.hasPrefix("\(path)/") }
  }

  /// The object that a file is, whatever it has before it.
  mutating func object(_ bytes: [UInt8], in path: String) -> [String: Any]? {
    // Foundation would take UTF-16 too, which no agent does.
    guard !bytes.contains(0),
      let value = try? JSONSerialization.jsonObject(with: Data(bytes))
    else {
      report(.json, "not valid JSON", line: nil, path: path)
      return nil
    }
    guard let object = value as? [String: Any] else {
      report(.json, "not a JSON object", line: nil, path: path)
      return nil
    }
    return object
  }
}

/// What a plugin's manifest may say: Claude Code’s documentation, “Plugins reference”.
enum ManifestRules {
  /// The fields that name files and folders of the plugin.
  static let places = [
    "commands", "agents", "skills", "hooks", "mcpServers", "lspServers", "outputStyles",
  ]

  /// Whether `text` is three numbers, perhaps with a label after `-` or `+`.
  static func isVersion(_ text: String) -> Bool {
    let numbers = text.prefix { $0 != "-" && $0 != "+" }.split(
      separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 3 && numbers.allSatisfy { Int($0).map { $0 >= 0 } ?? false }
  }
}
