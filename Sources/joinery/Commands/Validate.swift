internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Validate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "validate", abstract: "Hold components to the rules of their kinds.",
      discussion: """
        A component of the workspace is checked as it is there, else the library's.

        Exits with 1 when an agent or the format's own validator would refuse something.

        Examples:
          joinery validate pdf
          joinery validate pdf --profile claude-code
        """)

    @Argument(help: "Components.")
    var addresses: [String]

    @Option(help: "Whose rules: spec or claude-code.")
    var profile = "spec"

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let report = try await global.open().validate(addresses, profile: profile)
      try global.print(report) { report, terminal in
        guard report.findings.isEmpty else {
          return report.findings.map { $0.text(terminal) }.joined(separator: "\n")
        }
        return report.components.map { "\(Terminal.safe($0)) is valid" }.joined(separator: "\n")
      }
      if report.hasErrors { throw ExitCode.failure }
    }
  }
}
