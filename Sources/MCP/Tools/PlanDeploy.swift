internal import Workbench

extension Tool {
  /// Shows what a deployment would do.
  static let planDeploy = Tool(
    name: "plan_deploy",
    summary: "What deploying the workspace's last commit to a target would do. Nothing is written.",
    input: .arguments(
      .optional("target", .text, "default the only one"), .optional("sets", .texts)),
    output: .answer(
      .needed("target", .text), .needed("files", .list), .needed("unchanged", .number),
      .needed("hash", .text))
  ) { bench, arguments, _ in
    let plan = try await bench.plan(arguments.text("target"), sets: arguments.texts("sets"))
    return try Answer(plan, text: plan.text)
  }
}

extension PlanView {
  /// A line for each file and each command that would run.
  var text: String {
    guard hasDifferences else { return "\(target) is up to date: \(unchanged) files" }
    let lines = files.flatMap { file in
      ["\(file.action) \(file.path)" + (file.conflict.map { ": \($0)" } ?? "")]
        + file.sections.map { "  \($0.change.rawValue) \($0.kind) \($0.title.line(upTo: 100))" }
        + file.commands.map { "  runs \($0.what.rawValue) \($0.name): \($0.text)" }
    }
    return (lines + ["\(files.count) files, ≈\(tokens) tokens to \(path); plan \(hash)"])
      .joined(separator: "\n")
  }
}
