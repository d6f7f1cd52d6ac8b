internal import Workbench

extension Picking {
  /// The sections as `--from` and `--slot` take them: with `--from` what goes to its usual slot,
  /// unless that would change the order, because `--slot` comes after.
  var choices: (sections: [String], slots: [(slot: String, address: String)]) {
    var sections: [String] = []
    var slots: [(slot: String, address: String)] = []
    for part in taken.map({ self[$0] }) {
      let slot = part.slot ?? ""
      if part.chosenSlot ?? slot == part.usualSlot, !slots.contains(where: { $0.slot == slot }) {
        sections.append(part.address)
      } else {
        slots.append((slot, part.address))
      }
    }
    return (sections, slots)
  }

  /// Sets a parameter. Of one that takes several values the others stay.
  mutating func set(_ name: String, _ value: String) {
    let kind = template.parameters.first { $0.name == name }?.type
    if kind != "list", kind != "map" { settings.removeAll { $0.name == name } }
    settings.append((name, value))
  }

  /// What the template must have set, and is not.
  var missing: [TemplateView.Parameter] {
    template.parameters.filter { parameter in
      guard parameter.isRequired, parameter.fallback.isEmpty else { return false }
      if parameter.name == "name" { return name == nil }
      return !isSet.contains(parameter.name)
        && !settings.contains { $0.name == parameter.name && !$0.value.isEmpty }
    }
  }

  /// What of `settings` the template does not know.
  var unknownSettings: [String] {
    settings.map(\.name).filter { name in !template.parameters.contains { $0.name == name } }
  }
}

/// A command line as one types it into a shell.
struct ShellLine {
  /// The words before all options.
  var words: [String]
  /// The options, with their values.
  var options: [(name: String, value: String?)] = []

  /// The line; one that does not fit into `width` columns has an option on each.
  func text(width: Int) -> String {
    let first = words.map(Self.quoted).joined(separator: " ")
    let rest = options.map { option in
      guard let value = option.value else { return option.name }
      return option.name + (value.hasPrefix("-") ? "=" : " ") + Self.quoted(value)
    }
    let line = ([first] + rest).joined(separator: " ")
    return line.columnWidth <= width ? line : ([first] + rest).joined(separator: " \\\n    ")
  }

  /// A word as a shell reads it. Control characters, which could steer the terminal, are written
  /// as their bytes, as bash and zsh read them.
  static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "_@%+:,./=#-".utf8.contains(byte)
    }
    if isPlain, !word.isEmpty, !word.hasPrefix("#") { return word }
    if Terminal.line(word) == word { return "'\(word.replacing("'", with: "'\\''"))'" }
    let bytes = word.utf8.map { byte in
      if (0x20..<0x7F).contains(byte), byte != 0x27, byte != 0x5C {
        return String(UnicodeScalar(byte))
      }
      let hex = String(byte, radix: 16)
      return "\\x\(hex.count < 2 ? "0" : "")\(hex)"
    }
    return "$'\(bytes.joined())'"
  }
}
