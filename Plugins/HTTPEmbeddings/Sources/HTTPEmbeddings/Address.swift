internal import Foundation

/// Where requests go.
package struct Address: Sendable, Equatable {
  /// All of it, as requests are sent to it.
  let url: String
  private let parts: URLComponents

  /// The address that was set: a path that does not end in `/embeddings` gets that.
  ///
  /// - Throws: ``EndpointFailure`` where it is no address of the web.
  package init(_ text: String) throws(EndpointFailure) {
    guard var parts = URLComponents(string: text), Self.isOfTheWeb(parts) else {
      throw .settings(
        "“\(text.prefix(200))” is no address of an endpoint",
        "Set “url” in .joinery/config.yaml as in http://localhost:11434/v1")
    }
    if !parts.path.hasSuffix("/embeddings") {
      let base = parts.path.hasSuffix("/") ? String(parts.path.dropLast()) : parts.path
      parts.path = (base.isEmpty ? "/v1" : base) + "/embeddings"
    }
    self.init(parts)
  }

  private init(_ parts: URLComponents) {
    self.parts = parts
    url = parts.string ?? ""
  }

  private static func isOfTheWeb(_ parts: URLComponents) -> Bool {
    ["http", "https"].contains(parts.scheme?.lowercased()) && parts.host?.isEmpty == false
      && parts.user == nil && parts.password == nil && parts.fragment == nil
  }

  /// The address as messages name it: without a query, which may hold a key.
  package var shown: String {
    var shown = parts
    shown.query = nil
    return shown.string ?? url
  }

  /// Whether nobody but the endpoint reads what is sent: by encryption, or since it stays on this
  /// machine.
  package var isConfidential: Bool { scheme == "https" || isLoopback }

  private var scheme: String { parts.scheme?.lowercased() ?? "" }
  private var host: String { parts.host?.lowercased() ?? "" }
  private var port: Int { parts.port ?? (scheme == "https" ? 443 : 80) }

  private var isLoopback: Bool {
    let octets = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return host == "localhost" || host.hasSuffix(".localhost")
      || host == "::1" || host == "[::1]"
      || octets.count == 4 && octets.allSatisfy { $0 != nil } && octets[0] == 127
  }

  /// Where an answer sends a request on to, if that is the same server, or the same host by https.
  func redirected(to location: String) -> Address? {
    guard let base = URL(string: url), let target = URL(string: location, relativeTo: base),
      let parts = URLComponents(url: target, resolvingAgainstBaseURL: true),
      Self.isOfTheWeb(parts)
    else { return nil }
    let other = Address(parts)
    let isSame = other.scheme == scheme && other.port == port
    let isUpgrade = scheme == "http" && other.scheme == "https"
    return other.host == host && (isSame || isUpgrade) ? other : nil
  }
}
