import Examples
import Foundation
import Sections
import Testing
import Workbench
import Workspace

/// From sections to a deployed skill, and back again when something is edited.
@Suite struct DeploymentTests {
  private static let source = "# Guide\n\n## Steps\n\nDo this.\n\n## Notes\n\nMind that.\n"
  private static let code = "import os\n\n\ndef read(path):\n    return os.stat(path)\n"

  /// A bench on which the skill `made` is composed of three sections and committed, with the
  /// target `agent`.
  private static func composed() async throws -> Bench {
    let bench = try Bench()
    try bench.write(source, to: "guide/SKILL.md")
    try bench.write("# Other\n\n## Checks\n\nLook twice.\n", to: "other.md")
    try bench.write(code, to: "tools.py")
    try await bench.ingest()
    let report = try await bench.workbench.compose(
      ComposeRequest(
        name: "made", sections: ["guide/SKILL.md#steps", "other.md#checks", "tools.py#read"],
        settings: [("description", "Made of parts. Use when testing.")]))
    #expect(report.isWritten && report.findings.filter { $0.severity == "error" } == [])
    _ = try await bench.commit()
    _ = try await bench.workbench.addTarget("agent", path: "\(bench.scratch.path)/agent")
    return bench
  }

  /// The same with the skill deployed.
  private static func deployed() async throws -> Bench {
    let bench = try await composed()
    let report = try await bench.workbench.deploy("agent")
    #expect(report.failure == nil && report.kept == [])
    return bench
  }

  @Test func `sections become a skill in a target`() async throws {
    let bench = try await Self.deployed()
    let text = try #require(bench.scratch.text("agent/skills/made/SKILL.md"))
    for part in ["name: made", "## Steps", "Do this.", "## Checks", "Look twice."] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(!text.contains("Mind that."))
    let script = try #require(bench.scratch.text("agent/skills/made/scripts/made.py"))
    #expect(script.contains("import os") && script.contains("def read(path):"))
    let path = "\(bench.scratch.path)/agent/skills/made/scripts/made.py"
    #expect(FileManager.default.isExecutableFile(atPath: path))
    #expect(bench.scratch.read("agent/joinery.lock") == nil)
    #expect(try await !bench.workbench.plan("agent").hasDifferences)
  }

  @Test func `one edited section is all that is planned and written`() async throws {
    let bench = try await Self.deployed()
    let before = try bench.modified("agent/skills/made/scripts/made.py")
    try bench.write(
      Self.source.replacing("Do this.", with: "Do that, twice."), to: "guide/SKILL.md")
    try await bench.ingest()
    let reports = try await bench.workbench.recompose([])
    #expect(reports.flatMap(\.files).filter(\.isChanged).map(\.path) == ["skills/made/SKILL.md"])
    #expect(try await bench.commit() != nil)

    let plan = try await bench.workbench.plan("agent")
    #expect(plan.files.map(\.path) == ["skills/made/SKILL.md"])
    #expect(plan.files.map(\.action) == ["update"] && plan.unchanged == 1)
    let changes = plan.files.flatMap(\.sections)
    #expect(changes.map(\.title) == ["Steps"] && changes.map(\.change) == [.edited])
    #expect(changes.map(\.growth) == [7])

    _ = try await bench.workbench.deploy("agent")
    #expect(bench.scratch.text("agent/skills/made/SKILL.md")?.contains("Do that, twice.") == true)
    #expect(try bench.modified("agent/skills/made/scripts/made.py") == before)
    #expect(try await !bench.workbench.plan("agent").hasDifferences)
  }

