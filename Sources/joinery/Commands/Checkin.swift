internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Checkin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Read the workspace into the library.",
      discussion: """
        What was edited there becomes part of the library; sections keep their ids. Recipes, \
        copies and files that use what changed are named.

        Examples:
          joinery checkin
          joinery checkin skills/pdf --dry-run
          joinery checkin --check                      exit 2 if the library is behind
        """)

    @Argument(help: "Only these paths below the workspace, components or files.")
    var names: [String] = []

    @Flag(name: [.long, .customShort("n")], help: "Only say what would be done.")
    var dryRun = false

    @Flag(help: "Only say what would be done; exit 2 if anything would.")
    var check = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let report = try await global.open().checkin(names, isDryRun: dryRun || check)
      try global.print(report) { $0.text($1) }
      if !report.failed.isEmpty { throw ExitCode.failure }
      if check, !report.files.isEmpty { throw ExitCode.differences }
    }
  }
}

extension CheckinReport {
  fileprivate func text(_ terminal: Terminal) -> String {
    guard !files.isEmpty || !failed.isEmpty else { return "The library has the workspace as it is." }
    var lines: [String] = []
    for file in files {
      let former = file.former.map { " (was \($0))" } ?? ""
      let word = terminal.styled(file.change.rawValue.padding(to: 8), .yellow)
      lines.append("\(word) \(Terminal.safe(file.path + former))")
      lines += file.sections.map { "         \($0.line(terminal))" }
    }
    lines += uses.map { use in
      "\(terminal.styled("note:", .yellow)) \(Terminal.safe(use.text))"
    }
    lines += failed.map { Terminal.safe("\($0.path): \($0.reason)") }
    return lines.joined(separator: "\n")
  }
}

extension SectionUse {
  fileprivate var text: String {
    switch kind {
    case .recipe: "\(path) names \(section)"
    case .copy: "\(path) holds a copy of \(section)"
    case .reference: "\(path) refers to \(section)"
    }
  }
}
