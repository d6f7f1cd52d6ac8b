import Examples
import Foundation
import Testing
import Workbench

/// Recipes may take sections of what other recipes made.
@Suite struct RecipeGraphTests {
  private static func recipe(_ name: String, _ address: String) -> String {
    """
    template: skill
    parameters: {name: \(name), description: "D. Use it."}
    slots:
      body:
        - \(address)

    """
  }

  /// A bench where `upper` is made of what `lower` makes, which is made of a note.
  private func bench() async throws -> Bench {
    let bench = try await ProvenanceTests.bench()
    let workbench = bench.workbench
    _ = try await workbench.compose(
      ComposeRequest(
        name: "zlower", sections: ["notes.md#other"], settings: [("description", "D. Use it.")]))
    _ = try await workbench.checkin()
    try bench.scratch.write(
      Self.recipe("upper", "workspace/skills/zlower/SKILL.md#other"),
      to: "home/workspace/recipes/upper.yaml")
    #expect(try await workbench.recompose(["upper"]).first?.isWritten == true)
    return bench
  }

  @Test func `what a recipe makes is found by the next in the same run`() async throws {
    let bench = try await bench()
    try bench.write("# Other\n\nQuite another text.\n", to: "notes.md")
    try bench.write("# Checks\n", to: "more.md")
    try await bench.ingest()
    let reports = try await bench.workbench.recompose(["upper", "zlower"])
    #expect(reports.map(\.name) == ["zlower", "upper"])
    let upper = try #require(bench.scratch.text("home/workspace/skills/upper/SKILL.md"))
    #expect(upper.contains("Quite another text."))
    let graph = try await bench.workbench.recipeGraph()
    #expect(graph.recipes == ["made", "upper", "zlower"])
    let edge = try #require(graph.edges.first { $0.recipe == "upper" })
    #expect(edge.madeBy == "zlower" && edge.component == "workspace/skills/zlower")
  }

  @Test func `what would change because what it is made of would is foreseen`() async throws {
    let bench = try await bench()
    _ = try await bench.workbench.checkin()
    try bench.scratch.write(
      Self.recipe("atop", "workspace/skills/upper/SKILL.md#other"),
      to: "home/workspace/recipes/atop.yaml")
    #expect(try await bench.workbench.recompose([]).allSatisfy(\.isWritten))
    try bench.write(
      ProvenanceTests.notes.replacing("Another", with: "Quite another"), to: "notes.md")
    try await bench.ingest()
    let before = try bench.everything()
    let foreseen = try await bench.workbench.recompose([], isDryRun: true)
    #expect(try bench.everything() == before)
    let done = try await bench.workbench.recompose([])
    #expect(done.map(\.name) == ["made", "zlower", "upper", "atop"])
    #expect(foreseen.map { $0.files.map(\.outcome) } == done.map { $0.files.map(\.outcome) })
    #expect(foreseen.map { $0.files.map(\.bytes) } == done.map { $0.files.map(\.bytes) })
    #expect(foreseen.allSatisfy { $0.files.contains(where: \.isChanged) })
    let after = try await bench.workbench.recompose([], isDryRun: true)
    #expect(after.flatMap(\.files).allSatisfy { !$0.isChanged })
  }

  @Test func `a recipe that cannot be composed stops none that does without it`() async throws {
    let bench = try await bench()
    try bench.scratch.write("template: [\n", to: "home/workspace/recipes/zlower.yaml")
    try bench.write(
      ProvenanceTests.notes.replacing("Another", with: "Quite another"), to: "notes.md")
    try await bench.ingest()
    let reports = try await bench.workbench.recompose([])
    let failures = reports.compactMap { report in report.failure.map { (report.name, $0.problem) } }
    #expect(failures.map(\.0) == ["zlower", "upper"])
    #expect(failures.first?.1.contains("recipes/zlower.yaml") == true)
    #expect(failures.last?.1.contains("“zlower”") == true)
    #expect(reports.first { $0.name == "made" }?.isWritten == true)
    #expect(bench.scratch.text(ProvenanceTests.made)?.contains("Quite another") == true)
    #expect(try await bench.workbench.recipeGraph().unreadable == ["zlower"])
    await #expect(throws: (any Error).self) { try await bench.workbench.recompose(["zlower"]) }
    // It takes what is there, where it alone is asked for.
    #expect(try await bench.workbench.recompose(["upper"]).first?.failure == nil)
  }

