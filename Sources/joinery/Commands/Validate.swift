internal import ArgumentParser
internal import Foundation
internal import Workbench

extension Joinery {
  struct Validate: AsyncParsableCommand {
    /// How findings are shown.
    enum Format: String, ExpressibleByArgument, CaseIterable {
      case text, json, sarif
    }

    static let configuration = CommandConfiguration(
      commandName: "validate", abstract: "Hold components to the rules of their kinds.",
      discussion: """
        A component of the workspace is checked as it is there, else the library's. Paths that \
        begin with ‘/’, ‘./’, ‘../’ or ‘~/’ are files and folders anywhere, which are only read. \
        Without any, all components of the workspace are checked.

        Profiles: ‘spec’ is the open Agent Skills specification, as its own validator reads it; \
        ‘api’ is what can be uploaded; ‘claude-code’ is what Claude Code takes.

        Exits with 1 when an agent or the format's own validator would refuse something.

        Examples:
          joinery validate pdf
          joinery validate ./skills/pdf --profile api
          joinery validate ~/.claude --profile claude-code
          joinery validate --format sarif > findings.sarif
          joinery validate --rules
        """)

    @Argument(help: "Components, files and folders.", completion: .file())
    var addresses: [String] = []

    @Option(help: "Whose rules: spec, api or claude-code.")
    var profile = "spec"

    @Option(help: "How to show findings: text, json or sarif.")
    var format = Format.text

    @Flag(help: "List the rules.")
    var rules = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      if rules { return try printRules() }
      let report = try await global.open().validate(
        addresses, profile: profile, in: FileManager.default.currentDirectoryPath)
      switch format {
      case .sarif: global.terminal.write(try report.sarif(version: Joinery.version))
      case .json: global.terminal.write(try JSON.text(report))
      case .text: try global.print(report) { $0.text($1) }
      }
      if report.hasErrors { throw ExitCode.failure }
    }

    private func printRules() throws {
      try global.print(RuleView.all) { rules, terminal in
        rules.map { rule in
          "\(terminal.styled(rule.id, .bold))  \(rule.severity)\n  \(rule.help)"
        }.joined(separator: "\n")
      }
    }
  }
}

extension ValidationReport {
  /// A line for each finding; a line for each component where there is none.
  fileprivate func text(_ terminal: Terminal) -> String {
    guard findings.isEmpty else {
      return findings.map { $0.text(terminal) }.joined(separator: "\n")
    }
    guard !components.isEmpty else { return "there is nothing to validate" }
    return components.map { "\(Terminal.line($0)) is valid" }.joined(separator: "\n")
  }
}

extension GlobalOptions {
  /// Notes what validators would refuse of the components that some files are part of.
  ///
  /// - Parameter paths: files, below the workspace.
  func noteErrors(touching paths: [String], in bench: Workbench) async throws {
    guard !quiet, !json else { return }
    for error in try await bench.errors(touching: paths) {
      let place = error.line.map { "\(error.path):\($0)" } ?? error.path
      note("note: \(Terminal.line("\(place): \(error.message)")) [\(error.rule)]")
    }
  }
}
