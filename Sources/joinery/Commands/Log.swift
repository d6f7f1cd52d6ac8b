internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Log: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "log",
      abstract: "Show the history of the workspace, of a file, or of one section.",
      discussion: """
        A file and a section are followed through renames. Of a section, only the commits that \
        changed it are listed, with what they did to it.

        Examples:
          joinery log
          joinery log pdf -n 5
          joinery log skills/pdf/SKILL.md#quick-start -p
        """)

    @Argument(help: "A component, a file, a folder or a section; all if left out.")
    var name: String?

    @Option(name: [.customShort("n"), .long], help: "At most so many commits.")
    var limit: Int?

    @Flag(name: .shortAndLong, help: "Show what each commit changed.")
    var patch = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let report = try await global.open().log(name, limit: limit ?? .max, withDiffs: patch)
      try global.print(report) { $0.text($1) }
    }
  }
}
