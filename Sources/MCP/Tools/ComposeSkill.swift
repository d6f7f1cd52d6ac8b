internal import Workbench

extension Tool {
  /// Composes a skill, or shows what would be.
  ///
  /// - Parameter mayWrite: whether it may write to the workspace; else it only shows.
  static func composeSkill(mayWrite: Bool) -> Tool {
    Tool(
      name: "compose_skill",
      summary: """
        Compose a skill from sections in the workspace\
        \(mayWrite ? "; ‘joinery undo’ takes it back." : ". This server only shows what it would be.")
        """,
      input: .arguments(
        .needed("name", .text, "a-z, 0-9 and -"),
        .optional("sections", .texts, "addresses, in order"),
        .optional("settings", .table, "template parameters, e.g. description"),
        .optional("template", .text, "default skill"),
        .optional("budget", .count(1 ... .max), "tokens for SKILL.md; the rest goes to references"),
        .optional("dry_run", .flag, mayWrite ? "default false" : "always true")),
      output: .answer(
        .needed("name", .text), .needed("files", .list), .needed("findings", .list),
        .needed("unresolved", .list), .needed("is_written", .flag)),
      effect: mayWrite ? .adds : .none
    ) { bench, arguments, _ in
      let isDryRun = arguments.flag("dry_run") ?? !mayWrite
      guard mayWrite || isDryRun else { throw WritingNotAllowed(tool: "compose_skill") }
      var request = ComposeRequest(
        name: arguments.text("name") ?? "", template: arguments.text("template"),
        sections: arguments.texts("sections"), settings: arguments.table("settings"),
        isDryRun: isDryRun)
      request.budget = arguments.count("budget")
      let report = try await bench.compose(request)
      return try Answer(report, text: report.text)
    }
  }
}

extension ComposeReport {
  /// Whether it was written, its files, and what is wrong.
  fileprivate var text: String {
    var lines = ["\(name): \(isWritten ? "written" : "not written"), recipe \(recipe ?? "none")"]
    lines += files.map { "\($0.outcome) \($0.path) ≈\($0.tokens)" }
    lines += files.flatMap { file in
      file.conflicts.map { "conflict \(file.path) \($0.anchor): \($0.reason)" }
    }
    lines += findings.map(\.text)
    lines += unresolved.map { "unresolved \($0.path): \($0.what): \($0.why)" }
    return lines.joined(separator: "\n")
  }
}

extension FindingView {
  /// The finding on one line.
  var text: String { "\(severity) \(line.map { "\(path):\($0)" } ?? path): \(message) [\(rule)]" }
}
