internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "status", abstract: "Show how the workspace, the library and the targets stand.",
      discussion: """
        A line for each file that is not clean, with a column for each comparison: COMMIT is the \
        workspace against its last commit, LIBRARY the workspace against the library, and a \
        column for each target the target against the last commit.

          added, edited, removed   not committed
          edited      changed here, or in the target
          new         not in the library yet
          update      changed there: in the library; for a target, in the workspace
          merge       changed on both sides, and the changes go together
          conflict    changed on both sides
          missing     gone from disk, or not deployed yet
          unmanaged   in the target, but not deployed from here
          orphaned    what it came from is gone

        Examples:
          joinery status
          joinery status -v          also which sections, with their ids
          joinery status --check     exit 2 unless all is clean
        """)

    @Flag(help: "Exit with 2 unless all is clean.")
    var check = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let report = try await global.open().status()
      try global.print(report) { $0.text($1, isVerbose: global.verbose) }
      if check, !report.isClean { throw ExitCode.differences }
    }
  }
}