  @Test func `recipes that are made of each other are refused, with the way`() async throws {
    let bench = try await bench()
    _ = try await bench.workbench.checkin()
    let before = try #require(bench.scratch.text("home/workspace/skills/zlower/SKILL.md"))
    let failure = await #expect(throws: RecipeFailure.self) {
      try await bench.workbench.compose(
        ComposeRequest(name: "zlower", sections: ["workspace/skills/upper/SKILL.md#other"]))
    }
    #expect(failure?.problem.contains("zlower → upper → zlower") == true)
    #expect(bench.scratch.text("home/workspace/skills/zlower/SKILL.md") == before)
  }

  @Test func `a recipe is shown with how its sections stand`() async throws {
    let bench = try await ProvenanceTests.bench()
    try bench.write(
      ProvenanceTests.notes.replacingOccurrences(of: "Another", with: "One more"), to: "notes.md")
    try bench.remove("check.py")
    try await bench.ingest()
    let path = "home/workspace/recipes/made.yaml"
    let text = try #require(bench.scratch.text(path))
    try bench.scratch.write(
      text + "  references:\n    - files/notes.md#names\n", to: path)
    let view = try await bench.workbench.recipe("made")
    let states = view.slots.flatMap(\.entries).map { "\($0.address ?? ""): \($0.state.rawValue)" }
    #expect(
      states == [
        "files/notes.md#checks: current", "files/notes.md#other: moved on",
        "files/notes.md#names: new", "files/check.py#check: gone",
      ])
    await #expect(throws: RecipeFailure.self) { try await bench.workbench.recipe("nothing") }
  }

  @Test(arguments: Workbench.templateKinds)
  func `a new template can be used`(kind: String) async throws {
    let bench = try Bench()
    let files = try await bench.workbench.newTemplate("mine", kind: kind)
    #expect(files.contains("templates/mine/template.yaml"))
    let check = try await bench.workbench.checkTemplate("mine")
    #expect(check.isValid && check.problems == [], "\(check)")
    #expect(try bench.workbench.templateView("mine").kind == kind)
    await #expect(throws: TemplateFailure.self) {
      try await bench.workbench.newTemplate("mine", kind: kind)
    }
    for shipped in bench.workbench.templates() where shipped.name != "mine" {
      #expect(try await bench.workbench.checkTemplate(shipped.name).isValid, "\(shipped)")
    }
  }

  @Test func `every problem of a template is said, with its line`() async throws {
    let bench = try Bench()
    _ = try await bench.workbench.newTemplate("mine", kind: "skill")
    let path = "home/templates/mine"
    try bench.scratch.write(
      "{{nothing}}\n# {{name}}\n{{body}}\n{{#never}}\n", to: "\(path)/skill.md.mustache")
    var problems = try await bench.workbench.checkTemplate("mine").problems
    #expect(problems.count == 2)
    #expect(problems.first?.hasPrefix("templates/mine/skill.md.mustache:1:") == true)
    #expect(problems.last?.hasPrefix("templates/mine/skill.md.mustache:4:") == true)
    let yaml = try #require(bench.scratch.text("\(path)/template.yaml"))
    try bench.scratch.write(
      yaml.replacingOccurrences(of: "level: 2", with: "level: 9")
        .replacingOccurrences(of: "    required: true\n", with: "    required: perhaps\n"),
      to: "\(path)/template.yaml")
    problems = try await bench.workbench.checkTemplate("mine").problems
    #expect(problems.count >= 2 && problems.allSatisfy { $0.contains("template.yaml:") })
  }
}
