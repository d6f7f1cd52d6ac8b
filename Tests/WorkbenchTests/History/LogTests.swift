import Examples
import Foundation
import Testing
import Workbench

/// The history of one section, through its renames and those of its file.
struct LogTests {
  private let bench: Bench

  init() async throws {
    bench = try Bench()
    var text = "# PDF\n\nOpening words of the page.\n\n## Setup\n\nInstall it first.\n\n"
    text += "## Notes\n\nMind the gap, always.\n"
    func step(_ path: String, _ change: (inout String) -> Void) async throws {
      change(&text)
      try bench.put(text, at: path)
      try await bench.commit()
    }
    try await step("skills/pdf/SKILL.md") { _ in }
    try await step("skills/pdf/SKILL.md") { $0.replace("Mind the", with: "Watch the") }
    try await step("skills/pdf/SKILL.md") { $0.replace("first.", with: "first, then test it.") }
    try await step("skills/pdf/SKILL.md") { $0.replace("## Setup", with: "## Installing") }
    _ = try bench.git("mv", "skills/pdf", "skills/forms")
    try await step("skills/forms/SKILL.md") { _ in }
    try await step("skills/forms/SKILL.md") {
      $0.replace("## Notes", with: "### Options\n\nNone.\n\n## Notes")
    }
    try await step("skills/forms/SKILL.md") { $0.replace("Opening", with: "First") }
  }

  private func changes(_ name: String) async throws -> [String] {
    try await bench.workbench.log(name).commits.map { entry in
      entry.sections.map { "\($0.change.rawValue) \($0.title)" }.joined(separator: ", ")
    }
  }

  @Test func `a section is followed to where it was added, and only what changed it is listed`()
    async throws
  {
    #expect(
      try await changes("forms/SKILL.md#installing") == [
        "added Options", "renamed Installing", "edited Setup", "added Setup",
      ])
    #expect(try await changes("forms/SKILL.md#notes") == ["edited Notes", "added Notes"])
    #expect(try await changes("forms/SKILL.md#options") == ["added Options"])
    let entries = try await bench.workbench.log("forms/SKILL.md#installing", limit: 2).commits
    #expect(entries.map(\.path) == ["skills/forms/SKILL.md", "skills/pdf/SKILL.md"])
    #expect(entries.last?.sections.first?.formerTitle == "Setup")
  }

  @Test func `a section that is gone has a history, from its removal on`() async throws {
    try bench.put("# PDF\n\nFirst words of the page.\n", at: "skills/forms/SKILL.md")
    try await bench.commit()
    #expect(
      try await changes("skills/forms/SKILL.md#notes") == [
        "removed Notes", "edited Notes", "added Notes",
      ])
    await #expect(throws: NameFailure.noSection("never", path: "skills/forms/SKILL.md")) {
      try await bench.workbench.log("skills/forms/SKILL.md#never")
    }
  }

  @Test func `a section that is not committed has no history yet`() async throws {
    let text = try #require(bench.onDisk("skills/forms/SKILL.md"))
    try bench.put(text + "\n## Fresh\n\nNever seen.\n", at: "skills/forms/SKILL.md")
    #expect(try await changes("forms/SKILL.md#fresh").isEmpty)
  }

  @Test func `files are followed too, and all of it is what git says`() async throws {
    let file = try await bench.workbench.log("forms/SKILL.md").commits.map(\.commit.id)
    let followed = try bench.git(
      "log", "--follow", "--format=%H", "--", "skills/forms/SKILL.md")
    #expect(file == followed.split(separator: "\n").map(String.init))
    let all = try await bench.workbench.log().commits.map(\.commit.id)
    #expect(try bench.git("log", "--format=%H") == all.map { "\($0)\n" }.joined())
    #expect(try await bench.workbench.log("skills/pdf").commits.count == 5)
  }

  @Test func `what a commit did to a section, and all it did, can be applied`() async throws {
    let log = try await bench.workbench.log("forms/SKILL.md#installing", withDiffs: true)
    let edit = try #require(log.commits.dropFirst(2).first)
    #expect(edit.diff?.files.first?.hunks.first?.section == "PDF › Setup")
    let report = try await bench.workbench.show(revision: "HEAD~1")
    #expect(report.commit.id == (try bench.git("rev-parse", "HEAD~1").dropLast()))
    try bench.scratch.write(report.diff.patch, to: "patch")
    _ = try bench.git("checkout", "-q", "HEAD~2")
    _ = try bench.git("apply", "--index", "\(bench.scratch.path)/patch")
    #expect(try bench.git("diff", "--cached", "HEAD@{1}~1") == "")
    let first = try await bench.workbench.show(revision: "main~6")
    #expect(first.parents == [] && first.diff.files.map(\.change) == ["added"])
  }

  @Test func `a revision is told from an address, and what is both is refused`() async throws {
    try bench.write("# A\n\ntext\n", to: "main/SKILL.md")
    try await bench.ingest()
    #expect(try await bench.workbench.isRevision("HEAD~1"))
    #expect(try await bench.workbench.isRevision("heads/main"))
    #expect(try await !bench.workbench.isRevision("main/SKILL.md"))
    #expect(try await !bench.workbench.isRevision("nothing-such"))
    await #expect(throws: NameFailure.addressAndRevision("main")) {
      try await bench.workbench.isRevision("main")
    }
    await #expect(throws: NameFailure.fileAndRevision("forms")) {
      _ = try bench.git("branch", "forms")
      return try await bench.workbench.diff(["forms"])
    }
  }
}
