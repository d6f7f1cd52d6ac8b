internal import ArgumentParser
internal import Foundation
internal import Workbench

extension Joinery {
  struct Similar: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "similar", abstract: "List the sections that mean most like one.",
      discussion: """
        Sections are compared by the vectors that ‘joinery embed’ makes of what they mean. 1 is \
        the same; what has nothing in common is near 0. For sections that have words in common, \
        and for what stands around one, see ‘joinery related’.

        Examples:
          joinery similar k3f9
          joinery similar pdf/SKILL.md#quick-start --limit 5 --json
        """)

    @Argument(help: "A section.")
    var address: String

    @Option(name: .shortAndLong, help: "How many to show.")
    var limit = 10

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
      guard limit > 0 else { throw ValidationError("--limit is at least 1") }
    }

    func run() async throws {
      let near = try await global.open().similar(address, limit: limit)
      try global.print(near) { near, terminal in
        guard !near.isEmpty else { return "No other section has a vector yet." }
        var table = Table(
          .number("alike"), .text("id"), .place("section"), .text("kind"), .number("≈tokens"))
        for item in near {
          table.add(
            String(format: "%.2f", item.similarity), item.section.short, item.section.address,
            item.section.kind, "\(item.section.tokens)")
        }
        return table.text(terminal)
      }
    }
  }
}
