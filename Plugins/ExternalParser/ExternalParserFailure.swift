internal import Sections

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Why an external parser could not be added, trusted or used.
package enum ExternalParserFailure: Explained, Equatable {
  /// The manifest cannot be read, or says something impossible.
  case badManifest(path: String, reason: String)
  /// No parser of that id was added.
  case unknown(id: String)
  /// Another manifest already has that id.
  case idTaken(id: String, manifest: String)
  /// The user has not trusted it.
  case notTrusted(id: String)
  /// It is not what the user trusted.
  case changed(id: String, files: [String])
  /// The list of parsers is damaged.
  case badTrustFile(path: String)
  /// The list of parsers could not be written; `errno`.
  case cannotWrite(path: String, code: Int32)

  package var problem: String {
    switch self {
    case .badManifest(let path, let reason): "the manifest \(path) is unusable: \(reason)"
    case .unknown(let id): "there is no external parser “\(id)”"
    case .idTaken(let id, let manifest): "the parser “\(id)” is already added, from \(manifest)"
    case .notTrusted(let id): "the parser “\(id)” is not trusted to run"
    case .changed(let id, let files):
      "the parser “\(id)” changed after it was trusted: \(files.joined(separator: ", "))"
    case .badTrustFile(let path): "the list of external parsers, \(path), is damaged"
    case .cannotWrite(let path, let code):
      "cannot write \(path): \(String(cString: strerror(code)))"
    }
  }

  package var hint: String? {
    switch self {
    case .badManifest: "Plugins/README.md shows what a manifest holds."
    case .unknown: "‘joinery parser list’ shows those there are."
    case .idTaken(let id, _): "Remove that one first: ‘joinery parser remove \(id)’."
    case .notTrusted(let id), .changed(let id, _):
      "Read the program, then ‘joinery parser trust \(id)’."
    case .badTrustFile: "Move it away, and add and trust the parsers again."
    case .cannotWrite: "Check that the folder is there and may be written to."
    }
  }
}
