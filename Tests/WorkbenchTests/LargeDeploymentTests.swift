import Examples
import Foundation
import Testing
import Workbench

/// A section of many, edited.
@Suite struct LargeDeploymentTests {
  /// 400 skills of three or four files each, with 13 or 15 sections.
  private static func bench() throws -> Bench {
    let bench = try Bench()
    for number in 0..<400 {
      let skill = "home/workspace/skills/skill\(number)"
      let head = "---\nname: skill\(number)\ndescription: Use it for \(number).\n---\n"
      let parts = (0..<7).map { "## Part \($0)\n\nWords of part \($0) in \(number).\n\n" }
      try bench.scratch.write(head + parts.joined(), to: "\(skill)/SKILL.md")
      let notes = (0..<3).map { "## Note \($0)\n\nNoted in \(number).\n\n" }
      try bench.scratch.write(notes.joined(), to: "\(skill)/references/notes.md")
      try bench.scratch.write(
        "def first():\n    return \(number)\n\n\ndef second():\n    return 2\n",
        to: "\(skill)/scripts/run.py")
      guard number.isMultiple(of: 2) else { continue }
      try bench.scratch.write("# More\n\n## Of \(number)\n", to: "\(skill)/references/more.md")
    }
    return bench
  }

  /// Which file each path is, when it was last written and changed.
  private static func looks(_ bench: Bench) throws -> [String: String] {
    let lines = try bench.scratch.run(
      "find", "agent", "-type", "f", "-printf", "%P\t%i %T@ %C@\n"
    ).split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
    return Dictionary(uniqueKeysWithValues: lines.map { ($0[0], $0[1]) })
  }

  @Test func `one of 5,000 sections in 400 components writes one file`() async throws {
    let bench = try Self.bench()
    _ = try await bench.workbench.addTarget("agent", path: "\(bench.scratch.path)/agent")
    _ = try await bench.workbench.commit(message: "all", author: "A <a@example.com>")
    let folder = "\(bench.scratch.path)/home/workspace"
    let sections = try await bench.workbench.ingest([folder]).sections.added
    #expect(sections >= 5000)
    #expect(try await bench.workbench.deploy().plan.files.count == 1400)
    let before = try Self.looks(bench)
    #expect(before.count == 1400)

    let file = "skills/skill123/SKILL.md"
    let text = try #require(bench.scratch.text("agent/\(file)"))
    let edited = text.replacing("Words of part 4 in", with: "Other words in")
    try bench.scratch.write(edited, to: "home/workspace/\(file)")
    _ = try await bench.workbench.commit(message: "one", author: "A <a@example.com>")
    let plan = try await bench.workbench.plan()
    #expect(plan.files.map(\.path) == [file] && plan.unchanged == 1399)
    #expect(plan.files.flatMap(\.sections).map(\.title) == ["Part 4"])
    #expect(try await bench.workbench.deploy().failure == nil)

    #expect(bench.scratch.text("agent/\(file)") == edited)
    let after = try Self.looks(bench)
    #expect(after.filter { $0.value != before[$0.key] }.map(\.key) == [file])
    #expect(Set(after.keys) == Set(before.keys))
    #expect(try await !bench.workbench.plan().hasDifferences)
  }
}
