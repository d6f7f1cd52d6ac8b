internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Edit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "edit", abstract: "Edit one section in $VISUAL or $EDITOR.",
      discussion: """
        The section alone is opened; its new text goes back where it was in the workspace's \
        file, and the library reads that. A section of the library is checked out first. \
        Nothing is written where the file was changed meanwhile, or where the text would change \
        the sections around it; your text is kept then.

        Examples:
          joinery edit pdf/SKILL.md#quick-start
          joinery edit k3f9
        """)

    @Argument(help: "A section of the workspace or of the library.")
    var address: String

    @Flag(help: "Write the text even if it is empty or changes other sections.")
    var force = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let bench = try global.open()
      let section = try await bench.beginEdit(address)
      for path in section.checkedOut { global.note("Checked out workspace/\(path).") }
      let edited = try Editor().edit(section.bytes, named: section.fileName)
      let report = try await bench.finishEdit(edited, of: section.token, isForced: force)
      try global.print(report) { $0.text($1) }
      try await global.noteErrors(touching: [report.path], in: bench)
    }
  }
}

extension EditReport {
  fileprivate func text(_ terminal: Terminal) -> String {
    guard isChanged else { return "Nothing has changed." }
    var lines = ["wrote workspace/\(Terminal.safe(path))"]
    lines += sections.map { "      \($0.line(terminal))" }
    lines += self.lines.map { $0.line(terminal) }
    lines += warnings.map { "\(terminal.styled("warning", .yellow)) \(Terminal.safe($0))" }
    return lines.joined(separator: "\n")
  }
}

extension LineChange {
  /// The line with `+` or `-` before it.
  func line(_ terminal: Terminal) -> String {
    terminal.styled("\(isNew ? "+" : "-")\(Terminal.safe(text))", isNew ? .green : .red)
  }
}
