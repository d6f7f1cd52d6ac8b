internal import Embeddings
internal import Yams

/// What the user set of a server that makes vectors:
///
/// ```yaml
/// embeddings:
///   provider: http
///   url: http://localhost:11434/v1
///   model: nomic-embed-text
///   key: OPENAI_API_KEY   # the variable of the environment that has it; else none is sent
///   dimensions: 256       # to ask for so many numbers
///   batch: 64             # texts at once
///   window: 512           # about how many tokens the model reads at once
///   insecure: true        # the key may go to another machine without https
/// ```
struct EndpointSettings {
  /// What can be set, beside the provider.
  static let names = ["url", "model", "key", "dimensions", "batch", "window", "insecure"]

  /// The server.
  private(set) var endpoint = Endpoint(url: "", model: "")
  private let path: String

  /// Reads the settings in the file at `path`.
  ///
  /// - Throws: ``ConfigurationFailure`` where one is missing, not known, or not what it should be.
  init(_ values: Node.Mapping, _ path: String) throws(ConfigurationFailure) {
    self.path = path
    for (key, value) in values where key.string != "provider" {
      try set(key.string ?? "?", value)
    }
    for (name, text) in [("url", endpoint.url), ("model", endpoint.model)] where text.isEmpty {
      throw wrong("“provider: http” needs “\(name)”")
    }
  }

  private mutating func set(_ name: String, _ value: Node) throws(ConfigurationFailure) {
    switch name {
    case "url": endpoint.url = try text(name, value)
    case "model": endpoint.model = try text(name, value)
    case "key": endpoint.key = try variable(name, value)
    case "dimensions": endpoint.dimensions = try count(name, value, 1...65_536)
    case "batch": endpoint.batch = try count(name, value, 1...2048)
    case "window": endpoint.window = try count(name, value, 16...1_000_000)
    case "insecure":
      guard let truth = value.bool else { throw wrong("“insecure” is neither true nor false") }
      endpoint.isInsecure = truth
    default:
      let names = Self.names.joined(separator: ", ")
      throw wrong("“\(name)” is not a setting for “provider: http”; these are: \(names)")
    }
  }

  private func text(_ name: String, _ value: Node) throws(ConfigurationFailure) -> String {
    let text = value.string ?? ""
    let isLine = !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    guard (1...500).contains(text.utf8.count), isLine else {
      throw wrong("“\(name)” is no short text")
    }
    return text
  }

  private func variable(_ name: String, _ value: Node) throws(ConfigurationFailure) -> String {
    let text = try text(name, value)
    guard text.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]{0,99}/) != nil else {
      // What was put there may be the key itself, so it is not repeated.
      throw wrong(
        "“key” is not the name of a variable, as in OPENAI_API_KEY; keys stay out of files")
    }
    return text
  }

  private func count(
    _ name: String, _ value: Node, _ bounds: ClosedRange<Int>
  ) throws(ConfigurationFailure) -> Int {
    guard let count = value.int, bounds.contains(count) else {
      throw wrong(
        "“\(name)” is no whole number from \(bounds.lowerBound) to \(bounds.upperBound)")
    }
    return count
  }

  private func wrong(_ reason: String) -> ConfigurationFailure {
    ConfigurationFailure(path: path, reason: reason)
  }
}
