internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Resolve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "resolve", abstract: "Settle the files that a deployment left alone.",
      discussion: """
        A conflict is a file that was changed in the target and in the workspace, at the same \
        place. The target keeps it until you say what is to be there. Whatever is replaced stays \
        in git, and ‘joinery undo’ brings it back.

        Examples:
          joinery resolve                                    list what waits
          joinery resolve skills/pdf/SKILL.md --keep-target
          joinery resolve skills/pdf --take-workspace --target claude
          joinery resolve skills/pdf/SKILL.md --merge        in $EDITOR
        """)

    enum Choice: String, EnumerableFlag {
      case takeWorkspace, keepTarget, merge

      static func help(for value: Choice) -> ArgumentHelp? {
        switch value {
        case .takeWorkspace: "The target gets what the workspace has."
        case .keepTarget: "The target keeps what it has; the next merge starts from here."
        case .merge: "Merge in $VISUAL or $EDITOR; each file at a time."
        }
      }
    }

    @Argument(help: "Files and folders below the target; all that wait where left out.")
    var paths: [String] = []

    @Flag var choice: Choice?

    @Option(help: "The target; may be left out where there is only one.")
    var target: String?

    @OptionGroup var consent: ConsentOption

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let bench = try global.open()
      let resolution: Settlement
      switch choice {
      case nil: return try await list(bench)
      case .merge: return try await merge(bench)
      case .takeWorkspace: resolution = .takeWorkspace
      case .keepTarget: resolution = .keepTarget
      }
      let report = try await consent.asking(global) {
        try await bench.resolve(paths, in: target, by: resolution, consent: $0)
      }
      try global.print(report) {
        $0.plan.hasDifferences ? $0.text($1) : "Nothing waits for a decision."
      }
      try report.exit()
    }

    private func list(_ bench: Workbench) async throws {
      let conflicts = try await bench.conflicts(in: target, paths)
      try global.print(conflicts) { conflicts, terminal in
        conflicts.isEmpty
          ? "Nothing waits for a decision."
          : conflicts.map { $0.text(terminal) }.joined(separator: "\n")
      }
      if !conflicts.isEmpty { throw ExitCode.differences }
    }

    private func merge(_ bench: Workbench) async throws {
      var reports: [DeployReport] = []
      for conflict in try await bench.conflicts(in: target, paths) {
        let edited = try Editor().edit(conflict.text.bytes, named: conflict.path)
        let report = try await consent.asking(global) {
          try await bench.resolve(
            [conflict.path], in: conflict.target, by: .merge(edited, of: conflict.token),
            consent: $0)
        }
        reports.append(report)
        if !global.json { try global.print(report) { $0.text($1) } }
        guard report.failure == nil, report.kept.isEmpty else { break }
      }
      if global.json { try global.print(reports) { _, _ in "" } }
      try reports.last?.exit()
    }
  }
}

extension Conflict {
  fileprivate func text(_ terminal: Terminal) -> String {
    let lines = sections.map { "  \(Terminal.safe($0.title)): \(Terminal.safe($0.reason))" }
    return ([terminal.styled(Terminal.safe(path), .red)] + lines).joined(separator: "\n")
  }
}
