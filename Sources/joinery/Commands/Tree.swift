internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Tree: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "tree", abstract: "Show the sections of a component, a file or a section.",
      discussion: """
        Each line has the section's short id, about how many tokens it costs an agent to read \
        with what is inside it, and its title.

        Examples:
          joinery tree pdf                     a component, every file
          joinery tree pdf/SKILL.md            a file
          joinery tree k3f9                    a section
        """)

    @Argument(help: "A component, file or section.")
    var address: String

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() throws {
      try global.print(try global.open().tree(address)) { files, terminal in
        files.map { $0.text(terminal) }.joined(separator: "\n\n")
      }
    }
  }
}

extension FileOutline {
  /// The outline as an indented list.
  func text(_ terminal: Terminal) -> String {
    let heading = "\(terminal.styled(Terminal.safe(path), .bold))  ≈\(tokens) tokens"
    let base = sections.first?.depth ?? 0
    let wide = sections.reduce(4) { max($0, $1.short.count) }
    let lines = sections.map { section in
      let id = section.short.padding(to: wide)
      let tokens = "≈\(section.tokens)".padding(to: 7, atStart: true)
      let indent = String(repeating: "  ", count: section.depth - base)
      let title = section.title.isEmpty ? "(\(section.kind))" : Terminal.safe(section.title)
      let room = terminal.width - wide - 11 - section.kind.count - 2 * (section.depth - base) - 2
      return "\(terminal.styled(id, .cyan))  \(terminal.styled(tokens, .dim))  "
        + "\(indent)\(terminal.styled(section.kind, .dim)) \(title.shortened(to: max(20, room)))"
    }
    let notes = warnings.map { terminal.styled("warning: ", .yellow) + Terminal.safe($0) }
    return ([heading] + lines + notes).joined(separator: "\n")
  }
}

extension String {
  /// The text with spaces up to `width` columns.
  func padding(to width: Int, atStart: Bool = false) -> String {
    let spaces = String(repeating: " ", count: max(0, width - columnWidth))
    return atStart ? spaces + self : self + spaces
  }
}
