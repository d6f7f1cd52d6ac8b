import Examples
import Foundation
import Testing
import Workbench

/// Every byte of a composed file knows where it comes from, and every section where it went.
@Suite struct ProvenanceTests {
  static let notes = """
    # Checks

    First of all.

    ## Names

    Names say it.

    # Other

    Another text.

    """
  static let code = """
    import sys


    def check(path):
        return path in sys.argv

    """
  static let made = "home/workspace/skills/made/SKILL.md"

  /// A bench with a skill that is composed of two sections of prose and a function.
  static func bench(pinned: Bool = false) async throws -> Bench {
    let bench = try Bench()
    try bench.write(notes, to: "notes.md")
    try bench.write(code, to: "check.py")
    try await bench.ingest()
    let report = try await bench.workbench.compose(
      ComposeRequest(
        name: "made", sections: ["notes.md#checks", "notes.md#other", "check.py#check"],
        settings: [("description", "Does it. Use when asked to.")], isPinned: pinned))
    try #require(report.isWritten)
    return bench
  }

  private func expectCovered(_ report: BlameReport, _ bench: Bench) throws {
    let text = try #require(bench.scratch.text("home/workspace/\(report.path)"))
    var end = 0
    for span in report.spans {
      #expect(span.start == end && span.end > span.start)
      end = span.end
    }
    #expect(end == text.utf8.count)
    #expect(report.lines.map(\.text).joined(separator: "\n") + "\n" == text)
  }

  @Test func `every byte of what was composed has an origin`() async throws {
    let bench = try await Self.bench()
    for file in ["skills/made/SKILL.md", "made", "skills/made/scripts/made.py"] {
      let report = try await bench.workbench.blame(file)
      try expectCovered(report, bench)
      #expect(report.recipe == "recipes/made.yaml")
      let origins = Set(report.spans.map(\.origin))
      #expect(origins.isSubset(of: [.section, .template, .glue]) && origins.contains(.section))
    }
    let report = try await bench.workbench.blame("made")
    let line = try #require(report.lines.first { $0.text == "Another text." })
    #expect(line.from.address == "files/notes.md#other")
    let heading = try #require(report.lines.first { $0.text == "## Other" })
    #expect(heading.from.address == "files/notes.md#other")
    let top = try #require(report.lines.first)
    #expect(top.from.template?.hasSuffix("SKILL.md.mustache") == true && top.from.line == 1)
    // The bytes are the source's, where it is said that they are.
    let source = Array(Self.notes.utf8)
    let made = Array(try #require(bench.scratch.text(Self.made)).utf8)
    for span in report.spans where span.origin == .section {
      let start = try #require(span.sourceStart)
      #expect(source[start..<start + span.end - span.start] == made[span.start..<span.end])
    }
  }

  @Test func `lines that were edited since are the author's`() async throws {
    let bench = try await Self.bench()
    let before = try #require(bench.scratch.text(Self.made))
    let after = before.replacingOccurrences(of: "Names say it.", with: "Names say it.\nMine.")
    try bench.scratch.write(after, to: Self.made)
    let report = try await bench.workbench.blame("skills/made/SKILL.md")
    try expectCovered(report, bench)
    #expect(report.lines.filter { $0.from.origin == .author }.map(\.text) == ["Mine."])
    let kept = try #require(report.lines.first { $0.text == "Names say it." })
    #expect(kept.from.address == "files/notes.md#checks")
  }

  @Test func `a file that was checked out comes from its source`() async throws {
    let bench = try await Self.bench()
    let written = try await bench.workbench.checkout(CheckoutRequest(["files/notes.md"])).written
    let path = try #require(written.first)
    var report = try await bench.workbench.blame(path)
    try expectCovered(report, bench)
    #expect(report.spans.map(\.address) == ["files/notes.md"])
    try bench.scratch.write("# New\n\(Self.notes)", to: "home/workspace/\(path)")
    report = try await bench.workbench.blame(path)
    try expectCovered(report, bench)
    #expect(report.spans.map(\.origin) == [.author, .section])
    try bench.scratch.write("mine\n", to: "home/workspace/own.md")
    #expect(try await bench.workbench.blame("own.md").spans.map(\.origin) == [.author])
    await #expect(throws: BlameFailure.self) { try await bench.workbench.blame("nothing.md") }
  }

  @Test func `what moved on is found without composing`() async throws {
    let bench = try await Self.bench()
    #expect(try await bench.workbench.stale().isEmpty)
    try bench.write(
      Self.notes.replacingOccurrences(of: "say it", with: "say it all")
        .replacingOccurrences(of: "# Other", with: "# Else"), to: "notes.md")
    try bench.write(
      Self.code.replacingOccurrences(of: "import sys", with: "import os, sys"), to: "check.py")
    try await bench.ingest()
    let stale = try #require(try await bench.workbench.stale().first)
    #expect(stale.name == "made")
    #expect(stale.files == ["skills/made/SKILL.md", "skills/made/scripts/made.py"])
    let changes = stale.sections.map { "\($0.address): \($0.changes.map(\.rawValue))" }
    #expect(changes.contains("files/notes.md#checks: [\"edited\"]"))
    #expect(changes.contains { $0.hasPrefix("files/notes.md#other:") && $0.contains("renamed") })
    #expect(changes.contains("files/check.py#preamble: [\"edited\"]"), "its imports are another")
    let edited = try #require(stale.sections.first { $0.address == "files/notes.md#checks" })
    #expect(edited.added == 1 && edited.removed == 1)
    try bench.remove("check.py")
    try await bench.ingest()
    let gone = try #require(try await bench.workbench.stale(["made"]).first).sections
    #expect(gone.contains { $0.address == "files/check.py#check" && $0.changes == [.removed] })
    await #expect(throws: RecipeFailure.self) { try await bench.workbench.stale(["nothing"]) }
  }

  @Test func `what is pinned is never stale`() async throws {
    let bench = try await Self.bench(pinned: true)
    try bench.write("# Checks\n\nAnew.\n", to: "notes.md")
    try await bench.ingest()
    #expect(try await bench.workbench.stale().isEmpty)
  }

  @Test func `a section knows its recipes, its copies and where they were deployed`() async throws {
    let bench = try await Self.bench()
    let target = "\(bench.scratch.path)/target"
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    _ = try await bench.workbench.addTarget("agent", path: target)
    _ = try await bench.workbench.commit(message: "one")
    _ = try await bench.workbench.deploy("agent")
    let uses = try await bench.workbench.whereUsed("files/notes.md#names")
    let made = uses.filter { ["recipe", "composed", "deployed"].contains($0.kind) }
      .map { "\($0.kind) \($0.path ?? "")" }
    #expect(
      made == [
        "recipe recipes/made.yaml", "composed skills/made/SKILL.md",
        "deployed \(target)/skills/made/SKILL.md",
      ])
    let other = try await bench.workbench.whereUsed("files/check.py#check")
    #expect(other.contains { $0.path == "skills/made/scripts/made.py" })
    #expect(!other.contains { $0.path == "skills/made/SKILL.md" })
  }
}
