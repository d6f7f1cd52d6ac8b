internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Stale: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "stale", abstract: "List composed components whose sources moved on.",
      discussion: """
        Says which sections were edited, moved, renamed or removed since. Sections that are \
        pinned stay as they are. Nothing is composed: what the lock says of each section is \
        compared with the library. ‘joinery compose --check’ also sees a changed recipe or \
        template.

        Examples:
          joinery stale
          joinery stale pr-review
          joinery stale --check                        exit 2 if one is
        """)

    @Argument(help: "Only these recipes; all if none are named.")
    var names: [String] = []

    @Flag(help: "Exit with 2 if one is.")
    var check = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let stale = try await global.open().stale(names)
      try global.print(stale) { stale, terminal in
        guard !stale.isEmpty else { return "All are composed of what the library has." }
        return stale.map { $0.text(terminal) }.joined(separator: "\n\n")
      }
      if check, !stale.isEmpty { throw ExitCode.differences }
    }
  }
}

extension StaleComponent {
  fileprivate func text(_ terminal: Terminal) -> String {
    let lines =
      [terminal.styled(Terminal.line(name), .bold)]
      + sections.map { section in
        let words = section.changes.map(\.rawValue).joined(separator: ", ")
        var line = "  \(terminal.styled(words, .yellow))  \(Terminal.line(section.address))"
        if let added = section.added, let removed = section.removed {
          line += "  +\(added) −\(removed) lines"
        }
        if let now = section.now,
          section.changes.contains(where: { $0 == .moved || $0 == .renamed })
        {
          line += "\n    now \(Terminal.line(now))"
        }
        return line
      }
    return lines.joined(separator: "\n")
  }
}
