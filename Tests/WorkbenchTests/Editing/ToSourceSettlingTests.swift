import Examples
import Foundation
import Testing
import Workbench

/// What a recipe makes after an edit was given back is noted, and written only where it may be.
@Suite struct ToSourceSettlingTests {
  private static let made = "home/workspace/skills/made/SKILL.md"
  private static let recipe = "recipes/made.yaml"

  /// A bench with a skill whose section brings a script along.
  private func bench() async throws -> Bench {
    let bench = try Bench()
    try bench.write(
      "---\nname: alpha\ndescription: d\n---\n# Alpha\n\n## Usage\n\nRun [it](scripts/one.sh).\n",
      to: "alpha/SKILL.md")
    for name in ["one", "two"] { try bench.write("echo \(name)\n", to: "alpha/scripts/\(name).sh") }
    try await bench.ingest()
    let report = try await bench.workbench.compose(
      ComposeRequest(
        name: "made", sections: ["alpha/SKILL.md#usage"],
        settings: [("description", "Does it. Use when asked to.")]))
    try #require(report.isWritten)
    return bench
  }

  private func edit(_ bench: Bench, _ before: String, _ after: String) throws {
    let text = try #require(bench.scratch.text(Self.made))
    try #require(text.contains(before))
    try bench.scratch.write(text.replacing(before, with: after), to: Self.made)
  }

  private func giveBack(_ bench: Bench) async throws -> ReturnReport {
    let preview = try await bench.workbench.toSource()
    return try await bench.workbench.toSource(agreeing: preview)
  }

  /// What the lock says of a file of the skill.
  private func entry(_ bench: Bench, _ file: String) throws -> [String: Any]? {
    let text = try #require(bench.scratch.read("home/workspace/joinery.lock"))
    let lock = try JSONSerialization.jsonObject(with: Data(text)) as? [String: Any]
    let files = try #require(lock?["files"] as? [String: Any])
    return files["skills/made/\(file)"] as? [String: Any]
  }

  @Test func `a file that an edit brings along is written, and the recipe's`() async throws {
    let bench = try await bench()
    try edit(bench, "it](scripts/one.sh)", "it](scripts/one.sh), [then](scripts/two.sh)")
    #expect(try await giveBack(bench).isWritten)
    #expect(bench.scratch.text("home/workspace/skills/made/scripts/two.sh") == "echo two\n")
    #expect(try entry(bench, "scripts/two.sh")?["recipe"] as? String == Self.recipe)
  }

  @Test(arguments: [false, true])
  func `a file of others in its place stays theirs`(isRecipes: Bool) async throws {
    let bench = try await bench()
    let path = "home/workspace/skills/made/scripts/two.sh"
    if isRecipes {
      try bench.write(
        "---\nname: beta\ndescription: d\n---\n# B\n\n[r](scripts/two.sh)\n", to: "b/SKILL.md")
      try bench.write("echo other\n", to: "b/scripts/two.sh")
      try await bench.ingest()
      // Another recipe for the same folder, whose first file gives way by force.
      let other = try await bench.workbench.compose(
        ComposeRequest(
          name: "other", sections: ["b/SKILL.md#b"],
          settings: [("name", "made"), ("description", "Does it. Use it.")], isForced: true))
      try #require(other.isWritten)
      let back = try #require(try await bench.workbench.recompose(["made"], isForced: true).first)
      try #require(back.isWritten)
    } else {
      try bench.scratch.write("echo other\n", to: path)
    }
    try edit(bench, "it](scripts/one.sh)", "it](scripts/one.sh), [then](scripts/two.sh)")
    let former = try entry(bench, "scripts/two.sh")?["recipe"] as? String
    #expect(former == (isRecipes ? "recipes/other.yaml" : nil))
    #expect(try await giveBack(bench).isWritten)
    #expect(bench.scratch.text(path) == "echo other\n")
    #expect(try entry(bench, "scripts/two.sh")?["recipe"] as? String == former)
    #expect(bench.scratch.text("files/alpha/SKILL.md")?.contains("[then]") == true)
    let again = try #require(try await bench.workbench.recompose(["made"]).first)
    #expect(again.hasConflicts && bench.scratch.text(path) == "echo other\n")
  }

  @Test(arguments: [false, true])
  func `a file that is made no longer stays noted until it is composed again`(
    isEdited: Bool
  ) async throws {
    let bench = try await bench()
    let path = "home/workspace/skills/made/scripts/one.sh"
    try edit(bench, "Run [it](scripts/one.sh).", "Run it yourself.")
    if isEdited { try bench.scratch.write("echo mine\n", to: path) }
    #expect(try await giveBack(bench).returned.map(\.source) == ["files/alpha/SKILL.md"])
    #expect(try entry(bench, "scripts/one.sh")?["recipe"] as? String == Self.recipe)
    #expect(bench.scratch.text(path) == (isEdited ? "echo mine\n" : "echo one\n"))
    let again = try #require(try await bench.workbench.recompose(["made"]).first)
    #expect(again.files.map(\.outcome) == ["unchanged", isEdited ? "left" : "removed"])
    #expect(bench.scratch.text(path) == (isEdited ? "echo mine\n" : nil))
  }

  @Test func `the base of the next merge is kept by git`() async throws {
    let bench = try await bench()
    // One edit goes back, another cannot and stays an edit.
    try edit(bench, "Run ", "Please run ")
    try edit(bench, "# made", "# Mine")
    let report = try await giveBack(bench)
    #expect(report.isWritten)
    let blob = try #require(try entry(bench, "SKILL.md")?["blob"] as? String)
    guard try bench.gitStatus("gc", "--prune=now", "--quiet") == 0 else { return }
    #expect(try bench.gitStatus("cat-file", "-e", blob) == 0)
    try bench.write("echo 1\n", to: "alpha/scripts/one.sh")
    try await bench.ingest()
    let again = try #require(try await bench.workbench.recompose(["made"]).first)
    #expect(again.isWritten && !again.hasConflicts)
    #expect(bench.scratch.text(Self.made)?.contains("# Mine\n\n## Usage\n\nPlease run ") == true)
  }
}
