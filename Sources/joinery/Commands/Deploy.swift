internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Plan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "plan",
      abstract: "Show what a deployment would do, file by file and section by section.",
      discussion: """
        Examples:
          joinery plan
          joinery plan claude --check     exit 2 if there is something to do
          joinery plan -o tonight.plan    keep the plan, for ‘joinery deploy tonight.plan’
        """)

    @Argument(help: "A target; may be left out where there is only one.")
    var target: String?

    @Flag(help: "Exit with 2 when there is something to do.")
    var check = false

    @OptionGroup var sets: SetsOption

    @Option(
      name: [.customShort("o"), .long],
      help: ArgumentHelp("Write the plan to a file, to be deployed later.", valueName: "file"),
      completion: .file())
    var output: String?

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let plan = try await global.open().plan(target, sets: sets.names, savingTo: output)
      try global.print(plan) { $0.text($1) }
      if check, plan.hasDifferences { throw ExitCode.differences }
    }
  }

  struct Deploy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "deploy", abstract: "Write to a target what changed since it was last deployed.",
      discussion: """
        What is deployed is the last commit of the workspace. A file that was edited in the \
        target is merged with it, section by section. Where both sides changed the same lines it \
        is a conflict: the target keeps the file, the exit code is 2, and ‘joinery resolve’ \
        settles it.

        Commands that agents run without being asked need a yes at a terminal, or --allow-exec: \
        hooks, MCP servers, !`commands` in prompts, helpers in settings. Only what was not \
        deployed before counts.

        Examples:
          joinery deploy claude
          joinery deploy claude --dry-run
          joinery deploy claude --set writing
          joinery deploy tonight.plan     exactly what ‘joinery plan -o’ planned, or nothing
        """)

    @Argument(help: "A target, or a file with a plan; may be left out where there is one target.")
    var target: String?

    @Flag(name: [.long, .customShort("n")], help: "Only show the plan.")
    var dryRun = false

    @Flag(help: "Write everything again where the target was emptied.")
    var anew = false

    @OptionGroup var consent: ConsentOption

    @OptionGroup var sets: SetsOption

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let bench = try global.open()
      if dryRun {
        let plan = try await bench.preview(target, sets: sets.names, anew: anew)
        try global.print(plan) { $0.text($1) }
        return
      }
      let report = try await consent.asking(global) {
        try await bench.deploy(target, sets: sets.names, anew: anew, consent: $0)
      }
      try global.print(report) { $0.text($1) }
      try report.exit()
    }
  }
}

/// Which components a command is about.
struct SetsOption: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Only the components of this set; several may be given.", valueName: "set"))
  var names: [String] = []
}

extension PlanView {
  /// The plan as a list, with the sections that differ.
  ///
  /// - Parameter isDone: whether it was carried out.
  func text(_ terminal: Terminal, isDone: Bool = false) -> String {
    guard hasDifferences else {
      return (["\(target) is up to date: \(unchanged) files."] + placeless(terminal))
        .joined(separator: "\n")
    }
    var lines = files.flatMap { $0.lines(terminal) } + placeless(terminal)
    let word = isDone ? "written" : "to write"
    lines.append(
      "\(files.count) \(files.count == 1 ? "file" : "files"), \(bytes) bytes (≈\(tokens) tokens) \(word); \(unchanged) unchanged"
    )
    return lines.joined(separator: "\n")
  }
}

extension PlanView {
  /// What the agent has no place for, a line for each folder.
  private func placeless(_ terminal: Terminal) -> [String] {
    let folders = Dictionary(grouping: unplaced) { $0.prefix { $0 != "/" } }
    return folders.sorted { $0.key < $1.key }.map { folder, paths in
      let what = paths.count == 1 ? paths[0] : "\(paths.count) files in \(folder)"
      return terminal.styled("no place ", .dim) + " " + Terminal.safe(what)
    }
  }
}

extension PlanView.File {
  fileprivate func lines(_ terminal: Terminal) -> [String] {
    let colour: Terminal.Style =
      switch action {
      case "create", "adopt", "retain": .green
      case "update", "merge": .yellow
      case "conflict", "remove": .red
      default: .dim
      }
    var lines = ["\(terminal.styled(action.padding(to: 9), colour)) \(Terminal.line(path))"]
    if let conflict {
      lines.append("          \(Terminal.line(conflict)): the target is kept")
    }
    return lines + sections.map { "          \($0.line(terminal))" }
      + commands.map { "          \($0.line(terminal))" }
  }
}

extension SectionChange {
  /// The change on one line.
  func line(_ terminal: Terminal) -> String {
    let size =
      growth == 0 ? "" : terminal.styled("  \(growth > 0 ? "+" : "−")\(abs(growth)) bytes", .dim)
    return "\(change.rawValue.padding(to: 8)) \(kind) \(Terminal.safe(title))\(size)"
  }
}

extension DeployReport {
  /// Ends the program with the code that says how a deployment went; returns where all went well.
  func exit() throws {
    if failure != nil { throw ExitCode.failure }
    if !kept.isEmpty { throw ExitCode.differences }
  }

  /// What was done, and what was not.
  func text(_ terminal: Terminal) -> String {
    var lines = finishedEarlier.map { ["Finished ‘joinery \($0)’, which was interrupted."] } ?? []
    lines.append(plan.text(terminal, isDone: true))
    lines += kept.map { "kept the target's \(Terminal.line("\($0.path): \($0.reason)"))" }
    if !kept.isEmpty {
      lines.append(
        "‘joinery resolve --target \(plan.target)’ settles what both sides have: --take-workspace, "
          + "--keep-target or --merge. What stands in the way is yours to move.")
    }
    if let failure { lines.append(terminal.styled("stopped: \(Terminal.line(failure))", .red)) }
    return lines.joined(separator: "\n")
  }
}
