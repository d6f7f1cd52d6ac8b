internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Related: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "related", abstract: "List what has to do with a section.",
      discussion: """
        What it refers to and what refers to it; what stands around, inside, before and after it; \
        and sections elsewhere that have the words which tell most about it.

        Examples:
          joinery related k3f9
          joinery related pdf/SKILL.md#quick-start --limit 10 --json
        """)

    @Argument(help: "A section.")
    var address: String

    @Option(name: .shortAndLong, help: "How many to show that only share words.")
    var limit = 5

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
      guard limit >= 0 else { throw ValidationError("--limit is at least 0") }
    }

    func run() throws {
      let related = try global.open().related(address, limit: limit)
      try global.print(related) { related, terminal in
        guard !related.isEmpty else { return "Nothing has to do with it." }
        var table = Table(
          .text("how"), .text("id"), .place("section"), .text("kind"), .number("≈tokens"))
        for item in related {
          table.add(
            item.how, item.section.short, item.section.address, item.section.kind,
            "\(item.section.tokens)")
        }
        return table.text(terminal)
      }
    }
  }
}
