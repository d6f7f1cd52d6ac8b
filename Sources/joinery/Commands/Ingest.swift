internal import ArgumentParser
internal import Workbench

extension Joinery {
  struct Ingest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "ingest", abstract: "Read files into the library.",
      discussion: """
        Only files that changed are read again. What is gone from a folder is removed from the \
        library, which keeps its past. .gitignore files are honoured, and version control, \
        installed packages and symbolic links are passed over. Nothing that is read is changed \
        or run.

        Examples:
          joinery ingest ~/.claude
          joinery ingest ./skills --as team
          joinery ingest pdf/SKILL.md
          joinery ingest ~/.claude --embed    and make vectors, as ‘joinery embed’ does
        """)

    @Argument(help: "Folders and files to read.", completion: .file())
    var paths: [String]

    @Option(
      name: .customLong("as"),
      help: ArgumentHelp(
        "What to call a new folder in the library.", valueName: "name"))
    var name: String?

    @Flag(name: .customLong("embed"), help: "Then make vectors of what lacks them.")
    var embeds = false

    @OptionGroup(title: "Global options") var global: GlobalOptions

    func run() async throws {
      let bench = try global.open()
      let bar = ProgressBar("Reading", isQuiet: global.quiet || global.json)
      var report = try await bench.ingest(paths, as: name) { bar.show($0, of: $1) }
      bar.finish()
      if embeds { report.embedding = try await global.embed(bench) }
      try global.print(report) { $0.text($1, isVerbose: global.verbose) }
      if !report.failed.isEmpty { throw ExitCode.failure }
    }
  }
}

extension IngestReport {
  /// The report as people read it: a line of counts, then what needs a look.
  func text(_ terminal: Terminal, isVerbose: Bool) -> String {
    var lines = [
      "\(files) files: \(added.count) added, \(changed.count) changed, \(renamed.count) renamed, "
        + "\(removed.count) removed, \(unchanged) unchanged, \(failed.count) failed",
      "sections: \(sections.added) new, \(sections.edited) edited, \(sections.moved) moved, "
        + "\(sections.removed) gone",
    ]
    for note in failed {
      lines.append(
        terminal.styled("failed  ", .red) + Terminal.line("\(note.path): \(note.reason)"))
    }
    for note in warnings.prefix(isVerbose ? .max : 10) {
      lines.append(
        terminal.styled("warning ", .yellow) + Terminal.line("\(note.path): \(note.reason)"))
    }
    if warnings.count > 10, !isVerbose {
      lines.append("… \(warnings.count - 10) more warnings (-v)")
    }
    lines +=
      isVerbose
      ? skipped.map { "skipped \(Terminal.line("\($0.path): \($0.reason)"))" } : skippedCounts
    if let embedding { lines.append(embedding.text(terminal)) }
    return lines.joined(separator: "\n")
  }

  /// How many files were passed over, by reason.
  private var skippedCounts: [String] {
    let counts = Dictionary(
      grouping: skipped.filter { !$0.reason.hasPrefix("the same file") }, by: \.reason)
    return counts.sorted { $0.key < $1.key }.map { "skipped \($0.value.count): \($0.key)" }
  }
}
