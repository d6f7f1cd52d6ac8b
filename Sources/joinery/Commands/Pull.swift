internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Pull: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "pull", abstract: "Bring the commits of a git remote into the workspace.",
      discussion: """
        Where both sides have new commits they are merged, section by section. What cannot be \
        merged is listed, nothing is changed, and the exit code is 2. A file with changes that \
        are not committed is never replaced.

        Examples:
          joinery pull                 from the remote that the branch follows, or origin
          joinery pull origin main --dry-run
        """)

    @Argument(help: "The remote.") var remote: String?
    @Argument(help: "The branch there.") var branch: String?

    @Option(
      help: ArgumentHelp(
        "Who merges, if git's configuration does not say.", valueName: "name <address>"))
    var author: String?

    @Flag(name: [.long, .customShort("n")], help: "Fetch, and only show what would be done.")
    var dryRun = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let bench = try global.open()
      let bar = ProgressBar("Pulling", isQuiet: global.quiet || global.json)
      let request = PullRequest(
        remote: remote, branch: branch, author: author, isDryRun: dryRun, credentials: .ofUser)
      let report = try await bench.pull(request) { bar.show($0, of: $1) }
      bar.finish()
      try global.print(report) { $0.text($1) }
      if !report.conflicts.isEmpty { throw ExitCode.differences }
    }
  }
}

extension PullReport {
  fileprivate func text(_ terminal: Terminal) -> String {
    let there = Terminal.safe("\(remote)/\(branch)")
    if commits == 0 { return "Up to date with \(there)." }
    if conflicts.isEmpty {
      let summary = "\(commits) commits of \(there), by \(kind)"
      return (files.map { $0.line(terminal) } + [isDone ? summary : "would take \(summary)"])
        .joined(separator: "\n")
    }
    let lines = conflicts.map { conflict in
      let place = conflict.anchor.isEmpty ? conflict.path : "\(conflict.path)#\(conflict.anchor)"
      return
        "\(terminal.styled("conflict ", .red)) \(Terminal.safe("\(place): \(conflict.reason)"))"
    }
    let advice =
      "Nothing was changed. Make these sections alike on one side, commit, and pull again,"
    return (lines + [advice, "or merge in the workspace with git: git merge \(there)"])
      .joined(separator: "\n")
  }
}
