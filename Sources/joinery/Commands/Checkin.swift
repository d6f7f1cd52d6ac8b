internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Checkin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "checkin", abstract: "Read the workspace into the library.",
      discussion: """
        What was edited there becomes part of the library; sections keep their ids. Recipes, \
        copies and files that use what changed are named.

        With ‘--to-source’, edits of checked-out and composed files go back to the files they came \
        from: you see what would be written and are asked. What cannot be taken back exactly is \
        left, with the reason.

        Examples:
          joinery checkin
          joinery checkin skills/pdf --dry-run
          joinery checkin --check                      exit 2 if the library is behind
          joinery checkin skills/pdf --to-source
        """)

    @Argument(help: "Only these paths below the workspace, components or files.")
    var names: [String] = []

    @Flag(name: [.long, .customShort("n")], help: "Only say what would be done.")
    var dryRun = false

    @Flag(help: "Only say what would be done; exit 2 if anything would.")
    var check = false

    @Flag(help: "Give edits back to the files they came from, once you agree.")
    var toSource = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      if toSource { return try await returnEdits() }
      let bench = try global.open()
      let report = try await bench.checkin(names, isDryRun: dryRun || check)
      try global.print(report) { $0.text($1) }
      try await global.noteErrors(touching: report.files.map(\.path), in: bench)
      if !report.failed.isEmpty { throw ExitCode.failure }
      if check, !report.files.isEmpty { throw ExitCode.differences }
    }

    private func returnEdits() async throws {
      let bench = try global.open()
      let preview = try await bench.toSource(names)
      let isWriting = !preview.returned.isEmpty && !dryRun && !check
      // With --json there is one document: nobody is asked between two.
      let isAsking = isWriting && !global.yes && !global.json && Terminal.canAsk
      if isAsking || !isWriting || !global.yes { try global.print(preview) { $0.text($1) } }
      if isAsking { try global.ask("Write this?") }
      guard isWriting, global.yes || isAsking else {
        if !preview.items.isEmpty, !dryRun { throw ExitCode.differences }
        return
      }
      let report = try await bench.toSource(names, agreeing: preview)
      try global.print(report) { $0.text($1) }
      if report.items.contains(where: { $0.left != nil }) { throw ExitCode.differences }
    }
  }
}

extension CheckinReport {
  fileprivate func text(_ terminal: Terminal) -> String {
    guard !files.isEmpty || !failed.isEmpty else {
      return "The library has the workspace as it is."
    }
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

extension ReturnReport {
  fileprivate func text(_ terminal: Terminal) -> String {
    guard !items.isEmpty else { return "Nothing has to go back." }
    return items.map { $0.text(terminal, isWritten: isWritten) }.joined(separator: "\n")
  }
}

extension ReturnReport.Item {
  fileprivate func text(_ terminal: Terminal, isWritten: Bool) -> String {
    if let left { return "left \(Terminal.safe("\(path): \(left)"))" }
    let names = sections.isEmpty ? "" : " (\(sections.joined(separator: ", ")))"
    let word = isWritten ? "wrote" : "would write"
    return
      (["\(word) \(Terminal.line(source))", "  from \(Terminal.line("\(path)\(names)"))"]
      + lines.map { "  \($0.line(terminal))" }).joined(separator: "\n")
  }
}
