internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "restore", abstract: "Make files of the workspace what they were in a commit.",
      discussion: """
        Files that are in no commit stay. ‘joinery undo’ brings back what was replaced.

        Examples:
          joinery restore skills/pdf
          joinery restore --source HEAD~2 skills/pdf/SKILL.md
        """)

    @Argument(help: "Files and folders, below the workspace.")
    var paths: [String]

    @Option(help: ArgumentHelp("The commit; the last one if left out.", valueName: "rev"))
    var source: String?

    @Flag(name: [.long, .customShort("n")], help: "Only show what would be written.")
    var dryRun = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let report = try await global.open().restore(paths, from: source, isDryRun: dryRun)
      try global.print(report) { report, terminal in
        report.files.isEmpty
          ? "Nothing differs." : report.files.map { $0.line(terminal) }.joined(separator: "\n")
      }
    }
  }
}
