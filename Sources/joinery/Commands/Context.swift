internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Context: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "context",
      abstract: "Pack the best sections for a task into a budget of tokens.",
      discussion: """
        Searches for the task, by words and by meaning, and prints the sections that fit best, each whole and \
        with its address, in reading order, and what was left out. The same library gives the same \
        sections. Tokens are estimated.

        Examples:
          joinery context "review a pull request" --budget 4000
          joinery context "fill in a PDF form kind:heading" --budget 2000 --json
        """)

    @Argument(help: "The task, in words.")
    var task: [String]

    @Option(name: .shortAndLong, help: "How many tokens the sections may take together.")
    var budget = 4000

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
      guard budget > 0 else { throw ValidationError("--budget is at least 1") }
    }

    func run() async throws {
      let pack = try await global.open().context(task.joined(separator: " "), budget: budget)
      try global.print(pack) { $0.text($1) }
    }
  }
}

extension ContextPack {
  fileprivate func text(_ terminal: Terminal) -> String {
    guard !sections.isEmpty || !leftOut.isEmpty else {
      return "Nothing fits. Fewer or other words may find more."
    }
    var parts = sections.map { part in
      terminal.styled("── \(part.section.short)  \(Terminal.line(part.section.address))", .cyan)
        + terminal.styled("  ≈\(part.section.tokens)", .dim) + "\n" + Terminal.safe(part.text)
    }
    parts.append("≈\(tokens) of \(budget) tokens; left out: \(leftOut.count)")
    if !leftOut.isEmpty {
      var table = Table(.text("id"), .number("≈tokens"), .place("section"), .text("why"))
      for part in leftOut {
        table.add(
          part.section.short, "\(part.section.tokens)", part.section.address, part.reason)
      }
      parts.append(table.text(terminal))
    }
    return parts.joined(separator: "\n")
  }
}
