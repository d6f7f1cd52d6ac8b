internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Watch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Keep the library up to date as files change.",
      discussion: """
        Looks at the folders every so often, and reads what changed; looking costs about as much \
        as ‘git status’. Ends with Ctrl-C. With --json it prints a document for every change.

        Examples:
          joinery watch ~/.claude
          joinery watch ./skills --every 0.5
        """)

    @Argument(help: "Folders and files to watch.", completion: .file())
    var paths: [String]

    @Option(help: ArgumentHelp("How often to look.", valueName: "seconds"))
    var every = 1.0

    @Option(help: ArgumentHelp("End after looking that often.", valueName: "count"))
    var times: Int?

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
      guard every >= 0.05, every <= 86_400 else {
        throw ValidationError("--every is between 0.05 and 86400 seconds")
      }
    }

    func run() async throws {
      let bench = try global.open()
      global.note("Watching \(paths.joined(separator: ", ")); Ctrl-C ends it.")
      var reported: [PathNote] = []
      var rounds = 0
      while times.map({ rounds < $0 }) ?? true {
        let report = try await bench.ingest(paths)
        // A file that cannot be read is reported once, not every second.
        if report.hasChanges || report.failed != reported {
          try global.print(report) { $0.text($1, isVerbose: global.verbose) }
        }
        reported = report.failed
        rounds += 1
        if rounds != times { try await Task.sleep(for: .seconds(every)) }
      }
    }
  }
}
