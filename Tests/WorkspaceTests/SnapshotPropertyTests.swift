import Examples
import Git
import Testing
import Workspace

/// Random histories, told with what is remembered and without, and by git.
struct SnapshotPropertyTests {
  let site: Site
  init() throws { site = try Site() }

  private static let files = [
    "a.md", "skills/a/SKILL.md", "skills/a/scripts/run.py", "skills/b/SKILL.md", "notes/x.log",
    "notes/deep/y.log", "notes/z",
  ]

  /// Something that a user does. Every text has a length of its own: a clock that says that all
  /// files are old would otherwise hide an edit of the same size in the same moment.
  private func happen(_ number: Int, in folder: String, _ dice: inout Examples.Dice) throws {
    let file = Self.files.randomElement(using: &dice) ?? "a.md"
    let path = "\(folder)/\(file)"
    switch Int.random(in: 0..<9, using: &dice) {
    case 0...2: try site.scratch.write(String(repeating: "x", count: number + 9), to: path)
    case 3: try site.scratch.run("rm", "-rf", path)
    case 4: try site.scratch.run("sh", "-c", "[ ! -f \(path) ] || chmod u-x \(path)")
    case 5: try site.scratch.run("sh", "-c", "[ ! -f \(path) ] || chmod +x \(path)")
    case 6: try site.scratch.run("sh", "-c", "touch \(path) || true")
    case 7: try site.scratch.run("sh", "-c", "mv \(folder)/skills/a \(folder)/skills/b || true")
    default:
      let rule = ["*.log", "deep/", "/notes/", "# none"].randomElement(using: &dice) ?? ""
      try site.scratch.write(
        rule + String(repeating: "\n", count: number), to: "workspace/.gitignore")
    }
  }

  private func workspace() throws -> Workspace {
    try Workspace(root: site.scratch.path + "/workspace", now: { 7_258_118_400_000_000_000 })
  }

  /// What `body` says when nothing is remembered.
  private func forgetful<Value>(_ body: () async throws -> Value) async throws -> Value {
    let folder = "workspace/.git/joinery"
    try site.scratch.run("sh", "-c", "[ ! -e \(folder) ] || mv \(folder) kept")
    let value = try await body()
    try site.scratch.run("sh", "-c", "rm -rf \(folder); [ ! -e kept ] || mv kept \(folder)")
    return value
  }

  private func gitStatus() throws -> Set<String> {
    let words = [" M": "edited", " D": "removed", "??": "added"]
    let lines = try site.git("status", "--porcelain", "-uall").split(separator: "\n")
    return Set(lines.map { "\(words[String($0.prefix(2))] ?? "?") \($0.dropFirst(3))" })
  }

  @Test(arguments: 1...4)
  func `status is what it is without, and what git says`(seed: UInt64) async throws {
    var dice = Examples.Dice(seed: seed)
    let workspace = try workspace()
    for number in 0..<40 {
      try happen(number, in: "workspace", &dice)
      if number % 5 == 4 {
        _ = try await workspace.commit(message: "\(number)", author: site.author)
      } else if number % 17 == 16 {
        _ = try site.git("commit", "-qam", "theirs", "--allow-empty")
      }
      let states = try await workspace.status()
      #expect(try await forgetful { try await self.workspace().status() } == states)
      let drifted = states.filter { $0.drift != .clean }.map { "\($0.drift.rawValue) \($0.path)" }
      #expect(try Set(drifted) == gitStatus(), "after \(number)")
    }
  }

  @Test(arguments: 1...3)
  func `a plan is what it is without`(seed: UInt64) async throws {
    var dice = Examples.Dice(seed: seed)
    try await site.deploy()
    let workspace = try workspace()
    for number in 0..<30 {
      try happen(number, in: Bool.random(using: &dice) ? "workspace" : "target", &dice)
      if number % 3 == 2 {
        _ = try await workspace.commit(message: "\(number)", author: site.author)
      }
      let plan = try await site.plan(workspace)
      let other = try await forgetful { try await site.plan(self.workspace()) }
      #expect(other == plan && other.hash == plan.hash)
      if number % 7 == 6 { _ = try await workspace.apply(plan, journal: site.journal()) }
    }
    _ = try site.git("fsck", "--strict")
  }
}
