internal import ArgumentParser
internal import Workbench

extension ComposeReport {
  /// What became of a file in which sections are linked, or would become of it.
  func linksText(_ terminal: Terminal) -> String {
    let state = isWritten ? "up to date" : "not written"
    var lines = ["\(terminal.styled(Terminal.line(name), .bold))  linked sections, \(state)"]
    lines += followedLines(terminal)
    for file in files {
      lines += fileLines(file, terminal)
      lines += file.conflicts.map { conflict in
        "    \(terminal.styled("at odds", .red)) "
          + Terminal.line("#\(conflict.anchor): \(conflict.reason)")
      }
    }
    if hasConflicts {
      lines.append("  Edit those sections as you want them, detach them, or give them up: --force.")
    }
    lines += findings.map { "  \($0.text(terminal))" }
    lines += unresolved.map { each in
      "  \(terminal.styled("cut", .yellow))       \(Terminal.line("\(each.what): \(each.why)"))"
    }
    if let failure {
      lines += [failure.problem, failure.hint].compactMap(\.self).map { "  \(Terminal.line($0))" }
    }
    return lines.joined(separator: "\n")
  }
}

extension LinkView {
  /// What was linked, and whether it is what its source has now.
  func text(_ terminal: Terminal) -> String {
    let form = level.map { ", at level \($0)" } ?? ""
    let line = Terminal.line("\(path)#\(anchor) is linked to \(address)@\(hash.prefix(10))\(form)")
    guard !isCurrent else { return line }
    return
      "\(line)\n\(terminal.styled("changed since", .yellow)): ‘joinery compose --update’ brings it"
  }
}
