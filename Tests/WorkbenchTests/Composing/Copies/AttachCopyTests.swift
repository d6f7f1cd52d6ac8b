import Examples
import Foundation
import Testing
import Workbench

/// A section that somebody copied by hand is linked to the one it was copied from.
@Suite struct AttachCopyTests {
  @Test func `a copy is found by its text, as it is or with other levels`() async throws {
    let copied = try await Copied()
    let before = try copied.bench.everything()
    let steps = try await copied.attach("steps")
    let link = try #require(steps.link)
    #expect(link.address == "files/guide.md#steps" && link.level == 3 && link.isCurrent)
    let text = Array(try copied.text().utf8)
    #expect(String(decoding: text[link.start..<link.end], as: UTF8.self).hasSuffix("Mind the gap."))
    let limits = try await copied.attach("limits")
    #expect(limits.link?.level == nil && limits.link?.address == "files/guide.md#limits")
    #expect(try copied.text() == Copied.skill)
    _ = try await copied.workbench.undo(nil)
    _ = try await copied.workbench.undo(nil)
    #expect(try copied.bench.everything() == before)
  }

  @Test func `a source that is named must have the text`() async throws {
    let copied = try await Copied()
    #expect(try await copied.attach("limits", to: "guide.md#limits").link?.level == nil)
    await #expect(
      throws: LinkFailure.differs(
        "\(Copied.path)#steps", source: "files/guide.md#limits", lines: 10)
    ) { try await copied.attach("steps", to: "guide.md#limits") }
  }

  @Test func `several sources are listed, and of none the nearest by name`() async throws {
    let copied = try await Copied(
      Copied.skill + "\n\n## Stepping\n\nMy own.\n", ["other.md": "# Limits\n\nNot that.\n"])
    await #expect(
      throws: LinkFailure.several(
        "\(Copied.path)#limits", sources: ["files/guide.md#limits", "files/other.md#limits"])
    ) { try await copied.attach("limits") }
    #expect(try await copied.attach("limits", to: "other.md#limits").link?.level == 2)
    let failure = await #expect(throws: LinkFailure.self) { try await copied.attach("stepping") }
    #expect(failure?.hint?.contains("files/guide.md#steps") == true)
  }

  @Test(arguments: [nil, "guide.md#steps"])
  func `a copy of what the source once was is linked, and brought up to date`(
    address: String?
  ) async throws {
    let copied = try await Copied()
    try await copied.source("Mind the gap.", "Mind the wide gap.")
    let link = try await copied.attach("steps", to: address).link
    #expect(link?.isCurrent == false && link?.address == "files/guide.md#steps")
    #expect(try await copied.workbench.stale().map(\.name) == [Copied.path])
    #expect(try await copied.update().files.map(\.outcome) == ["composed"])
    #expect(try copied.text() == Copied.skill.replacing("the gap", with: "the wide gap"))
    #expect(try await copied.workbench.stale().isEmpty)
  }

  @Test func `functions are linked in scripts, and in the text they stand in fenced`() async throws
  {
    let code = "import os\n\n\ndef one():\n    return 1\n\n\ndef two():\n    return 2\n"
    let copied = try await Copied(
      Copied.skill + "\n\n## Code\n\n```python\ndef one():\n    return 1\n```\n", ["code.py": code])
    let script = "skills/mine/go.py"
    try copied.write("def two():\n    return 2\n\n\nprint(two())\n", to: script)
    #expect(try await copied.workbench.attach("\(script)#two").link?.level == nil)
    let blocks = try await copied.workbench.attach(
      "\(Copied.path)#code.code", to: "files/code.py#one")
    #expect(blocks.link?.level != nil)
    try await copied.source("return", "yield", in: "code.py")
    let reports = try await copied.workbench.recompose([])
    #expect(reports.map(\.isWritten) == [true, true])
    #expect(try copied.text(script) == "def two():\n    yield 2\n\n\nprint(two())\n")
    #expect(try copied.text().hasSuffix("```python\ndef one():\n    yield 1\n```\n"))
  }

  @Test func `what is linked, composed or checked out already is refused`() async throws {
    let copied = try await Copied()
    try await copied.attach("steps")
    // Once more is nothing new.
    let before = try copied.bench.everything()
    try await copied.attach("steps")
    #expect(try copied.bench.everything() == before)
    await #expect(
      throws: LinkFailure.linked("\(Copied.path)#steps", to: "files/guide.md#steps")
    ) { try await copied.attach("careful", to: "guide.md#careful") }
    _ = try await copied.workbench.compose(
      ComposeRequest(
        name: "made", sections: ["guide.md#limits"], settings: [("description", "D. Use it.")]))
    await #expect(
      throws: LinkFailure.ofRecipe("skills/made/SKILL.md", recipe: "recipes/made.yaml")
    ) { try await copied.workbench.attach("skills/made/SKILL.md#limits") }
    _ = try await copied.workbench.checkout(CheckoutRequest(["files/guide.md"]))
    let uses = try await copied.workbench.whereUsed("files/guide.md")
    let path = try #require(uses.filter { $0.kind == "checkout" }.first?.path)
    await #expect(throws: LinkFailure.self) {
      try await copied.workbench.attach("\(path)#limits", to: "guide.md#limits")
    }
  }

  @Test func `files are not linked in a circle`() async throws {
    let copied = try await Copied()
    let other = "skills/other/SKILL.md"
    try copied.write(Copied.skill.replacing("mine", with: "other"), to: other)
    _ = try await copied.workbench.checkin()
    _ = try await copied.workbench.attach("\(other)#steps", to: "workspace/\(Copied.path)#steps")
    await #expect(throws: LinkFailure.cycle([Copied.path, other, Copied.path])) {
      try await copied.attach("steps", to: "workspace/\(other)#steps")
    }
    // The copy of a copy is none of the candidates.
    #expect(try await copied.attach("steps").link?.address == "files/guide.md#steps")
  }

  @Test func `a link is cut by its section, its source or its file`() async throws {
    let copied = try await Copied()
    for name in ["\(Copied.path)#careful", "guide.md#steps", Copied.path] {
      try await copied.attach("steps")
      try copied.edit("Then that.", "Then this. ")
      let report = try await copied.workbench.detach(name)
      #expect(report.recipe == nil && report.files == [Copied.path])
      try copied.edit("Then this. ", "Then that.")
      #expect(try await copied.workbench.recompose([]).isEmpty)
    }
    await #expect(throws: AttachFailure.self) {
      try await copied.workbench.detach("\(Copied.path)#steps")
    }
  }
}
