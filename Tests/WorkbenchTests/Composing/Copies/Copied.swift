import Examples
import Testing
import Workbench

/// A bench with a guide in the library, and a skill of the author's with copies of its sections.
struct Copied {
  let bench: Bench
  /// The author's skill, below the workspace.
  static let path = "skills/mine/SKILL.md"

  static let guide = """
    # Guide

    ## Steps

    First this.

    Then that.

    ### Careful

    Mind the gap.

    ## Limits

    Not that.

    """
  /// The skill: “Steps” a level deeper, “Limits” as it is.
  static let skill = """
    ---
    name: mine
    description: Mine. Use it.
    ---
    # Mine

    Before.

    ## How

    ### Steps

    First this.

    Then that.

    #### Careful

    Mind the gap.

    ## Limits

    Not that.
    """

  init(_ skill: String = Self.skill, _ files: [String: String] = [:]) async throws {
    bench = try Bench()
    try bench.write(Self.guide, to: "guide.md")
    for (path, text) in files { try bench.write(text, to: path) }
    try write(skill)
    try await bench.ingest()
  }

  var workbench: Workbench { bench.workbench }

  /// The text of the author's skill, or of another file of the workspace.
  func text(_ path: String = Self.path) throws -> String {
    try #require(bench.scratch.text("home/workspace/\(path)"))
  }

  func write(_ text: String, to path: String = Self.path) throws {
    try bench.scratch.write(text, to: "home/workspace/\(path)")
  }

  /// Edits the author's skill.
  func edit(_ before: String, _ after: String) throws {
    let text = try text()
    try #require(text.contains(before))
    try write(text.replacing(before, with: after))
  }

  /// Edits the guide, and has it read.
  func source(_ before: String, _ after: String, in path: String = "guide.md") async throws {
    let text = try #require(bench.scratch.text("files/\(path)"))
    try #require(text.contains(before))
    try bench.write(text.replacing(before, with: after), to: path)
    try await bench.ingest()
  }

  @discardableResult
  func attach(_ anchor: String, to address: String? = nil) async throws -> AttachReport {
    let name = "\(Self.path)#\(anchor)"
    guard let address else { return try await workbench.attach(name) }
    return try await workbench.attach(name, to: address)
  }

  /// Brings the skill up to date; what was foreseen is what is done, and doing it again does nothing.
  @discardableResult
  func update(forced: Bool = false) async throws -> ComposeReport {
    let before = try bench.everything()
    let foreseen = try await workbench.recompose([], isDryRun: true, isForced: forced)
    #expect(try bench.everything() == before)
    let reports = try await workbench.recompose([], isForced: forced)
    let files = foreseen.flatMap(\.files).map { file in
      var file = file
      file.outline = nil
      return file
    }
    #expect(files == reports.flatMap(\.files))
    let after = try bench.everything()
    let again = try await workbench.recompose([])
    #expect(again.flatMap(\.files).allSatisfy { !$0.isChanged })
    #expect(try bench.everything() == after)
    return try #require(reports.first { $0.kind == "links" })
  }
}
