internal import Foundation
internal import Sections

extension Validation {
  /// The rules for what stands at the top of skills, commands, agents and output styles.
  mutating func checkFrontmatter(_ bytes: [UInt8]) {
    checkLength(bytes)
    do {
      let header = try Header(bytes)
      checkFields(header)
      if kind == .skill || kind == .agent { checkName(header.fields["name"]) }
      checkDescription(header.fields["description"])
      checkCompatibility(header.fields["compatibility"])
    } catch {
      report(error)
    }
  }

  private mutating func report(_ failure: Header.Failure) {
    switch failure {
    case .missing where kind == .command: break
    case .missing: report("frontmatter-missing", "the file does not begin with “---”", line: 1)
    case .unclosed: report("frontmatter-unclosed", "the frontmatter is never closed", line: 1)
    case .notYAML(let line, let reason): report("frontmatter-yaml", reason, line: line)
    }
  }

  private mutating func checkLength(_ bytes: [UInt8]) {
    let lines = LineTable(bytes).starts.count
    guard kind == .skill, lines > 500 else { return }
    let message = "\(lines) lines; beyond 500, move what is seldom needed to reference files"
    report("too-long", message, line: nil, severity: .warning)
  }

  private mutating func checkFields(_ header: Header) {
    let known = FieldRules.known(for: kind, profile: profile)
    let isStrict = kind == .skill && profile == .spec
    for (name, field) in header.fields.sorted(by: { $0.key < $1.key }) where !known.contains(name) {
      let hint = kind == .agent && name == "allowed-tools" ? "; agents have “tools”" : ""
      report(
        "field-unknown", "unexpected field “\(name)”\(hint)", line: field.line,
        severity: isStrict ? .error : .warning)
    }
  }

  private mutating func checkName(_ field: Header.Field?) {
    guard let field, let text = field.text?.trimmingCharacters(in: .whitespacesAndNewlines),
      !text.isEmpty
    else {
      if profile == .spec || kind == .agent {
        report("name-missing", "there is no name, or it is no text", line: field?.line ?? 1)
      }
      return
    }
    let name = text.precomposedStringWithCompatibilityMapping
    for (rule, message) in FieldRules.objections(toName: name) {
      report(rule, message, line: field.line)
    }
    let folder = entry.split(separator: "/").dropLast().last.map(String.init)
    if kind == .skill, let folder, folder.precomposedStringWithCompatibilityMapping != name {
      let message = "the name “\(name)” is not that of its folder, “\(folder)”"
      report("name-folder", message, line: field.line)
    }
  }

  private mutating func checkDescription(_ field: Header.Field?) {
    let text = field?.text?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    if text.isEmpty {
      let isNeeded = kind == .agent || kind == .skill
      let message = "there is no description, or it is no text"
      report(
        "description-missing", message, line: field?.line ?? 1,
        severity: isNeeded ? .error : .warning)
    } else if kind == .skill, text.unicodeScalars.count > 1024 {
      let message = "the description has \(text.unicodeScalars.count) characters; 1,024 are allowed"
      report("description-length", message, line: field?.line)
    }
  }

  private mutating func checkCompatibility(_ field: Header.Field?) {
    guard kind == .skill, let field else { return }
    guard let text = field.text else {
      return report("compatibility-text", "compatibility should be text", line: field.line)
    }
    if text.unicodeScalars.count > 500 {
      let message = "compatibility has \(text.unicodeScalars.count) characters; 500 are allowed"
      report("compatibility-length", message, line: field.line)
    }
  }
}
