internal import Sections
internal import Workbench

extension Tool {
  /// Holds components to the rules of their kinds.
  static let validateComponent = Tool(
    name: "validate_component",
    summary: "Hold components to the rules of their kinds; the workspace's, else the library's.",
    input: .arguments(
      .optional("components", .texts, "names or paths; default all of the workspace"),
      .optional("profile", .choice(ValidationReport.profiles), "default spec")),
    output: .answer(.needed("components", .list), .needed("findings", .list))
  ) { bench, arguments, progress in
    let names = arguments.texts("components")
    if let outside = names.first(where: isElsewhere) { throw OutsideWorkspace(path: outside) }
    let report = try await bench.validate(
      names, profile: arguments.text("profile") ?? "spec", in: bench.home.workspace
    ) { progress.report($0, of: $1) }
    let isClean = report.findings.isEmpty
    let lines = isClean ? report.components.map { "\($0) is valid" } : report.findings.map(\.text)
    let text = lines.isEmpty ? "There is nothing to validate." : lines.joined(separator: "\n")
    return try Answer(report, text: text)
  }

  /// Whether a path leads out of the workspace. A client may ask on behalf of text that nobody
  /// wrote for it, and files elsewhere are none of its business.
  private static func isElsewhere(_ path: String) -> Bool {
    path.hasPrefix("/") || path.hasPrefix("~") || path.split(separator: "/").contains("..")
  }
}

/// That something outside of the workspace was asked for.
struct OutsideWorkspace: Explained, Equatable {
  /// What was asked for.
  let path: String

  var problem: String { "“\(path)” is outside of the workspace" }
  var hint: String? { "Name a component; ‘joinery validate’ takes paths anywhere." }
}
