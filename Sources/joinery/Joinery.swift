internal import ArgumentParser
internal import Foundation
internal import Sections

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The command line: one command a file, each a call of one `Workbench` method.
@main
struct Joinery: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "joinery",
    abstract: "Compose, deploy and keep in step the skills that coding agents load.",
    discussion: """
      Joinery splits skills, commands, agents, hooks and scripts into sections, byte for byte, \
      and builds new ones from parts.

      A first minute:
        joinery ingest ~/.claude          read what is there; nothing is changed
        joinery search "pull request"     find sections by words
        joinery tree SKILL.md             see a file's sections
        joinery compose my-skill --from ID --from ID
        joinery deploy TARGET             write only what changed
      """,
    version: version,
    groupedSubcommands: [
      CommandGroup(
        name: "Library",
        subcommands: [
          Init.self, Ingest.self, Embed.self, Watch.self, List.self, Stats.self, Doctor.self,
          Remove.self, GC.self,
        ]),
      CommandGroup(
        name: "Reading",
        subcommands: [
          Search.self, Context.self, Tree.self, Show.self, Next.self, Parent.self, Children.self,
          WhereUsed.self, Related.self, Similar.self, Export.self,
        ]),
      CommandGroup(
        name: "Composing",
        subcommands: [
          Compose.self, Template.self, Recipe.self, Detach.self, Attach.self, Blame.self,
          Stale.self, Validate.self, Package.self, Unpack.self,
        ]),
      CommandGroup(
        name: "Workspace and deploying",
        subcommands: [
          Checkout.self, Edit.self, Checkin.self, Status.self, Diff.self, Commit.self, Log.self,
          Restore.self, Sets.self, Target.self, Plan.self, Deploy.self, Resolve.self,
          Unmanaged.self, Adopt.self, Ops.self, Undo.self,
        ]),
      CommandGroup(
        name: "Branches and remotes",
        subcommands: [Branch.self, Switch.self, Push.self, Pull.self, Remote.self]),
      CommandGroup(
        name: "Setting up",
        subcommands: [
          AgentServer.self, Parser.self, Completions.self, Manual.self,
        ]),
    ])

  static func main() async {
    // A reader that goes away shows as EPIPE where the writing is done.
    signal(SIGPIPE, SIG_IGN)
    if CommandLine.arguments.dropFirst() == ["--version"] {
      Terminal(colour: .never, environment: [:]).write(version)
      return
    }
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let failure as any Explained {
      report(failure.problem, hint: failure.hint)
    } catch let error where !(error is ExitCode) && exitCode(for: error) == .failure {
      report(error.localizedDescription, hint: "Look at the paths that were given, and try again.")
    } catch {
      exit(withError: error)
    }
  }

  /// Ends the program with the two lines that tell of an error.
  private static func report(_ problem: String, hint: String?) -> Never {
    Terminal.note("joinery: \(Terminal.line(problem))")
    if let hint { Terminal.note(Terminal.line(hint)) }
    exit(withError: ExitCode.failure)
  }
}