  @Test func `two files that never were one are shown side by side`() async throws {
    let bench = try await Self.composed()
    try bench.scratch.write(
      "---\nname: made\n---\n\n# Mine\n\nWords.\n", to: "agent/skills/made/SKILL.md")
    #expect(try await bench.workbench.deploy().kept.map(\.path) == ["skills/made/SKILL.md"])
    let conflict = try #require(try await bench.workbench.conflicts(in: nil).first)
    let text = String(decoding: conflict.text.bytes, as: UTF8.self)
    #expect(text.split(separator: "\n").filter { $0 == "name: made" }.count == 1)
    #expect(text.contains("<<<<<<< target agent\n") && text.contains("\n>>>>>>> workspace\n"))
    #expect(text.contains("\nWords.\n") && text.contains("\nDo this.\n"))
    #expect(!text.contains("|||||||"))
  }

  @Test func `an edit in the target is a conflict, and the target keeps it`() async throws {
    let bench = try await Self.deployed()
    let edited = "edited by hand\n"
    try bench.scratch.write(edited, to: "agent/skills/made/SKILL.md")
    #expect(try await bench.workbench.plan("agent").files.map(\.action) == ["edited"])
    try bench.write(Self.source.replacing("Do", with: "Try"), to: "guide/SKILL.md")
    try await bench.ingest()
    _ = try await bench.workbench.recompose([])
    _ = try await bench.commit()
    #expect(try await bench.workbench.plan("agent").files.map(\.action) == ["conflict"])
    let report = try await bench.workbench.deploy("agent")
    #expect(report.kept.map(\.path) == ["skills/made/SKILL.md"])
    #expect(bench.scratch.text("agent/skills/made/SKILL.md") == edited)
  }

  @Test func `what a target had before stays, and what is the same is adopted`() async throws {
    let bench = try await Self.composed()
    let script = try #require(bench.scratch.read("home/workspace/skills/made/scripts/made.py"))
    try bench.scratch.write(script, to: "agent/skills/made/scripts/made.py")
    chmod("\(bench.scratch.path)/agent/skills/made/scripts/made.py", 0o755)
    try bench.scratch.write("theirs\n", to: "agent/skills/made/SKILL.md")
    try bench.scratch.write("theirs\n", to: "agent/skills/own/SKILL.md")
    let report = try await bench.workbench.deploy("agent")
    #expect(Set(report.plan.files.map(\.action)) == ["adopt", "conflict"])
    #expect(bench.scratch.text("agent/skills/made/SKILL.md") == "theirs\n")
    #expect(bench.scratch.text("agent/skills/own/SKILL.md") == "theirs\n")
  }

  @Test func `what is removed from the workspace goes from the target`() async throws {
    let bench = try await Self.deployed()
    try bench.scratch.write("theirs\n", to: "agent/skills/made/notes.md")
    try FileManager.default.removeItem(atPath: "\(bench.scratch.path)/home/workspace/skills/made")
    _ = try await bench.commit()
    let report = try await bench.workbench.deploy("agent")
    #expect(report.plan.files.map(\.action) == ["remove", "remove"])
    #expect(bench.scratch.read("agent/skills/made/SKILL.md") == nil)
    #expect(bench.scratch.text("agent/skills/made/notes.md") == "theirs\n")
  }

  @Test func `an edited file of the workspace is not overwritten`() async throws {
    let bench = try await Self.composed()
    let path = "home/workspace/skills/made/SKILL.md"
    let mine = (bench.scratch.text(path) ?? "") + "\nmine\n"
    try bench.scratch.write(mine, to: path)
    let report = try #require(try await bench.workbench.recompose(["made"]).first)
    #expect(report.isWritten && report.files.map(\.outcome) == ["kept", "unchanged"])
    #expect(bench.scratch.text(path) == mine)
    #expect(try await bench.workbench.recompose(["made"], isForced: true).first?.isWritten == true)
    #expect(bench.scratch.text("home/workspace/skills/made/SKILL.md")?.contains("Steps") == true)
  }

