internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Sets: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "set",
      abstract: "Name sets of components, to deploy some and not others.",
      discussion: """
        Sets are kept in workspace/sets.yaml, which you may edit too. An entry is the path of a \
        component in the workspace, a pattern of such, or tag:NAME for components whose \
        frontmatter has that tag.

        Examples:
          joinery set add writing skills/pdf 'commands/*.md' tag:docs
          joinery set show writing
          joinery deploy claude --set writing
          joinery target add codex --agent codex --set writing
        """,
      subcommands: [ListSets.self, ShowSet.self, AddToSet.self, RemoveFromSet.self])

    struct ListSets: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the sets.")

      @OptionGroup(title: "Global options") var global: GlobalOptions

      func run() async throws {
        try global.print(try await global.open().sets()) { sets, terminal in
          guard !sets.isEmpty else {
            return "No sets. ‘joinery set add NAME COMPONENT’ makes one."
          }
          var table = Table(.text("name"), .number("components"), .flexible("entries"))
          for set in sets {
            table.add(
              set.name, "\(Set(set.entries.flatMap(\.components)).count)",
              set.entries.map(\.entry).joined(separator: " "))
          }
          return table.text(terminal)
        }
      }
    }

    struct ShowSet: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what a set has, and which components that means.",
        discussion: """
          Example:
            joinery set show writing
          """)

      @Argument(help: "The set.") var name: String
      @OptionGroup(title: "Global options") var global: GlobalOptions

      func run() async throws {
        try global.print(try await global.open().set(name)) { $0.text($1) }
      }
    }

    struct AddToSet: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add components to a set, which is made where there is none.",
        discussion: """
          Example:
            joinery set add writing skills/pdf 'commands/*.md' tag:docs
          """)

      @Argument(help: "The set.") var name: String
      @Argument(help: "Paths of components in the workspace, patterns of such, and tag:NAME.")
      var components: [String]
      @OptionGroup(title: "Global options") var global: GlobalOptions

      func run() async throws {
        try global.print(try await global.open().addToSet(name, components)) { $0.text($1) }
      }
    }

    struct RemoveFromSet: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Take entries out of a set, or forget the whole set.",
        discussion: """
          Nothing is removed from a target before it is deployed to.

          Examples:
            joinery set remove writing tag:docs
            joinery set remove writing
          """)

      @Argument(help: "The set.") var name: String
      @Argument(help: "Its entries to take out; the whole set where left out.")
      var entries: [String] = []
      @OptionGroup(title: "Global options") var global: GlobalOptions

      func run() async throws {
        let isWhole = entries.isEmpty
        let set = try await global.open().removeFromSet(name, entries)
        try global.print(set) { set, terminal in
          isWhole ? "\(set.name) is no set any more" : set.text(terminal)
        }
      }
    }
  }
}

extension SetView {
  /// The set with a line for each entry, and one for each component it means.
  fileprivate func text(_ terminal: Terminal) -> String {
    let lines = entries.flatMap { entry in
      let same = entry.components == [entry.entry]
      let note = entry.components.isEmpty ? terminal.styled("  nothing there", .red) : ""
      return ["  \(Terminal.safe(entry.entry))\(note)"]
        + (same ? [] : entry.components.map { "    \(Terminal.safe($0))" })
    }
    return ([terminal.styled(name, .bold)] + lines).joined(separator: "\n")
  }
}
