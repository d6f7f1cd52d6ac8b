internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Unmanaged: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "unmanaged", abstract: "List what a target has that nobody deployed.",
      discussion: """
        Only folders that the agent loads components from are looked at.

        Examples:
          joinery unmanaged claude
          joinery adopt skills/mine        take one into workspace and library
        """)

    @Argument(help: "A target; may be left out where there is only one.")
    var target: String?

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let files = try await global.open().unmanaged(in: target)
      try global.print(files) { files, terminal in
        guard !files.isEmpty else { return "Nothing: all of it was deployed from here." }
        var table = Table(.place("file"), .number("tokens"))
        for file in files { table.add(file.path, "\(file.tokens)") }
        return table.text(terminal)
      }
    }
  }

  struct Adopt: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "adopt", abstract: "Take files of a target into the workspace and the library.",
      discussion: """
        The target stays as it is. Commit the files, and the next deployment takes note that it \
        has them: from then on they are kept in step.

        Examples:
          joinery adopt skills/mine
          joinery adopt commands/hi.md --target claude
        """)

    @Argument(help: "Files and folders, below the target.")
    var paths: [String]

    @Option(help: "The target; may be left out where there is only one.")
    var target: String?

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let report = try await global.open().adopt(paths, from: target)
      try global.print(report) { report, _ in
        report.adopted.map { "adopted workspace/\(Terminal.line($0))" }.joined(separator: "\n")
      }
    }
  }
}
