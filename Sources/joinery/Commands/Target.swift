internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Target: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Name the folders that components are deployed to.",
      discussion: """
        Examples:
          joinery target add claude ~/.claude
          joinery target add site ./.claude
          joinery target list
        """,
      subcommands: [Add.self, ListTargets.self, RemoveTarget.self])

    struct Add: ParsableCommand {
      static let configuration = CommandConfiguration(
        abstract: "Add a target.",
        discussion: """
          Skills go to PATH/skills, commands to PATH/commands, and so on.

          Example:
            joinery target add claude ~/.claude
          """)

      @Argument(help: "What to call it: letters, digits, - and _.") var name: String
      @Argument(help: "The folder that the agent reads.", completion: .directory) var path: String
      @OptionGroup(title: "Global options") var global: GlobalOptions

      func run() throws {
        try global.print(try global.open().addTarget(name, path: path)) { target, _ in
          "\(target.name) is \(Terminal.line(target.path))"
        }
      }
    }

    struct ListTargets: ParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the targets.")

      @OptionGroup(title: "Global options") var global: GlobalOptions

      func run() throws {
        try global.print(try global.open().targets()) { targets, terminal in
          guard !targets.isEmpty else {
            return "No targets. ‘joinery target add NAME PATH’ adds one."
          }
          var table = Table(.text("name"), .flexible("path"))
          for target in targets { table.add(target.name, target.path) }
          return table.text(terminal)
        }
      }
    }

    struct RemoveTarget: ParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Forget a target. What was deployed stays where it is.",
        discussion: """
          Example:
            joinery target remove site
          """)

      @Argument(help: "The target.") var name: String
      @OptionGroup(title: "Global options") var global: GlobalOptions

      func run() throws {
        try global.print(try global.open().removeTarget(name)) { target, _ in
          "\(target.name) is no target any more; \(Terminal.line(target.path)) is as it was"
        }
      }
    }
  }
}
