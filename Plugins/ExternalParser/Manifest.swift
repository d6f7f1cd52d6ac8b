internal import Foundation
package import Sections

/// What a JSON file says of a parser that is another program.
///
/// ```json
/// {
///   "id": "makefile", "version": 1,
///   "claims": {"names": ["Makefile"], "suffixes": [".mk"], "interpreters": ["make"]},
///   "command": ["python3", "makefile.py"], "deadlineSeconds": 10
/// }
/// ```
package struct Manifest: Sendable, Equatable {
  /// The absolute path of the file.
  package let path: String
  /// The hash of its bytes, as they were when it was read.
  package let hash: ContentHash
  /// The parser's id.
  package let id: String
  /// Counts up with every change of what the parser returns.
  package let version: Int
  /// The files the parser is for.
  package let claims: [Claim]
  /// The program and its arguments, started in the manifest's folder.
  package let command: [String]
  /// How long the program may take for a file.
  package let deadlineSeconds: Double

  /// The folder the program runs in.
  var folder: String { String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]) }

  /// Reads the manifest at `path`.
  ///
  /// - Throws: ``ExternalParserFailure/badManifest(path:reason:)``.
  package init(at path: String) throws(ExternalParserFailure) {
    self.path = URL(fileURLWithPath: path).standardizedFileURL.path
    func bad(_ reason: String) -> ExternalParserFailure {
      .badManifest(path: path, reason: reason)
    }
    guard let data = FileManager.default.contents(atPath: self.path) else {
      throw bad("it cannot be read")
    }
    guard data.count <= 65_536 else { throw bad("it is larger than 64 KiB") }
    hash = ContentHash(of: data)
    let fields: Fields
    do {
      fields = try JSONDecoder().decode(Fields.self, from: data)
    } catch {
      throw bad(Manifest.reason(error))
    }
    id = fields.id
    version = fields.version
    claims = fields.claims.all
    command = fields.command
    deadlineSeconds = fields.deadlineSeconds ?? 10
    if let problem { throw bad(problem) }
  }

  private var problem: String? {
    let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789-")
    if id.isEmpty || !id.allSatisfy(allowed.contains) {
      return "the id “\(id)” is not lower-case letters, digits and hyphens"
    }
    if version < 1 { return "the version is less than 1" }
    if claims.isEmpty { return "it claims no file" }
    for case .suffix(let suffix) in claims
    where !suffix.hasPrefix(".") || suffix != suffix.lowercased() {
      return "the suffix “\(suffix)” does not begin with a dot, or is not lower case"
    }
    if command.first?.isEmpty ?? true { return "the command is empty" }
    if command.contains(where: { $0.contains("\0") }) { return "the command holds a NUL" }
    if !(0.1...600).contains(deadlineSeconds) { return "deadlineSeconds is not 0.1 to 600" }
    return nil
  }

  /// What a decoding error says, without the machinery around it.
  private static func reason(_ error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, _): "“\(key.stringValue)” is missing"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      "“\(context.codingPath.map(\.stringValue).joined(separator: "."))” has the wrong type"
    default: "it is not JSON"
    }
  }
}

/// The manifest as it is written.
private struct Fields: Decodable {
  struct Claims: Decodable {
    var suffixes: [String]?
    var names: [String]?
    var interpreters: [String]?

    var all: [Claim] {
      (suffixes ?? []).map(Claim.suffix) + (names ?? []).map(Claim.name)
        + (interpreters ?? []).map(Claim.interpreter)
    }
  }

  var id: String
  var version: Int
  var claims: Claims
  var command: [String]
  var deadlineSeconds: Double?
}
