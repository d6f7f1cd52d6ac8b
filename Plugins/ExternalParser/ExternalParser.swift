package import Sections

/// The parser that is another program: a long-lived process that is shown files one at a time.
///
/// It exists only for a program that is trusted; see ``ExternalParsers``. The process starts with
/// the first file and ends when the last copy of the parser goes.
package struct ExternalParser: SectionParser {
  /// Larger files are not shown to the program.
  static let largestSource = 16 << 20

  /// What the manifest says.
  package let manifest: Manifest
  private let program: Program

  init(manifest: Manifest, trusted: Fingerprint, environment: [String: String]) {
    self.manifest = manifest
    program = Program(manifest: manifest, trusted: trusted, environment: environment)
  }

  package var id: String { manifest.id }
  package var version: Int { manifest.version }
  package var claims: [Claim] { manifest.claims }

  package func outline(of source: Source) async throws(ParseFailure) -> Outline {
    guard source.bytes.count <= ExternalParser.largestSource else {
      throw .tooLarge(bytes: source.bytes.count, limit: ExternalParser.largestSource)
    }
    return try Answer(try await program.call("outline", Question(source).json)).outline()
  }
}
