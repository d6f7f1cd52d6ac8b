internal import Foundation
package import Sections

/// The parsers that are other programs: which were added, and which of them the user trusts.
///
/// Adding a parser runs nothing. Trusting one records the hashes of its manifest and of the
/// program files it names; when any of them changes, it is no longer trusted.
package struct ExternalParsers: Sendable {
  /// Whether a parser may run.
  package enum Trust: Sendable, Equatable {
    /// It may.
    case trusted
    /// The user has not said so.
    case untrusted
    /// These files are not what the user trusted.
    case changed(files: [String])
    /// Its manifest is unusable.
    case broken(reason: String)
  }

  /// One parser, for lists.
  package struct Listing: Sendable, Equatable {
    /// Its id.
    package let id: String
    /// The absolute path of its manifest.
    package let path: String
    /// What its manifest says now; nil where it is unusable.
    package let manifest: Manifest?
    /// Whether it may run.
    package let trust: Trust
  }

  /// The file that the list is kept in.
  package let path: String
  private let environment: [String: String]

  /// The external parsers that are kept in `directory`, in `trusted-parsers.json`.
  ///
  /// - Parameter environment: where programs find `PATH`, `HOME` and `TMPDIR`; they see no more.
  package init(
    directory: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    path = directory + "/trusted-parsers.json"
    self.environment = environment
  }

  /// Adds the parser of the manifest at `path`, not yet trusted. Adding it again changes nothing.
  @discardableResult
  package func add(_ path: String) throws(ExternalParserFailure) -> Listing {
    let manifest = try Manifest(at: path)
    var file = try TrustedParsers(at: self.path)
    if let known = file.parsers.first(where: { $0.id == manifest.id }) {
      guard known.manifest == manifest.path else {
        throw .idTaken(id: known.id, manifest: known.manifest)
      }
      return listing(known)
    }
    let entry = TrustedParsers.Entry(id: manifest.id, manifest: manifest.path, trusted: nil)
    file.parsers.append(entry)
    try file.write(to: self.path)
    return listing(entry)
  }

  /// Every parser that was added, in order of precedence.
  package func list() throws(ExternalParserFailure) -> [Listing] {
    try TrustedParsers(at: path).parsers.map(listing)
  }

  /// Trusts the parser as its files are now. From here on the host may run it.
  @discardableResult
  package func trust(_ id: String) throws(ExternalParserFailure) -> Listing {
    var file = try TrustedParsers(at: path)
    guard let index = file.parsers.firstIndex(where: { $0.id == id }) else {
      throw .unknown(id: id)
    }
    let manifest = try Manifest(at: file.parsers[index].manifest)
    guard manifest.id == id else {
      throw .badManifest(path: manifest.path, reason: "its id is now “\(manifest.id)”")
    }
    file.parsers[index].trusted = Fingerprint(of: manifest)
    try file.write(to: path)
    return listing(file.parsers[index])
  }

  /// Forgets the parser. Its files stay.
  package func remove(_ id: String) throws(ExternalParserFailure) {
    var file = try TrustedParsers(at: path)
    guard let index = file.parsers.firstIndex(where: { $0.id == id }) else {
      throw .unknown(id: id)
    }
    file.parsers.remove(at: index)
    try file.write(to: path)
  }

  /// The parser of that id, to be checked.
  ///
  /// - Throws: where it is unknown, unusable, or may not run.
  package func parser(_ id: String) throws(ExternalParserFailure) -> ExternalParser {
    let entry = try TrustedParsers(at: path).parsers.first { $0.id == id }
    guard let entry else { throw .unknown(id: id) }
    return try parser(entry)
  }

  /// The parsers that may run, in order of precedence. No program is started before its first file.
  package func parsers() throws(ExternalParserFailure) -> [any SectionParser] {
    try TrustedParsers(at: path).parsers.compactMap { try? parser($0) }
  }

  private func parser(
    _ entry: TrustedParsers.Entry
  ) throws(ExternalParserFailure) -> ExternalParser {
    let manifest = try Manifest(at: entry.manifest)
    guard let trusted = entry.trusted else { throw .notTrusted(id: entry.id) }
    let changes = Fingerprint(of: manifest).changes(since: trusted)
    guard changes.isEmpty else { throw .changed(id: entry.id, files: changes) }
    return ExternalParser(manifest: manifest, trusted: trusted, environment: environment)
  }

  private func listing(_ entry: TrustedParsers.Entry) -> Listing {
    let trust: Trust
    do throws(ExternalParserFailure) {
      _ = try parser(entry)
      trust = .trusted
    } catch {
      trust =
        switch error {
        case .notTrusted: .untrusted
        case .changed(_, let files): .changed(files: files)
        default: .broken(reason: error.problem)
        }
    }
    return Listing(
      id: entry.id, path: entry.manifest, manifest: try? Manifest(at: entry.manifest),
      trust: trust)
  }
}
