internal import ArgumentParser

extension Joinery {
  struct Completions: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "completions", abstract: "Print a completion script for a shell.",
      discussion: """
        Examples:
          joinery completions bash > ~/.local/share/bash-completion/completions/joinery
          joinery completions zsh > "${fpath[1]}/_joinery"
          joinery completions fish > ~/.config/fish/completions/joinery.fish
        """)

    @Argument(help: "bash, zsh or fish.")
    var shell: ShellName

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() throws {
      let script = Joinery.completionScript(for: shell.shell)
      try global.print(["script": script]) { value, _ in value["script"] ?? "" }
    }
  }
}

/// The shells that completions can be made for.
enum ShellName: String, ExpressibleByArgument, CaseIterable {
  case bash, zsh, fish

  fileprivate var shell: CompletionShell {
    switch self {
    case .bash: .bash
    case .zsh: .zsh
    case .fish: .fish
    }
  }
}
