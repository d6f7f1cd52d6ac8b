internal import ArgumentParser
internal import Foundation
internal import Workbench

extension Joinery {
  struct Target: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "target", abstract: "Name the folders that components are deployed to.",
      discussion: """
        Examples:
          joinery target add claude --agent claude
          joinery target add site . --agent cursor --scope project --set web
          joinery target list
        """,
      subcommands: [Add.self, ListTargets.self, RemoveTarget.self])

    struct Add: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a target.",
        discussion: """
          Each agent has its own places. For a user PATH is the agent's folder, such as ~/.claude, \
          and may be left out; for a project it is the project's root, and skills go to \
          .claude/skills, .agents/skills, .cursor/skills, .gemini/skills or .github/skills. What \
          an agent has no place for stays away, and ‘joinery plan’ says so. A generic target gets \
          the folders of the workspace as they are.

          Examples:
            joinery target add claude --agent claude
            joinery target add mine ~/.claude
            joinery target add site ~/site --agent copilot --scope project
            joinery target add codex --agent codex --set writing --set review
          """)

      @Argument(help: "What to call it: letters, digits, - and _.") var name: String
      @Argument(
        help: "The folder that the agent reads, or the project's root.", completion: .directory)
      var path: String?
      @Option(
        help: ArgumentHelp(
          "Which agent reads it: \(TargetView.agents.joined(separator: ", ")).",
          valueName: "agent"), completion: .list(TargetView.agents))
      var agent = "generic"
      @Option(
        help: ArgumentHelp(
          "For whom it is: \(TargetView.scopes.joined(separator: " or ")).", valueName: "scope"),
        completion: .list(TargetView.scopes))
      var scope = "user"
      @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
          "Holds only the components of this set; several may be given.", valueName: "set"))
      var sets: [String] = []
      @OptionGroup(title: "Global options") var global: GlobalOptions

      func run() async throws {
        let target = try await global.open().addTarget(
          name, path: path, agent: agent, scope: scope, sets: sets,
          userFolder: ProcessInfo.processInfo.environment["HOME"])
        try global.print(target) { target, _ in
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
          var table = Table(
            .text("name"), .text("agent"), .text("scope"), .text("sets"), .place("path"))
          for target in targets {
            table.add(
              target.name, target.agent, target.scope,
              target.sets.isEmpty ? "all" : target.sets.joined(separator: " "), target.path)
          }
          return table.text(terminal)
        }
      }
    }

    struct RemoveTarget: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Forget a target. What was deployed stays where it is.",
        discussion: """
          Example:
            joinery target remove site
          """)

      @Argument(help: "The target.") var name: String
      @OptionGroup(title: "Global options") var global: GlobalOptions

      func run() async throws {
        try global.print(try await global.open().removeTarget(name)) { target, _ in
          "\(target.name) is no target any more; \(Terminal.line(target.path)) is as it was"
        }
      }
    }
  }
}
