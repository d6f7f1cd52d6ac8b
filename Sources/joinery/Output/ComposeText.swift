internal import Workbench

extension ComposeReport {
  /// What was composed, or would be.
  func text(_ terminal: Terminal) -> String {
    guard let recipe else { return linksText(terminal) }
    if let failure {
      let title = "\(terminal.styled(Terminal.line(name), .bold))  not composed, recipe "
      let lines = [failure.problem] + (failure.hint.map { [$0] } ?? [])
      return ([title + Terminal.line(recipe)] + lines.map { "  \(Terminal.line($0))" })
        .joined(separator: "\n")
    }
    let state = isWritten ? "composed" : "not written"
    var lines = [
      "\(terminal.styled(Terminal.line(name), .bold))  \(kind), \(state), "
        + "recipe \(Terminal.line(recipe))"
    ]
    if !found.isEmpty {
      lines.append("  found     \(found.count) section\(found.count == 1 ? "" : "s")")
      lines += found.map { terminal.styled("            ← \(Terminal.line($0))", .dim) }
    }
    lines += followedLines(terminal)
    for file in files {
      lines += fileLines(file, terminal)
      if let script = file.script {
        lines.append("            \(Terminal.line(script.syntax))")
        lines += script.unresolved.map { "            \(Terminal.line($0.line))" }
      }
      lines += file.conflicts.map { conflict in
        let place = conflict.anchor.isEmpty ? conflict.title : "#\(conflict.anchor)"
        return "    \(terminal.styled("at odds", .red)) "
          + "\(Terminal.line(place)): \(Terminal.line(conflict.reason))"
      }
    }
    if hasConflicts {
      let isWhole = files.flatMap(\.conflicts).allSatisfy(\.anchor.isEmpty)
      lines.append(
        isWhole
          ? "  Move those files away, or give up what is in them: --force."
          : "  Edit those sections as you want them, detach them, or give them up: --force.")
    }
    lines += findings.map { "  \($0.text(terminal))" }
    lines.append("  costs     \(context.line) tokens")
    for address in budget?.moved ?? [] {
      lines.append("  reference \(Terminal.line(address)), for the budget")
    }
    for address in budget?.leftOut ?? [] {
      lines.append(
        "  \(terminal.styled("left out", .yellow))  \(Terminal.line(address)), for the budget")
    }
    lines += merged.map { field in
      if let warning = field.warning {
        let text = "\(terminal.styled("warning", .yellow)) \(Terminal.line(field.field)): "
        return "  \(text)\(Terminal.line(warning))"
      }
      let voices = field.from.map { voice in
        "\n            ← " + Terminal.line("\(voice.component): \(voice.value)")
      }
      return "  merged    \(Terminal.line("\(field.field): \(field.value ?? "")"))"
        + terminal.styled(voices.joined(), .dim)
    }
    lines += unresolved.map { each in
      let what = "\(each.path): “\(each.what)” is left as it is: \(each.why)"
      return "  \(terminal.styled("unresolved", .yellow)) \(Terminal.line(what))"
    }
    return lines.joined(separator: "\n")
  }

  /// The sections that were found at another address than they were.
  func followedLines(_ terminal: Terminal) -> [String] {
    followed.map { each in
      terminal.styled(
        "  \(Terminal.line(each.former)) is now \(Terminal.line(each.address))", .dim)
    }
  }

  /// What became of a file, and the sections in it.
  func fileLines(_ file: File, _ terminal: Terminal) -> [String] {
    let word = file.isChanged && file.outcome == "composed" ? "changed" : file.outcome
    let padded = word.padding(to: 9)
    let isMarked = file.isChanged || file.outcome != "unchanged"
    let shown = isMarked ? terminal.styled(padded, .yellow) : padded
    return ["  \(shown) \(Terminal.line(file.path))  ≈\(file.tokens) tokens"]
      + file.sections.map { terminal.styled("            ← \(Terminal.line($0))", .dim) }
  }
}

extension ScriptView.Missing {
  /// What is missing, on one line.
  fileprivate var line: String {
    switch reason {
    case "module": "unresolved: the file \(name), which \(path) needs"
    case "undefined": "unresolved: \(name), which nothing in \(path) defines"
    default: "unresolved: import and require are both in it, which no program takes"
    }
  }
}

extension FindingView {
  /// The finding on one line.
  func text(_ terminal: Terminal) -> String {
    let place = line.map { "\(path):\($0)" } ?? path
    let word = terminal.styled(
      severity, severity == "error" ? .red : severity == "warning" ? .yellow : .dim)
    return "\(word) \(Terminal.line("\(place): \(message)")) \(terminal.styled("[\(rule)]", .dim))"
  }
}
