import Examples
import Foundation
import Testing
import Workbench
import Workspace

/// What the author does to recipes and composed files neither blocks composing nor is lost by it.
@Suite struct AuthorsTests {
  private let made = ProvenanceTests.made
  private let recipe = "home/workspace/recipes/made.yaml"

  private func edit(_ bench: Bench, _ path: String, _ before: String, _ after: String) throws {
    let text = try #require(bench.scratch.text(path))
    try #require(text.contains(before))
    try bench.scratch.write(text.replacingOccurrences(of: before, with: after), to: path)
  }

  private func update(_ bench: Bench) async throws -> ComposeReport {
    try #require(try await bench.workbench.recompose(["made"]).first)
  }

  @Test func `an edit that breaks a rule is warned of, and stays`() async throws {
    let bench = try await ProvenanceTests.bench()
    try edit(bench, made, "\n---\n", "\nmodel: opus\n---\n")
    try edit(bench, "files/notes.md", "Another", "One more")
    try await bench.ingest()
    let report = try await update(bench)
    #expect(report.isWritten && report.files.map(\.outcome) == ["merged", "unchanged"])
    let finding = report.findings.first { $0.rule == "field-unknown" }
    #expect(finding?.severity == "warning")
    let text = bench.scratch.text(made)
    #expect(text?.contains("model: opus") == true && text?.contains("One more") == true)
    // What the composition breaks by itself is not written, whatever was edited.
    let long = String(repeating: "Too long. ", count: 200)
    let request = ComposeRequest(name: "made", settings: [("description", long)])
    let broken = try await bench.workbench.compose(request)
    #expect(!broken.isWritten && broken.findings.contains { $0.severity == "error" })
  }

  @Test func `a recipe that is not UTF-8 keeps its bytes, and is not changed`() async throws {
    let bench = try await ProvenanceTests.bench()
    let file = URL(filePath: "\(bench.scratch.path)/\(recipe)")
    let bytes = Data([0x23, 0x20, 0xE9, 0x0A]) + (try Data(contentsOf: file))
    try bytes.write(to: file)
    try edit(bench, "files/notes.md", "Another", "One more")
    try await bench.ingest()
    #expect(try await update(bench).isWritten)
    #expect(try Data(contentsOf: file) == bytes)
    let failure = await #expect(throws: (any Error).self) {
      try await bench.workbench.compose(
        ComposeRequest(name: "made", settings: [("description", "Other.")]))
    }
    #expect("\(failure as Any)".contains("UTF-8"))
    #expect(try Data(contentsOf: file) == bytes)
  }

  @Test func `an edit of the recipe that is made while composing is not lost`() async throws {
    let bench = try await ProvenanceTests.bench()
    // In the place of Python's a checker that edits the recipe.
    let checker = "\(bench.scratch.path)/bin/python3"
    try bench.scratch.write(
      "#!/bin/sh\necho '# Mine.' >> '\(bench.scratch.path)/\(recipe)'\n", to: "bin/python3")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: checker)
    let workbench = try Workbench(
      home: bench.workbench.home, parsers: .shipped, programs: "\(bench.scratch.path)/bin")
    try edit(bench, "files/check.py", "in sys", "not in sys")
    try await bench.ingest()
    let before = try #require(bench.scratch.text(recipe))
    await #expect(throws: WorkspaceFailure.self) {
      try await workbench.compose(
        ComposeRequest(name: "made", settings: [("description", "Other.")]))
    }
    #expect(bench.scratch.text(recipe) == before + "# Mine.\n")
  }

  @Test(arguments: ["metadata: [version=1, a=b]", "metadata: version=1"])
  func `an item of a map is set again`(written: String) async throws {
    let bench = try await ProvenanceTests.bench()
    try edit(bench, recipe, "parameters:\n", "parameters:\n  \(written)\n")
    for value in ["version=v=2", "c=d"] {
      let report = try await bench.workbench.compose(
        ComposeRequest(name: "made", settings: [("metadata", value)]))
      #expect(report.isWritten)
    }
    let kept = written.contains("a=b") ? "  a: b\n" : ""
    let text = bench.scratch.text(made)
    #expect(text?.contains("metadata:\n  version: v=2\n\(kept)  c: d\n") == true)
  }

  @Test func `a base that is nowhere any more is composed as it was`() async throws {
    let bench = try Bench()
    try bench.write(
      "---\nname: a\ndescription: d\nlicense: MIT\n---\n# A\n\n## One\n\nRun [it](x.sh).\n",
      to: "a/SKILL.md")
    try bench.write("echo\n", to: "a/x.sh")
    try bench.write(ProvenanceTests.notes, to: "notes.md")
    try await bench.ingest()
    let report = try await bench.workbench.compose(
      ComposeRequest(
        name: "made", sections: ["a/SKILL.md#one", "notes.md#other"],
        settings: [("description", "Does it. Use when asked to.")]))
    try #require(report.isWritten && report.files.count == 2)
    let lock = "home/workspace/joinery.lock"
    let text = try #require(bench.scratch.text(lock))
    try bench.scratch.write(
      text.replacing(/\ *"blob": "[0-9a-f]*",\n/, with: ""), to: lock)
    try edit(bench, made, "Another text.", "Another text.\n\nMine.")
    try edit(bench, "files/a/SKILL.md", "Run", "Start")
    try await bench.ingest()
    let again = try await update(bench)
    #expect(again.isWritten && again.files.map(\.outcome) == ["merged", "unchanged"])
    #expect(bench.scratch.text(made)?.contains("Start [it](x.sh)") == true)
    #expect(bench.scratch.text(made)?.contains("Mine.") == true)
  }

  @Test func `of addresses that nothing answers to, the first is named`() async throws {
    let bench = try await ProvenanceTests.bench()
    let slots = "abcdefghijkl".map { "  \($0):\n    - gone/\($0).md\n" }.reversed().joined()
    try edit(bench, recipe, "slots:\n", "slots:\n\(slots)")
    let failure = await #expect(throws: (any Error).self) { try await update(bench) }
    #expect("\(failure as Any)".contains("gone/a.md"))
  }
}
