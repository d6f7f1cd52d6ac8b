internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Commit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "commit", abstract: "Commit what changed in the workspace.",
      discussion: """
        Of a file of which only sections are named, the rest stays uncommitted, and on disk as it \
        is. Without a message, one is written that says which sections changed, and how.

        Examples:
          joinery commit
          joinery commit -m "Tighten the review checklist"
          joinery commit skills/pdf
          joinery commit skills/pdf/SKILL.md#quick-start     only that section
        """)

    @Argument(help: "Only these files, folders and sections of the workspace.")
    var paths: [String] = []

    @Option(name: .shortAndLong, help: "What changed; a summary is written if left out.")
    var message: String?

    @Option(
      help: ArgumentHelp(
        "Who commits, if git's configuration does not say.", valueName: "name <address>"))
    var author: String?

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let commit = try await global.open().commit(paths, message: message, author: author)
      try global.print(CommitResult(commit: commit)) { result, terminal in
        guard let commit = result.commit else { return "Nothing has changed." }
        let summary = commit.message.prefix { $0 != "\n" }
        return "\(terminal.styled(commit.short, .yellow)) \(Terminal.safe(String(summary)))"
      }
    }
  }
}

private struct CommitResult: Encodable {
  var commit: CommitView?
}
