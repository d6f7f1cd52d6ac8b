internal import Composition
internal import Sections
internal import Workspace

extension Workbench {
  /// What is wrong with the components that a file is part of, and was not before what changed in
  /// linked sections came in. An error is a warning here: the section's author is to mend it.
  func findings(broughtBy file: SettledFile) async throws -> [FindingView] {
    guard let after = file.after, after != file.before else { return [] }
    let path = file.path.text
    var known: Set<String> = []
    var brought: [FindingView] = []
    for var subject in try await workspaceSubjects(below: [path.split(separator: "/").prefix(2)])
    where subject.isLoaded && subject.files[path] != nil {
      for finding in await findings(in: subject, profile: .spec) {
        known.insert(finding.name(in: subject.files))
      }
      subject.files[path] = after.bytes
      for var finding in await findings(in: subject, profile: .spec)
      where known.insert(finding.name(in: subject.files)).inserted {
        finding.severity = min(finding.severity, .warning)
        brought.append(FindingView(finding))
      }
    }
    return brought
  }
}

extension Composition.Finding {
  /// What tells it from others, wherever its line is by now.
  fileprivate func name(in files: [String: [UInt8]]) -> String {
    var text = ""
    if let line, let bytes = files[path] {
      let lines = LineTable(bytes)
      if lines.starts.indices.contains(line - 1) {
        text = String(decoding: bytes[lines.range(ofLine: line - 1)], as: UTF8.self)
      }
    }
    return "\(rule) \(path) \(message) \(text)"
  }
}
