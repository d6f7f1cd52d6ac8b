import Examples
import Testing
import Workbench

extension Bench {
  /// A bench on which `sections` of `files` are composed as `made`, which composing again does not
  /// change.
  static func composed(
    _ files: [String: String], _ sections: [String], slots: [(String, String)] = [],
    renames: Bool = false
  ) async throws -> (bench: Bench, report: ComposeReport) {
    let bench = try Bench()
    for (path, text) in files { try bench.write(text, to: path) }
    try await bench.ingest()
    var request = ComposeRequest(
      name: "made", sections: sections, slots: slots.map { (slot: $0, address: $1) },
      settings: [("description", "Does it. Use when asked to.")])
    request.renames = renames
    let report = try await bench.workbench.compose(request)
    #expect(report.isWritten, "\(report.findings)")
    let again = try await bench.workbench.recompose(["made"])
    #expect(again.flatMap(\.files).allSatisfy { !$0.isChanged })
    return (bench, report)
  }

  /// The text of a file of the skill `made`.
  func made(_ file: String = "SKILL.md") throws -> String {
    try #require(scratch.text("home/workspace/skills/made/\(file)"))
  }
}
