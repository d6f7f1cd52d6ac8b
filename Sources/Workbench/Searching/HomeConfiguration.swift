internal import Embeddings
internal import Foundation
internal import Sections
internal import Yams

/// What the user set for a home, in `.joinery/config.yaml`:
///
/// ```yaml
/// embeddings:
///   provider: local          # or none, or http: see EndpointSettings
///   model: ~/models/mini     # a folder; else the one that came with the program
///   precision: automatic     # or f32
/// ```
struct HomeConfiguration: Equatable {
  /// Who makes vectors.
  enum Provider: String, CaseIterable {
    case local, http, none
  }

  /// Who makes vectors; nil for whoever is there.
  var provider: Provider?
  /// The folder of the local model, absolute; nil for where models are looked for.
  var model: String?
  /// How exactly the local model computes.
  var precision = LocalModel.Precision.automatic
  /// The server that makes vectors; nil unless ``provider`` is `http`.
  var endpoint: Endpoint?

  /// Longer files are no configuration.
  private static let largest = 1 << 16

  /// Reads the configuration at `path`. Where no file is, nothing is set.
  ///
  /// - Throws: ``ConfigurationFailure`` where something in it is not known.
  init(path: String) throws(ConfigurationFailure) {
    guard let data = FileManager.default.contents(atPath: path) else { return }
    func wrong(_ reason: String) -> ConfigurationFailure {
      ConfigurationFailure(path: path, reason: reason)
    }
    guard data.count <= Self.largest, let text = String(data: data, encoding: .utf8) else {
      throw wrong("it is no short text")
    }
    let node: Node?
    do { node = try Yams.compose(yaml: text) } catch { throw wrong("it is not YAML") }
    guard let node, node != Node("") else { return }
    guard let settings = node.mapping else { throw wrong("it is not a list of keys") }
    for (key, value) in settings {
      guard key.string == "embeddings" else {
        throw wrong("“\(key.string ?? "?")” is not a setting; “embeddings” is")
      }
      guard let values = value.mapping else { throw wrong("“embeddings” is not a list of keys") }
      // What else there is to set depends on the provider.
      if let name = values["provider"] { try set("provider", name, path) }
      if provider == .http {
        endpoint = try EndpointSettings(values, path).endpoint
      } else {
        for (key, value) in values { try set(key.string ?? "?", value, path) }
      }
    }
  }

  private mutating func set(
    _ key: String, _ value: Node, _ path: String
  ) throws(ConfigurationFailure) {
    func choice<Choice: RawRepresentable & CaseIterable>(
      _ type: Choice.Type
    ) throws(ConfigurationFailure) -> Choice where Choice.RawValue == String {
      guard let choice = value.string.flatMap({ Choice(rawValue: $0) }) else {
        let choices = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        throw ConfigurationFailure(
          path: path, reason: "“\(key)” is “\(value.string ?? "?")”, not one of \(choices)")
      }
      return choice
    }
    switch key {
    case "provider": provider = try choice(Provider.self)
    case "precision": precision = try choice(LocalModel.Precision.self)
    case "model":
      guard let text = value.string, !text.isEmpty else {
        throw ConfigurationFailure(path: path, reason: "“model” is no path")
      }
      let folder = NSString(string: text).expandingTildeInPath
      let base = URL(filePath: path).deletingLastPathComponent().deletingLastPathComponent()
      model = URL(filePath: folder, relativeTo: base).standardizedFileURL.path
    default:
      throw ConfigurationFailure(
        path: path,
        reason: EndpointSettings.names.contains(key)
          ? "“\(key)” is a setting for “provider: http”"
          : "“\(key)” is not a setting of embeddings; provider, model and precision are")
    }
  }
}

/// Why a configuration cannot be read.
package struct ConfigurationFailure: Explained, Equatable {
  let path: String
  let reason: String

  package var problem: String { "\(path): \(reason)" }
  package var hint: String? { "Edit the file, or move it away: all of it is optional." }
}
