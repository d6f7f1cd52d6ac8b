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
  /// - Returns: the findings by file and line; none if all is well.
  package static func findings(
    _ kind: Component.Kind, entry: String, files: [String: [UInt8]],
    outlines: [String: Outline] = [:], profile: Profile = .spec
  ) -> [Finding] {
    var validation = Validation(kind: kind, entry: entry, files: files, profile: profile)
    validation.checkEntry()
    validation.checkReferences(outlines)
    return validation.findings.sorted { one, other in
      (one.path, one.line ?? 0, one.rule, one.message)
        < (other.path, other.line ?? 0, other.rule, other.message)
    }
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
      return report("entry-missing", "there is no \(name)", line: nil)
    }
    switch kind {
    case .skill, .command, .agent, .outputStyle: checkFrontmatter(bytes)
    case .hook: checkHooks(bytes)
    case .plugin: checkManifest(bytes)
    case .reference, .documentation, .configuration, .script: break
    }
  }

  /// Adds a finding about the entry, or about another file.
  mutating func report(
    _ rule: String, _ message: String, line: Int?, severity: Finding.Severity = .error,
    path: String? = nil
  ) {
    findings.append(
      Finding(
        rule: rule, severity: severity, path: path ?? entry, line: line, message: message))
  }
}
