internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Blame: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "blame", abstract: "Say where each line of a file comes from.",
      discussion: """
        A line of a composed file comes from a section, from the template, from the recipe, or \
        from nobody: what holds the parts together. A line that was written since, and every line \
        of a file that was not composed, is the author's. With --json the origin of every byte.

        Examples:
          joinery blame skills/pr-review/SKILL.md
          joinery blame pr-review
        """)

    @Argument(help: "A file of the workspace, or a component for the file that is read first.")
    var file: String

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let report = try await global.open().blame(file)
      try global.print(report) { $0.text($1) }
    }
  }
}

extension BlameReport {
  fileprivate func text(_ terminal: Terminal) -> String {
    let names = lines.map(\.from.name)
    let width = min(40, names.map(\.columnWidth).max() ?? 0)
    let digits = String(lines.last?.number ?? 0).count
    var last: String?
    return zip(lines, names).map { line, name in
      let shown = name == last ? "" : name
      last = name
      let label = Terminal.line(shown).endShortened(to: width).padding(to: width)
      let number = String(line.number)
      let margin = "\(label)  \(String(repeating: " ", count: digits - number.count))\(number)"
      let text = Terminal.line(line.text)
      return terminal.styled(margin, .dim) + (text.isEmpty ? "" : "  \(text)")
    }.joined(separator: "\n")
  }
}

extension BlameReport.Span {
  /// What the list shows: the section's address and the beginning of its hash, or the template's
  /// file and line.
  fileprivate var name: String {
    switch origin {
    case .section: "\(address ?? "?") \(hash?.prefix(10) ?? "")"
    case .template: [template, line.map(String.init)].compactMap(\.self).joined(separator: ":")
    case .recipe: "recipe"
    case .glue: "glue"
    case .author: "author"
    }
  }
}
