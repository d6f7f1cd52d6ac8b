package import Sections

/// Holds a component to the rules of its kind.
package struct Validation {
  /// What the component is.
  let kind: Component.Kind
  /// The path of the file an agent reads first.
  let entry: String
  /// The bytes of its files by path.
  let files: [String: [UInt8]]
  /// Whose rules.
  let profile: Profile
  private(set) var findings: [Finding] = []

  /// What is wrong with a component.
  ///
  /// - Parameters:
  ///   - kind: what it is.
  ///   - entry: the path of the file an agent reads first, whether or not it is there.
  ///   - files: the bytes of all its files, by path; with `entry`'s folder or one above at the
  ///     front of each.
  ///   - outlines: what the parsers say about the files, by path. Links are checked in these.
  ///   - profile: whose rules.
  ///   - known: the files whose text was looked at before, with another component.
  /// - Returns: the findings by file and line; none if all is well.
  package static func findings(
    _ kind: Component.Kind, entry: String, files: [String: [UInt8]],
    outlines: [String: Outline] = [:], profile: Profile = .spec, textsKnown known: Set<String> = []
  ) -> [Finding] {
    var validation = Validation(kind: kind, entry: entry, files: files, profile: profile)
    validation.checkEntry()
    validation.checkReferences(outlines)
    validation.checkTexts(besides: known)
    return validation.findings.sorted(by: Finding.isBefore)
  }

  private init(
    kind: Component.Kind, entry: String, files: [String: [UInt8]], profile: Profile
  ) {
    self.kind = kind
    self.entry = entry
    self.files = files
    self.profile = profile
  }

  private mutating func checkEntry() {
    guard let bytes = files[entry] else {
      let name = entry.split(separator: "/").last.map(String.init) ?? entry
      return report(.entryMissing, "there is no \(name)", line: nil)
    }
    if profile == .api, kind == .skill, entry.hasSuffix("/skill.md") {
      report(.entryMissing, "uploads have SKILL.md in capitals", line: nil)
    }
    checkLength(bytes)
    switch kind {
    case .skill, .command, .agent, .outputStyle: checkFrontmatter(bytes)
    // A script in a folder of hooks is one too.
    case .hook: if entry.hasSuffix(".json") { checkHooks(bytes) }
    case .plugin: checkManifests()
    case .reference, .documentation, .configuration, .script: break
    }
  }

  /// A plugin may be a marketplace too, or that alone.
  private mutating func checkManifests() {
    let folder = entry.split(separator: "/").dropLast().joined(separator: "/")
    for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
      guard path.hasPrefix(folder) else { continue }
      switch path.dropFirst(folder.utf8.isEmpty ? 0 : folder.count + 1) {
      case "marketplace.json": checkMarketplace(bytes, in: path)
      case _ where path == entry: checkManifest(bytes, in: path)
      default: break
      }
    }
  }

  /// The rules for every text, whatever it is part of.
  private mutating func checkTexts(besides known: Set<String>) {
    for (path, bytes) in files where !known.contains(path) {
      guard !Source(path: path, bytes: bytes).isBinary else { continue }
      checkLeftovers(bytes, in: path)
      checkSecrets(bytes, in: path)
      checkHidden(bytes, in: path)
    }
  }

  /// Adds a finding about the entry, or about another file.
  ///
  /// - Parameter severity: how bad it is; as the rule says where nil.
  mutating func report(
    _ rule: Rule, _ message: String, line: Int?, severity: Finding.Severity? = nil,
    path: String? = nil
  ) {
    findings.append(
      Finding(rule, severity: severity, path: path ?? entry, line: line, message: message))
  }
}
