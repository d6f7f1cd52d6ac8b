internal import Foundation
internal import Sections

/// The file that says which external parsers there are, and which of them may run.
struct TrustedParsers: Codable {
  /// One parser.
  struct Entry: Codable {
    /// Its id when it was added.
    var id: String
    /// The absolute path of its manifest.
    var manifest: String
    /// What the user trusted; nil until then.
    var trusted: Fingerprint?
  }

  /// The parsers, in the order they were added: the order of precedence.
  var parsers: [Entry] = []

  /// Reads the file at `path`; where there is none, there are no parsers.
  ///
  /// - Throws: ``ExternalParserFailure/badTrustFile(path:)``.
  init(at path: String) throws(ExternalParserFailure) {
    guard FileManager.default.fileExists(atPath: path) else { return }
    guard let data = FileManager.default.contents(atPath: path),
      let file = try? JSONDecoder().decode(TrustedParsers.self, from: data)
    else { throw .badTrustFile(path: path) }
    self = file
  }

  /// Writes the file: at every moment `path` holds all of the old bytes or all of the new.
  ///
  /// - Throws: ``ExternalParserFailure/cannotWrite(path:code:)``.
  func write(to path: String) throws(ExternalParserFailure) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else { throw .badTrustFile(path: path) }
    try AtomicFile.write(Array(data) + [0x0A], to: path)
  }
}
