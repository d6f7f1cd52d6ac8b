internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Write a file or a component back, byte for byte.",
      discussion: """
        A file that is there with other content is not overwritten, unless ‘--force’ is given.

        Examples:
          joinery export pdf -o /tmp/out            a component with its folder
          joinery export pdf/SKILL.md -o SKILL.md   one file
          joinery export --all -o /tmp/everything
        """)

    @Argument(help: "Components and files.")
    var addresses: [String] = []

    @Flag(help: "Export every file of the library.")
    var all = false

    @Option(
      name: .shortAndLong, help: ArgumentHelp("Where to.", valueName: "path"), completion: .file())
    var output: String

    @Flag(help: "Overwrite files that have other content.")
    var force = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
      guard all != !addresses.isEmpty else {
        throw ValidationError("name components and files, or give --all")
      }
    }

    func run() throws {
      let bench = try global.open()
      let report = try bench.export(all ? nil : addresses, to: output, overwriting: force)
      try global.print(report) { report, _ in
        "\(report.written.count) files written, \(report.same.count) were there already"
      }
    }
  }
}
