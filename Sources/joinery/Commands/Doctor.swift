internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "doctor",
      abstract: "Check that library and home are sound, and say how to mend it.",
      discussion: """
        Exits with 1 when something is wrong.

        Examples:
          joinery doctor               structure, references, search index
          joinery doctor --read-data   and every byte, against its hash
          joinery doctor --reindex     build the search index anew
        """)

    @Flag(help: "Also read every file version and compare it with its hash.")
    var readData = false

    @Flag(help: "Build the search index anew, then check.")
    var reindex = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() throws {
      let bench = try global.open()
      if reindex { try bench.reindex() }
      let report = try bench.doctor(readData: readData)
      try global.print(report) { report, terminal in
        guard !report.findings.isEmpty else { return "The library is sound: \(report.checked)." }
        return report.findings.map { finding in
          terminal.styled(Terminal.safe(finding.problem), .red) + "\n  " + finding.mend
        }.joined(separator: "\n")
      }
      if !report.findings.isEmpty { throw ExitCode.failure }
    }
  }
}
