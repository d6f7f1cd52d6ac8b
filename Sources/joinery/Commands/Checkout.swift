internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Checkout: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "checkout",
      abstract: "Copy components, files or sections from the library to the workspace.",
      discussion: """
        A section goes into the workspace's file at the place its neighbours say, or into a new \
        one. What the workspace changed since is not replaced: ‘--merge’ puts what changed in the \
        library between it, section by section, and ‘--force’ replaces it; git keeps it even then.

        Examples:
          joinery checkout pdf
          joinery checkout pdf/SKILL.md#quick-start    one section
          joinery checkout pdf/SKILL.md@1f3a9c         as it was
          joinery checkout --all --merge               what has changed in the library
        """)

    @Argument(help: "Components, files and sections.")
    var addresses: [String] = []

    @Flag(help: "Every file that was checked out and has changed in the library since.")
    var all = false

    @Flag(help: "Merge what changed in the library with changes of the workspace.")
    var merge = false

    @Flag(help: "Replace what the workspace changed.")
    var force = false

    @Flag(name: [.long, .customShort("n")], help: "Only say what would be done.")
    var dryRun = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func validate() throws {
      guard all || !addresses.isEmpty else {
        throw ValidationError("name what to check out, or give --all")
      }
      guard !merge || !force else { throw ValidationError("give either --merge or --force") }
    }

    func run() async throws {
      let request = CheckoutRequest(
        addresses, edits: merge ? .merge : force ? .replace : .refuse, isUpdating: all,
        isDryRun: dryRun)
      let report = try await global.open().checkout(request)
      try global.print(report) { $0.text($1, isDryRun: dryRun) }
      if report.hasConflicts { throw ExitCode.differences }
    }
  }
}

extension CheckoutReport {
  fileprivate func text(_ terminal: Terminal, isDryRun: Bool) -> String {
    var lines: [String] = []
    for file in files where file.action != .same {
      let word = file.action.word(isDryRun)
      lines.append("\(word) workspace/\(Terminal.line(file.path))")
      lines += file.sections.map { "      \($0.line(terminal))" }
      lines += file.conflicts.map { conflict in
        let what = Terminal.safe("\(conflict.title): \(conflict.reason)")
        return "      \(terminal.styled("conflict", .red)) \(what)"
      }
    }
    if !same.isEmpty { lines.append("\(same.count) files were there already") }
    return lines.isEmpty ? "Nothing in the library is newer." : lines.joined(separator: "\n")
  }
}

extension CheckoutReport.Action {
  fileprivate func word(_ isDryRun: Bool) -> String {
    switch self {
    case .create, .update: isDryRun ? "would write" : "wrote"
    case .merge: isDryRun ? "would merge" : "merged"
    case .same: "the same"
    case .conflict: "left"
    }
  }
}
