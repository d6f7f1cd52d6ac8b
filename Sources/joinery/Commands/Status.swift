internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show how the workspace and the targets stand.",
      discussion: """
        Examples:
          joinery status
          joinery status -v       also which sections changed
        """)

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let report = try await global.open().status()
      try global.print(report) { $0.text($1, isVerbose: global.verbose) }
    }
  }
}

extension StatusReport {
  fileprivate func text(_ terminal: Terminal, isVerbose: Bool) -> String {
    var lines = [terminal.styled("workspace", .bold)]
    lines +=
      workspace.isEmpty
      ? ["  clean"]
      : workspace.flatMap { file in
        ["  \(file.state.padding(to: 8)) \(Terminal.line(file.path))"]
          + (isVerbose ? file.sections.map { "           \($0.line(terminal))" } : [])
      }
    for target in targets {
      lines.append(terminal.styled(target.target, .bold) + "  \(Terminal.line(target.path))")
      lines += target.text(terminal).split(separator: "\n").map { "  \($0)" }
    }
    lines += unreachable.map { "\(terminal.styled($0.path, .bold))  \(Terminal.line($0.reason))" }
    return lines.joined(separator: "\n")
  }
}
