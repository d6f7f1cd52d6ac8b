internal import ArgumentParser
internal import Workbench

/// Whether commands may be deployed that agents run without being asked.
struct ConsentOption: ParsableArguments {
  @Flag(help: "Deploy hooks, servers and other commands that agents run, as the plan shows them.")
  var allowExec = false

  /// Does `body` with the consent that was given; where it needs more, asks whoever sits at the
  /// terminal about the commands in question. --yes is no answer: it says nothing about them.
  ///
  /// - Throws: ``UnallowedCommands`` where nobody can be asked.
  func asking<Value>(
    _ global: GlobalOptions, _ body: (CommandConsent) async throws -> Value
  ) async throws -> Value {
    do {
      return try await body(allowExec ? .everything : .nothing)
    } catch let unallowed as UnallowedCommands {
      guard Terminal.canAsk else { throw unallowed }
      let terminal = global.terminal
      for file in unallowed.files {
        Terminal.note(Terminal.safe(file.path))
        for command in file.commands { Terminal.note("  \(command.line(terminal))") }
      }
      try global.ask("Let \(unallowed.target) run this?")
      return try await body(.shown(unallowed.files))
    }
  }
}

extension DeployCommand {
  /// The command on one line, with what could steer a terminal made visible.
  func line(_ terminal: Terminal) -> String {
    let kind = terminal.styled("runs \(what.rawValue)".padding(to: 13), .magenta)
    let named = name.isEmpty ? "" : "\(name): "
    return "\(kind) " + Terminal.safe("\(named)\(text)").replacing("\n", with: "⏎")
  }
}
