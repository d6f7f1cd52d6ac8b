internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Watch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "watch",
      abstract: "Keep the library up to date as files change, or targets with the workspace.",
      discussion: """
        Looks at the folders every so often, and reads what changed; looking costs about as much \
        as ‘git status’. With --deploy it looks at the workspace: what is saved there is \
        committed and deployed, but for commands that an agent would run, which wait for \
        ‘joinery deploy’. Ends with Ctrl-C. With --json it prints a document for every change.

        Examples:
          joinery watch ~/.claude
          joinery watch ./skills --every 0.5
          joinery watch --deploy                   all targets
          joinery watch --deploy --target claude
        """)

    @Argument(help: "Folders and files to watch.", completion: .file())
    var paths: [String] = []

    @Flag(help: "Watch the workspace, and deploy what is saved there.")
    var deploy = false

    @Option(help: "With --deploy, only this target; may be repeated.")
    var target: [String] = []

    @Option(help: ArgumentHelp("How often to look.", valueName: "seconds"))
    var every = 1.0

    @Option(help: ArgumentHelp("End after looking that often.", valueName: "count"))
    var times: Int?

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
      guard deploy || !paths.isEmpty else {
        throw ValidationError("name what to watch, or give --deploy")
      }
      guard !deploy || paths.isEmpty else {
        throw ValidationError("--deploy watches the workspace; give no paths with it")
      }
      guard every >= 0.05, every <= 86_400 else {
        throw ValidationError("--every is between 0.05 and 86400 seconds")
      }
    }

    func run() async throws {
      let bench = try global.open()
      if deploy {
        global.note("Watching the workspace; Ctrl-C ends it.")
        try await watchWorkspace(bench)
      } else {
        global.note("Watching \(paths.joined(separator: ", ")); Ctrl-C ends it.")
        try await watchFolders(bench)
      }
    }

    private func watchFolders(_ bench: Workbench) async throws {
      var reported: [PathNote] = []
      try await repeating {
        let report = try await bench.ingest(paths)
        // A file that cannot be read is reported once, not every second.
        if report.hasChanges || report.failed != reported {
          try global.print(report) { $0.text($1, isVerbose: global.verbose) }
        }
        reported = report.failed
      }
    }

    private func watchWorkspace(_ bench: Workbench) async throws {
      var reported: [PathNote] = []
      try await repeating {
        let report = try await bench.deploySaved(to: target)
        // What waits for somebody is reported once, not every second.
        if report.commit != nil || !report.deployed.isEmpty || report.waiting != reported {
          try global.print(report) { $0.text($1) }
        }
        reported = report.waiting
      }
    }

    private func repeating(_ look: () async throws -> Void) async throws {
      var rounds = 0
      while times.map({ rounds < $0 }) ?? true {
        try await look()
        rounds += 1
        if rounds != times { try await Task.sleep(for: .seconds(every)) }
      }
    }
  }
}

extension SavedReport {
  fileprivate func text(_ terminal: Terminal) -> String {
    var lines: [String] = []
    if let commit {
      let summary = commit.message.prefix { $0 != "\n" }
      lines.append("\(terminal.styled(commit.short, .yellow)) \(Terminal.line(String(summary)))")
    }
    lines += deployed.map { $0.text(terminal) }
    lines += waiting.map { terminal.styled(Terminal.line("\($0.path): \($0.reason)"), .red) }
    return lines.joined(separator: "\n")
  }
}
