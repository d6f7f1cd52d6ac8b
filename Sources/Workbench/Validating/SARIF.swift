internal import Composition
internal import Foundation

/// A report in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS, 2020), as
/// code hosts and editors take it.
struct SARIF: Encodable {
  struct Text: Encodable { var text: String }

  struct Configuration: Encodable { var level: String }

  struct Descriptor: Encodable {
    var id: String
    var shortDescription: Text
    var defaultConfiguration: Configuration
  }

  struct Driver: Encodable {
    var name: String
    var version: String
    var rules: [Descriptor]
  }

  struct Tool: Encodable { var driver: Driver }

  struct Artifact: Encodable { var uri: String }

  struct Region: Encodable { var startLine: Int }

  struct PhysicalLocation: Encodable {
    var artifactLocation: Artifact
    var region: Region?
  }

  struct Location: Encodable { var physicalLocation: PhysicalLocation }

  struct Result: Encodable {
    var ruleId: String
    var ruleIndex: Int
    var level: String
    var message: Text
    var locations: [Location]
  }

  struct Run: Encodable {
    var tool: Tool
    var columnKind = "unicodeCodePoints"
    var results: [Result]
  }

  var schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
    + "sarif-schema-2.1.0.json"
  var version = "2.1.0"
  var runs: [Run]

  enum CodingKeys: String, CodingKey {
    case schema = "$schema"
    case version, runs
  }
}

extension ValidationReport {
  /// The report as SARIF 2.1.0, with all rules there are.
  ///
  /// - Parameter version: that of the program.
  package func sarif(version: String) throws -> String {
    let rules = Rule.all
    let indices = Dictionary(
      rules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let run = SARIF.Run(
      tool: SARIF.Tool(
        driver: SARIF.Driver(
          name: "joinery", version: version,
          rules: rules.map { rule in
            SARIF.Descriptor(
              id: rule.id, shortDescription: SARIF.Text(text: rule.help),
              defaultConfiguration: SARIF.Configuration(level: rule.severity.rawValue))
          })),
      results: findings.map { SARIF.Result($0, indices[$0.rule] ?? -1) })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(SARIF(runs: [run])), as: UTF8.self)
  }
}

extension SARIF.Result {
  fileprivate init(_ finding: FindingView, _ index: Int) {
    let allowed = CharacterSet.urlPathAllowed.subtracting(CharacterSet(charactersIn: ":"))
    let path = finding.path.addingPercentEncoding(withAllowedCharacters: allowed)
    let isAbsolute = finding.path.hasPrefix("/")
    let location = SARIF.PhysicalLocation(
      artifactLocation: SARIF.Artifact(uri: (isAbsolute ? "file://" : "") + (path ?? "")),
      region: finding.line.map { SARIF.Region(startLine: $0) })
    self.init(
      ruleId: finding.rule, ruleIndex: index, level: finding.severity,
      message: SARIF.Text(text: finding.message),
      locations: [SARIF.Location(physicalLocation: location)])
  }
}
