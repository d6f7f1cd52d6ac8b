internal import Sections
internal import Workbench

extension Tool {
  /// Deploys. Commands that agents would run need a person's consent, which no call can give.
  static let deploy = Tool(
    name: "deploy",
    summary: """
      Deploy the workspace's last commit, exactly as plan_deploy showed. Files edited at the target \
      are merged or kept. Hooks and other commands need the user.
      """,
    input: .arguments(
      .needed("plan", .text, "hash from plan_deploy"), .optional("target", .text),
      .optional("sets", .texts)),
    output: .answer(.needed("plan", .object), .needed("kept", .list)), effect: .replaces
  ) { bench, arguments, _ in
    let report = try await bench.deploy(
      arguments.text("target"), sets: arguments.texts("sets"), consent: .nothing,
      expecting: arguments.text("plan"))
    return try Answer(report, text: report.text)
  }
}

extension DeployReport {
  /// What was done, and what was not.
  fileprivate var text: String {
    var lines = [plan.text] + kept.map { "kept \($0.path): \($0.reason)" }
    if let failure { lines.append("stopped: \(failure)") }
    return lines.joined(separator: "\n")
  }
}

/// That a tool was to write, and the server was started without leave for that.
struct WritingNotAllowed: Explained, Equatable {
  /// The tool.
  let tool: String

  var problem: String { "\(tool) may only show what it would do: this server does not write" }
  var hint: String? { "The user can start it with ‘joinery mcp --allow-write’." }
}
