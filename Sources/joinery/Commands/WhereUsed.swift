internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct WhereUsed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "where-used",
      abstract: "List what refers to a section, and what was made of it.",
      discussion: """
        Links, paths named in prose, imports and calls; recipes that take it, files of the \
        workspace that were composed of it or checked out, and where they are deployed; and what \
        the section itself refers to, with ‘--references’.

        Examples:
          joinery where-used pdf/scripts/fill.py#Form.fill
          joinery where-used k3f9 --references
        """)

    @Argument(help: "A section.")
    var address: String

    @Flag(help: "List what the section refers to instead.")
    var references = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let bench = try global.open()
      let uses =
        references ? try bench.references(of: address) : try await bench.whereUsed(address)
      try global.print(uses) { uses, terminal in
        guard !uses.isEmpty else {
          return references ? "It refers to nothing." : "Nothing refers to it."
        }
        var table = Table(.text("how"), .text("id"), .place("where"), .place("written as"))
        for use in uses {
          table.add(
            use.kind, use.section?.short ?? "—", use.section?.address ?? use.path ?? "unresolved",
            use.written)
        }
        return table.text(terminal)
      }
    }
  }
}