  @Test func `composing again with nothing changed writes nothing`() async throws {
    let bench = try await Self.composed()
    let before = try bench.workspaceFiles()
    let reports = try await bench.workbench.recompose([])
    #expect(reports.count == 1 && reports.flatMap(\.files).allSatisfy { !$0.isChanged })
    #expect(try bench.workspaceFiles() == before)
    #expect(try await bench.commit() == nil)
    let dry = try await bench.workbench.compose(
      ComposeRequest(
        name: "other", sections: ["guide/SKILL.md#notes"], settings: [("description", "D.")],
        isDryRun: true))
    #expect(!dry.isWritten && dry.files.allSatisfy(\.isChanged))
    #expect(try bench.workspaceFiles() == before)
  }

  @Test func `a pinned section stays as it was`() async throws {
    let bench = try await Self.composed()
    _ = try await bench.workbench.compose(
      ComposeRequest(
        name: "pinned", sections: ["guide/SKILL.md#steps"], settings: [("description", "D.")],
        isPinned: true))
    try bench.write(Self.source.replacing("Do", with: "Try"), to: "guide/SKILL.md")
    try await bench.ingest()
    let reports = try await bench.workbench.recompose([])
    let changed = reports.filter { $0.files.contains(where: \.isChanged) }.map(\.name)
    #expect(changed == ["made"])
  }

  @Test func `what breaks a rule is said, and not written`() async throws {
    let bench = try await Self.composed()
    let long = String(repeating: "long ", count: 300)
    let report = try await bench.workbench.compose(
      ComposeRequest(
        name: "bad", sections: ["other.md#checks"], settings: [("description", long)]))
    #expect(!report.isWritten && report.findings.contains { $0.severity == "error" })
    #expect(bench.scratch.read("home/workspace/skills/bad/SKILL.md") == nil)
    #expect(bench.scratch.read("home/workspace/recipes/bad.yaml") == nil)
    for address in ["other.md#nothing", "nowhere.md#checks"] {
      await #expect(throws: AddressFailure.self) {
        try await bench.workbench.compose(ComposeRequest(name: "bad", sections: [address]))
      }
    }
  }

  @Test func `a component goes to the workspace and comes back`() async throws {
    let bench = try await Self.composed()
    let out = try await bench.workbench.checkout(CheckoutRequest(["guide"]))
    #expect(out.written == ["skills/guide/SKILL.md"])
    #expect(bench.scratch.text("home/workspace/skills/guide/SKILL.md") == Self.source)
    let again = try await bench.workbench.checkout(CheckoutRequest(["guide"]))
    #expect(again.same == ["skills/guide/SKILL.md"])
    _ = try await bench.workbench.checkin()
    let address = "workspace/skills/guide/SKILL.md#steps"
    let id = try bench.workbench.show(address).section?.id

    try bench.scratch.write("mine\n" + Self.source, to: "home/workspace/skills/guide/SKILL.md")
    await #expect(throws: CheckoutFailure.self) {
      try await bench.workbench.checkout(CheckoutRequest(["files/guide"]))
    }
    let report = try await bench.workbench.checkin()
    #expect(report.files.map(\.path) == ["skills/guide/SKILL.md"])
    #expect(try bench.workbench.show(address).section?.id == id)
    let status = try await bench.workbench.status()
    #expect(status.workspace.map(\.path) == ["joinery.lock", "skills/guide/SKILL.md"])
  }
}

extension Bench {
  fileprivate func commit() async throws -> CommitView? {
    try await workbench.commit(message: nil, author: "A <a@example.com>")
  }

  fileprivate func modified(_ file: String) throws -> Date? {
    try FileManager.default.attributesOfItem(atPath: "\(scratch.path)/\(file)")[.modificationDate]
      as? Date
  }

  /// When the files of the workspace were last written, by path.
  fileprivate func workspaceFiles() throws -> [String: Date?] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: workbench.home.workspace)
      .filter { !$0.hasPrefix(".git") }
    let dates = try paths.map { ($0, try modified("home/workspace/\($0)")) }
    return Dictionary(uniqueKeysWithValues: dates)
  }
}
