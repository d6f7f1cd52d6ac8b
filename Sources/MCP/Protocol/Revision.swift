internal import JSONRPC

/// A revision of the protocol that is spoken here, in order.
enum Revision: String, CaseIterable, Sendable {
  case june2025 = "2025-06-18"
  case november2025 = "2025-11-25"
  case july2026 = "2026-07-28"

  /// Whether a session is agreed on before anything is asked. Later revisions have no sessions:
  /// each request says which revision it is of.
  var hasHandshake: Bool { self != .july2026 }

  /// The code for a resource that is not there.
  var notFoundCode: Int { hasHandshake ? -32002 : -32602 }

  /// The revision to agree on with a client that wants `wanted`: that, or the last there is.
  static func agreed(on wanted: String) -> Revision {
    let known = Revision(rawValue: wanted).flatMap { $0.hasHandshake ? $0 : nil }
    return known ?? .november2025
  }

  /// The revision that a request names in its `_meta`; nil where it names none.
  ///
  /// - Throws: the error to answer with, where it is not spoken here or something is missing.
  static func named(in params: JSON?) throws(RemoteError) -> Revision? {
    guard let meta = params?["_meta"], let name = meta[key("protocolVersion")] else { return nil }
    guard let text = name.string else { throw .badParameters("the protocol version is no text") }
    guard let revision = Revision(rawValue: text), !revision.hasHandshake else {
      throw RemoteError(
        code: -32022, message: "the protocol version “\(text)” is not spoken here",
        data: ["supported": .array(allCases.map { .string($0.rawValue) }), "requested": name])
    }
    guard case .object = meta[key("clientCapabilities")] else {
      throw .badParameters("“_meta” has no \(key("clientCapabilities"))")
    }
    return revision
  }

  /// A key of the protocol's own in `_meta`.
  static func key(_ name: String) -> String { "io.modelcontextprotocol/\(name)" }
}
