import Git
import Testing
import Workspace

/// Every combination of what is wanted, what is there and what was deployed.
struct PlannerTests {
  static let a = version("a")
  static let b = version("b")
  static let c = version("c")
  static let runnable = FileVersion(id: a.id, isExecutable: true)

  private static func version(_ digit: Character) -> FileVersion {
    FileVersion(id: ObjectID(hex: String(repeating: digit, count: 40))!)
  }

  struct Row: CustomStringConvertible, Sendable {
    let description: String
    let wanted: FileVersion?
    let found: Found
    let base: FileVersion?
    let action: Step.Action

    init(
      _ description: String, _ wanted: FileVersion?, _ found: Found, _ base: FileVersion?,
      _ action: Step.Action
    ) {
      self.description = description
      (self.wanted, self.found, self.base, self.action) = (wanted, found, base, action)
    }
  }

  static let table = [
    Row("wanted, and nothing there", a, .nothing, nil, .create),
    Row("wanted, deployed, and gone", a, .nothing, a, .create),
    Row("there already, not ours", a, .file(a), nil, .adopt),
    Row("there already, another version deployed", a, .file(a), b, .adopt),
    Row("as deployed", a, .file(a), a, .keep),
    Row("changed in the workspace only", a, .file(b), b, .update),
    Row("changed in the target only", a, .file(b), a, .edited),
    Row("changed on both sides", a, .file(b), c, .conflict),
    Row("another file, not ours", a, .file(b), nil, .conflict),
    Row("a link in the way", a, .blocked("a link"), a, .conflict),
    Row("a link in the way, not ours", a, .blocked("a link"), nil, .conflict),
    Row("only the mode is to change", runnable, .file(a), a, .update),
    Row("the mode was changed in the target", a, .file(runnable), a, .update),
    Row("there already with another mode, not ours", runnable, .file(a), nil, .update),
    Row("no longer wanted", nil, .file(a), a, .remove),
    Row("no longer wanted, mode changed", nil, .file(runnable), a, .remove),
    Row("no longer wanted, edited", nil, .file(b), a, .orphan),
    Row("no longer wanted, a link now", nil, .blocked("a link"), a, .orphan),
    Row("no longer wanted, and gone", nil, .nothing, a, .forget),
  ]

  @Test(arguments: table)
  func `a file is dealt with by its three states`(row: Row) throws {
    let path = try RelativePath("skills/a/notes.md")
    let steps = Planner.steps(
      wanted: row.wanted.map { [path: $0] } ?? [:], found: [path: row.found],
      ledger: row.base.map { [path: $0] } ?? [:])
    #expect(steps.map(\.action) == [row.action])
    #expect(steps.first?.conflict == nil || row.action == .conflict)
  }

  @Test func `supporting files come before entries, removals last and in reverse`() throws {
    func paths(_ texts: [String]) throws -> [RelativePath: FileVersion] {
      Dictionary(uniqueKeysWithValues: try texts.map { (try RelativePath($0), Self.a) })
    }
    let wanted = try paths(["s/SKILL.md", "s/z.md", "s/scripts/x.py", "b.md"])
    let old = try paths(["o/SKILL.md", "o/a.md", "o/z.md"])
    let steps = Planner.steps(
      wanted: wanted, found: old.mapValues(Found.file), ledger: old)
    #expect(
      steps.map(\.path.text) == [
        "b.md", "s/scripts/x.py", "s/z.md", "s/SKILL.md", "o/SKILL.md", "o/z.md", "o/a.md",
      ])
  }
}
