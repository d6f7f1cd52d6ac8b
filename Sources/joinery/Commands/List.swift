internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the components of the library.",
      discussion: """
        Examples:
          joinery list
          joinery list --kind skill
          joinery list --json | jq -r '.[].path'
        """)

    @Option(
      help: ArgumentHelp(
        "Only skill, command, agent, hook, plugin, output-style, reference, documentation, "
          + "configuration or script.", valueName: "kind"))
    var kind: String?

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() throws {
      try global.print(try global.open().list(kind: kind)) { components, terminal in
        guard !components.isEmpty else {
          return "The library has no such components. ‘joinery ingest FOLDER’ reads some."
        }
        var table = Table(
          .text("kind"), .flexible("name"), .number("files"), .number("sections"),
          .number("≈tokens"),
          .place("path"))
        for each in components {
          table.add(
            each.kind, each.name, "\(each.files)", "\(each.sections)", "\(each.tokens)", each.path)
        }
        return table.text(terminal)
      }
    }
  }
}
