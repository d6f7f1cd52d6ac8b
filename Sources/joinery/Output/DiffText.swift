internal import Workbench

extension DiffReport {
  /// The difference as a unified diff for people: coloured where that is wanted, and with what
  /// could steer a terminal made visible.
  func text(_ terminal: Terminal, byWord: Bool) -> String {
    files.map { $0.text(terminal, byWord: byWord) }.joined()
  }

  /// A line for each file, and what it sums up to.
  func statistics(_ terminal: Terminal) -> String {
    guard !files.isEmpty else { return "No differences." }
    var table = Table(
      .place("file"), .number("added"), .number("removed"), .flexible("sections"))
    for file in files {
      table.add(
        file.path, file.isBinary ? "binary" : "\(file.added)", "\(file.removed)",
        file.sections.map { "\($0.title) (\($0.change.rawValue))" }.joined(separator: ", "))
    }
    let count = files.count == 1 ? "1 file" : "\(files.count) files"
    return table.text(terminal) + "\n\(count), \(added) lines added, \(removed) removed"
  }
}

extension DiffFile {
  fileprivate func text(_ terminal: Terminal, byWord: Bool) -> String {
    let lines = String(decoding: patch, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let header = lines.prefix { !$0.hasPrefix("@@ ") }.filter { !$0.isEmpty }
    let title = header.map { terminal.styled(Terminal.safe(String($0)), .bold) + "\n" }.joined()
    return title + hunks.map { $0.text(terminal, byWord: byWord) }.joined()
  }
}

extension DiffHunk {
  fileprivate func text(_ terminal: Terminal, byWord: Bool) -> String {
    let parts = header.split(separator: " @@", maxSplits: 1)
    let context = parts.count > 1 ? Terminal.safe(String(parts[1])) : ""
    let title = terminal.styled("\(parts[0]) @@", .cyan) + context + "\n"
    let body = pieces.map { byWord ? $0.words(terminal) : $0.line(terminal) }.joined()
    return title + (body.hasSuffix("\n") ? body : body + "\n")
  }
}

extension DiffHunk.Piece {
  /// The colour of what was added or removed; nil for what stays.
  private var style: Terminal.Style? {
    switch kind {
    case "added": .green
    case "removed": .red
    default: nil
    }
  }

  private func styled(_ text: some StringProtocol, _ terminal: Terminal) -> String {
    let text = Terminal.safe(String(text))
    return style.map { terminal.styled(text, $0) } ?? text
  }

  fileprivate func line(_ terminal: Terminal) -> String {
    let sign = kind == "added" ? "+" : kind == "removed" ? "-" : " "
    let isEnded = text.utf8.last == 0x0A
    let line = styled(
      sign + (isEnded ? String(decoding: text.utf8.dropLast(), as: UTF8.self) : text), terminal)
    return line + (isEnded ? "\n" : "\n\\ No newline at end of file\n")
  }

  /// Words as git shows them: `[-old-]{+new+}`, or in colour alone where there is colour.
  fileprivate func words(_ terminal: Terminal) -> String {
    let marks = kind == "added" ? ("{+", "+}") : ("[-", "-]")
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { line in
      if line.isEmpty { return "" }
      let isMarked = style != nil && !terminal.hasColour
      return isMarked
        ? marks.0 + Terminal.safe(String(line)) + marks.1 : styled(String(line), terminal)
    }.joined(separator: "\n")
  }
}
