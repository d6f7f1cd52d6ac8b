internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Diff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "diff", abstract: "Show what differs, line by line, with the sections it is in.",
      discussion: """
        Without arguments: the workspace against its last commit. One commit is compared with \
        the workspace, two with each other. What is written to a file or a pipe is what \
        ‘git apply’ and ‘patch -p1’ take, byte for byte.

        Examples:
          joinery diff
          joinery diff pdf --word
          joinery diff skills/pdf/SKILL.md#quick-start
          joinery diff HEAD~2 HEAD --stat
          joinery diff --target claude     what a deployment would change there
        """)

    @Argument(help: "Files, folders and sections of the workspace, and up to two commits.")
    var names: [String] = []

    @Option(help: "Compare this target, as it is on disk, with what would be deployed.")
    var target: String?

    @Flag(help: "Show the words that differ: [-old-]{+new+}.")
    var word = false

    @Flag(help: "Show only how much differs in each file, and in which sections.")
    var stat = false

    @Flag(help: "Exit with 2 when there are differences.")
    var check = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let bench = try global.open()
      let report =
        if let target {
          try await bench.diff(target: target, names, byWord: word)
        } else {
          try await bench.diff(names, byWord: word)
        }
      let terminal = global.terminal
      if global.json || stat || word || terminal.isTerminal || terminal.hasColour {
        try global.print(report) { stat ? $0.statistics($1) : $0.text($1, byWord: word) }
      } else {
        terminal.write(bytes: report.patch)
      }
      if check, !report.files.isEmpty { throw ExitCode.differences }
    }
  }
}
