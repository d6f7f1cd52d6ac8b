internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Checkout: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Copy components from the library to the workspace.",
      discussion: """
        A file of the workspace that has changes which are not committed is not replaced, unless \
        ‘--force’ is given; git keeps it even then.

        Example:
          joinery checkout pdf
        """)

    @Argument(help: "Components and files.")
    var addresses: [String]

    @Flag(help: "Replace files with changes that are not committed.")
    var force = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let report = try await global.open().checkout(addresses, isForced: force)
      try global.print(report) { report, _ in
        (report.written.map { "wrote workspace/\(Terminal.line($0))" }
          + (report.same.isEmpty ? [] : ["\(report.same.count) files were there already"]))
          .joined(separator: "\n")
      }
    }
  }

  struct Checkin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Read the workspace into the library.",
      discussion: """
        What was edited there becomes part of the library; sections keep their ids.

        Example:
          joinery checkin
        """)

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let report = try await global.open().checkin()
      try global.print(report) { $0.text($1, isVerbose: global.verbose) }
      if !report.failed.isEmpty { throw ExitCode.failure }
    }
  }
}
