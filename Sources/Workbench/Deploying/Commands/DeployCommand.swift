internal import Composition
internal import Sections

/// Something in a deployed file that an agent runs by itself, or lets run.
package struct DeployCommand: Codable, Sendable, Hashable {
  /// The ways in which a file makes an agent run something.
  package enum What: String, Codable, Sendable {
    /// At an event: a hook.
    case hook
    /// Before a session: an MCP or language server. One that is elsewhere is reached, not run.
    case server
    /// When a command or skill is called: `` !`command` `` in Markdown, `!{command}` in TOML.
    case inline
    /// Because a setting says so: a status line, a helper that fetches a key.
    case setting
    /// A file that a hook can run.
    case script
  }

  /// What makes the agent run it.
  package var what: What
  /// The event, the server or the setting; empty where it has no name.
  package var name: String
  /// The line in the file, from 1.
  package var line: Int
  /// The command, as it is written; the path of a script; the address of a server elsewhere.
  package var text: String

  /// The command with the keys and tokens in it shown by their beginning alone.
  var masked: DeployCommand {
    var shown = self
    shown.text = Secrets.masked(text)
    return shown
  }
}

/// Whether commands that were not deployed before may be.
package enum CommandConsent: Sendable, Equatable {
  /// None may.
  case nothing
  /// All may.
  case everything
  /// Just these may, as they were shown: the files of a plan with their commands.
  case shown([PlanView.File])

  /// That all commands of a plan may be deployed.
  ///
  /// - Throws: ``UnallowedCommands``.
  func check(_ plan: PlanView) throws(UnallowedCommands) {
    guard covers(plan.files) else {
      throw UnallowedCommands(target: plan.target, files: plan.filesWithCommands)
    }
  }

  private func covers(_ files: [PlanView.File]) -> Bool {
    func commands(_ files: [PlanView.File]) -> Set<[String]> {
      Set(
        files.flatMap { file in
          file.commands.map { [file.path, $0.what.rawValue, $0.name, $0.text] }
        })
    }
    switch self {
    case .nothing: return commands(files).isEmpty
    case .everything: return true
    case .shown(let shown): return commands(files).isSubset(of: commands(shown))
    }
  }
}

/// That a deployment would bring commands that nobody allowed. Nothing was written.
package struct UnallowedCommands: Explained, Equatable {
  /// The target.
  package var target: String
  /// The files that have such commands.
  package var files: [PlanView.File]

  package var problem: String {
    let commands = files.flatMap(\.commands)
    let listed = commands.prefix(3).map { "\($0.what.rawValue) “\($0.text)”" }
    let rest = commands.count > 3 ? " and \(commands.count - 3) more" : ""
    let count = commands.count == 1 ? "a command that runs" : "\(commands.count) commands that run"
    return "this would bring \(target) \(count) without being asked for: "
      + listed.joined(separator: ", ").replacing("\n", with: " ") + rest
  }

  package var hint: String? {
    "‘joinery plan \(target)’ shows where; --allow-exec deploys what it shows."
  }
}
