import Composition
import Examples
import Foundation
import Sections
import Testing
import Workbench

/// A stamp: what a component says of its making in its own metadata.
@Suite struct StampTests {
  private func compose(
    _ bench: Bench, template: String = "skill", settings: [(String, String)] = []
  ) async throws -> ComposeReport {
    var request = ComposeRequest(
      name: "made", template: template, sections: ["notes.md#one", "notes.md#two"],
      settings: [("description", "Does it. Use when asked to.")] + settings)
    request.stamps = true
    return try await bench.workbench.compose(request)
  }

  private func bench() async throws -> Bench {
    let bench = try Bench()
    try bench.write("# Notes\n\n## One\n\nFirst.\n\n## Two\n\nSecond.\n", to: "notes.md")
    try await bench.ingest()
    return bench
  }

  @Test func `a stamp is valid, the same twice, and its bytes have an origin`() async throws {
    let bench = try await bench()
    let report = try await compose(bench, settings: [("metadata", "author=me")])
    #expect(report.isWritten && report.findings.isEmpty)
    let text = try bench.made()
    let hashes = #/joinery.sources: "files/notes.md\#one@[0-9a-f]{10}, files/notes.md\#two@/#
    #expect(text.contains(#/\nmetadata:\n  author: me\n  joinery.recipe: made@[0-9a-f]{10}\n/#))
    #expect(text.contains(hashes), "\(text)")
    for profile in [Profile.spec, .api, .claudeCode] {
      let findings = Validation.findings(
        .skill, entry: "skills/made/SKILL.md",
        files: ["skills/made/SKILL.md": Array(text.utf8)], profile: profile)
      #expect(findings.filter { $0.severity != .note } == [], "\(profile)")
    }
    let blame = try await bench.workbench.blame("made")
    #expect(blame.spans.first?.start == 0 && blame.spans.last?.end == text.utf8.count)
    #expect(try await bench.workbench.recompose(["made"]).allSatisfy { !$0.files[0].isChanged })
  }

  @Test func `a stamp follows its sections, and edits stay`() async throws {
    let bench = try await bench()
    _ = try await compose(bench)
    let before = try bench.made()
    try bench.scratch.write(
      before.replacing("Does it.", with: "Does it all.").replacing(
        "First.", with: "First.\n\nMine."),
      to: "home/workspace/skills/made/SKILL.md")
    try bench.write("# Notes\n\n## One\n\nFirst.\n\n## Two\n\nSecond, newer.\n", to: "notes.md")
    try await bench.ingest()
    let report = try #require(try await bench.workbench.recompose(["made"]).first)
    #expect(report.isWritten && report.files.map(\.outcome) == ["merged"])
    let after = try bench.made()
    #expect(after.contains("Does it all.") && after.contains("Mine.") && after.contains("newer"))
    let sources = try #require(before.firstMatch(of: #/two@[0-9a-f]+/#)?.output)
    #expect(!after.contains(sources))
  }

  @Test func `an edit goes back to its source through a stamp`() async throws {
    let bench = try await bench()
    _ = try await compose(bench)
    let text = try bench.made()
    try bench.scratch.write(
      text.replacing("Second.", with: "Second, mine."),
      to: "home/workspace/skills/made/SKILL.md")
    let preview = try await bench.workbench.toSource()
    #expect(preview.items.map(\.left) == [nil], "\(preview)")
    _ = try await bench.workbench.toSource(agreeing: preview)
    #expect(bench.scratch.text("files/notes.md")?.contains("Second, mine.") == true)
    #expect(try await bench.workbench.recompose(["made"]).allSatisfy { !$0.files[0].isChanged })
  }

  @Test func `what has no metadata takes no stamp`() async throws {
    let bench = try await bench()
    let failure = CompositionFailure.noStamp(template: "agent", kind: "agent")
    await #expect(throws: failure) {
      try await compose(bench, template: "agent", settings: [("role", "You are one.")])
    }
  }

  @Test func `a recipe keeps its comments and order when it is stamped`() throws {
    let before = "# mine\ntemplate: skill # the usual\nmodules: false\n\nparameters:\n  name: a\n"
    var text = try RecipeText(Array(before.utf8), file: "a.yaml")
    var wanted = text.recipe
    (wanted.stamps, wanted.followsModules) = (true, true)
    try text.become(wanted)
    #expect(
      text.text
        == "# mine\ntemplate: skill # the usual\nstamp: true\nmodules: true\n\nparameters:\n"
        + "  name: a\n")
    (wanted.stamps, wanted.followsModules) = (false, false)
    try text.become(wanted)
    #expect(text.recipe == wanted && text.text.hasPrefix("# mine\n"))
  }
}
