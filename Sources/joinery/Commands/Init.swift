internal import ArgumentParser
internal import Foundation
internal import Workbench

extension Joinery {
  struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "init", abstract: "Make a home: templates, a workspace and a library.",
      discussion: """
        Without one, the first command that needs a home makes ~/.joinery.

        With ‘--workspace’ the components are kept in a git repository that you have already. \
        Only skills, commands, agents, hooks, plugins, output-styles, recipes, shared, \
        joinery.lock and sets.yaml at its top are listed and committed; what you staged stays \
        staged, and everything else is left alone.

        Examples:
          joinery init ~/skills-bench
          joinery init ~/skills-bench --workspace ~/dotfiles
        """)

    @Argument(help: "The directory; the current one if left out.", completion: .directory)
    var directory = "."

    @Option(
      help: ArgumentHelp("A git repository of yours to work in.", valueName: "path"),
      completion: .directory)
    var workspace: String?

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() throws {
      var home = Home(at: directory)
      if let workspace { home = try home.adopting(workspace: workspace) }
      let made = try home.make(templatesFrom: Shipped.templates)
      _ = try Workbench(home: home, parsers: .builtIn)
      try global.print(HomeMade(home: home.path, made: made, workspace: home.workspace)) {
        value, _ in
        value.made.isEmpty ? "\(value.home) is a home already." : "Made a home at \(value.home)."
      }
    }
  }
}

private struct HomeMade: Encodable {
  var home: String
  var made: [String]
  var workspace: String
}
