import Examples
import Foundation
import Git
import Sections
import Testing
import Workspace

/// A workspace with a skill in it, a target, and a journal, in one folder.
struct Site {
  let scratch: Scratch
  let target: Target
  let author = Signature(name: "Ada", email: "ada@example.com", time: 1_700_000_000)

  init() throws {
    scratch = try Scratch()
    target = try Target(name: "claude", root: scratch.path + "/target")
    for (file, text) in Site.first { try scratch.write(text, to: "workspace/" + file) }
    try scratch.run("chmod", "+x", "workspace/skills/pdf/scripts/fill.py")
  }

  static let first = [
    "skills/pdf/SKILL.md": "# PDF\n", "skills/pdf/scripts/fill.py": "print()\n",
    "skills/pdf/references/forms.md": "forms\n", "commands/hi.md": "hi\n",
  ]

  func workspace(hazard: Hazard = .none) throws -> Workspace {
    try Workspace(root: scratch.path + "/workspace", hazard: hazard)
  }

  func journal(hazard: Hazard = .none) -> Journal {
    Journal(scratch.path + "/journal", hazard: hazard)
  }

  /// Commits what is in the workspace, and deploys it.
  @discardableResult
  func deploy(hazard: Hazard = .none) async throws -> Receipt {
    let workspace = try workspace(hazard: hazard)
    _ = try await self.workspace().commit(message: "change", author: author)
    if let earlier = try await workspace.recover(journal: journal(hazard: hazard)) {
      try await workspace.end(earlier, journal: journal(hazard: hazard))
    }
    let plan = try await plan(workspace)
    return try await workspace.apply(plan, journal: journal(hazard: hazard))
  }

  func plan(_ workspace: Workspace, anew: Bool = false) async throws -> Plan {
    try await workspace.plan(workspace.committed(), for: target, anew: anew)
  }

  /// The target's files with their text.
  func deployed() throws -> [String: String] {
    try files("target")
  }

  func files(_ folder: String) throws -> [String: String] {
    guard Folder.exists("\(scratch.path)/\(folder)") else { return [:] }
    let listing = try Folder("\(scratch.path)/\(folder)").list()
    return try Dictionary(
      uniqueKeysWithValues: listing.files.keys.map { path in
        (path.text, try #require(scratch.text("\(folder)/\(path)")))
      })
  }

  func git(_ arguments: String...) throws -> String {
    try scratch.run("git", ["-C", scratch.path + "/workspace"] + arguments)
  }

  /// That the ledger is sound, and the files it names are there as it says.
  func checkLedger() async throws {
    let workspace = try workspace()
    let root = try Folder(target.root)
    for (path, version) in try await workspace.ledger(of: target) {
      let content = try #require(try root.read(path))
      #expect(try FileVersion(of: content) == version)
    }
    _ = try git("fsck", "--strict")
  }
}

struct DeploymentTests {
  let site: Site
  init() throws { site = try Site() }

  @Test func `what was committed is in the target, and a second deployment does nothing`()
    async throws
  {
    let receipt = try await site.deploy()
    #expect(receipt.entries.allSatisfy { $0.action == .create && $0.skipped == nil })
    #expect(receipt.entries.last?.path.text == "skills/pdf/SKILL.md")
    #expect(try site.deployed() == Site.first)
    #expect(
      try site.scratch.run("stat", "-c", "%a", "target/skills/pdf/scripts/fill.py") == "755\n")
    let workspace = try site.workspace()
    let plan = try await site.plan(workspace)
    #expect(plan.isEmpty && plan.bytes == 0)
    #expect(plan.steps.count == 4)
    let again = try await site.deploy()
    #expect(again.base == receipt.base)
    #expect(try await workspace.deployments(to: site.target).count == 1)
    #expect(
      try site.git("ls-tree", "-r", "--name-only", "refs/joinery/targets/claude")
        == Site.first.keys.sorted().joined(separator: "\n") + "\n")
    let operation = try #require(try site.journal().operations().first)
    #expect(operation.command == "deploy" && operation.files.count == 4)
    #expect(operation.references.map(\.after) == [receipt.base])
    try await site.checkLedger()
  }

  @Test func `a change writes one file, a removal removes one, and the rest is not touched`()
    async throws
  {
    try await site.deploy()
    try site.scratch.write("theirs", to: "target/skills/pdf/theirs.txt")
    let before = try site.scratch.run("stat", "-c", "%i %Y", "target/commands/hi.md")
    try site.scratch.write("# PDF 2\n", to: "workspace/skills/pdf/SKILL.md")
    try site.scratch.run("rm", "-r", "workspace/skills/pdf/references")
    let receipt = try await site.deploy()
    #expect(
      receipt.entries.map { "\($0.action) \($0.path)" } == [
        "update skills/pdf/SKILL.md", "remove skills/pdf/references/forms.md",
      ])
    #expect(
      try site.deployed() == [
        "skills/pdf/SKILL.md": "# PDF 2\n", "skills/pdf/scripts/fill.py": "print()\n",
        "commands/hi.md": "hi\n", "skills/pdf/theirs.txt": "theirs",
      ])
    #expect(!Folder.exists(site.target.root + "/skills/pdf/references"))
    #expect(try site.scratch.run("stat", "-c", "%i %Y", "target/commands/hi.md") == before)
    try await site.checkLedger()
  }

  @Test func `an edit in the target survives, whatever the workspace does`() async throws {
    try await site.deploy()
    try site.scratch.write("my edit", to: "target/commands/hi.md")
    #expect(try await site.deploy().entries.isEmpty)
    try site.scratch.write("hello\n", to: "workspace/commands/hi.md")
    let plan = try await {
      _ = try await site.workspace().commit(message: "x", author: site.author)
      return try await site.plan(site.workspace())
    }()
    let conflict = try #require(plan.conflicts.first)
    #expect(plan.conflicts.count == 1 && plan.isEmpty)
    let workspace = try site.workspace()
    #expect(try await workspace.blob(#require(conflict.base?.id)) == Array("hi\n".utf8))
    #expect(try await workspace.blob(#require(conflict.wanted?.id)) == Array("hello\n".utf8))
    let receipt = try await site.deploy()
    #expect(receipt.skipped.map(\.path.text) == ["commands/hi.md"])
    #expect(site.scratch.text("target/commands/hi.md") == "my edit")
    try site.scratch.run("rm", "workspace/commands/hi.md")
    #expect(try await site.deploy().skipped.map(\.action) == [.orphan])
    #expect(site.scratch.text("target/commands/hi.md") == "my edit")
  }

  @Test func `identical files are adopted, different ones are not touched`() async throws {
    try site.scratch.write("hi\n", to: "target/commands/hi.md")
    try site.scratch.write("other", to: "target/skills/pdf/SKILL.md")
    let receipt = try await site.deploy()
    let actions = Dictionary(
      uniqueKeysWithValues: receipt.entries.map { ($0.path.text, $0.action) })
    #expect(actions["commands/hi.md"] == .adopt)
    #expect(actions["skills/pdf/SKILL.md"] == .conflict)
    #expect(site.scratch.text("target/skills/pdf/SKILL.md") == "other")
    let ledger = try await site.workspace().ledger(of: site.target).keys.map(\.text).sorted()
    #expect(
      ledger == ["commands/hi.md", "skills/pdf/references/forms.md", "skills/pdf/scripts/fill.py"])
  }

  @Test func `a link in the target is not followed`() async throws {
    let outside = try Scratch()
    try outside.write("theirs", to: "SKILL.md")
    try site.scratch.run("mkdir", "-p", "target/skills")
    try site.scratch.run("ln", "-s", outside.path, "target/skills/pdf")
    let receipt = try await site.deploy()
    #expect(receipt.skipped.count == 3)
    #expect(receipt.skipped.allSatisfy { $0.skipped?.contains("symbolic link") == true })
    #expect(try outside.run("ls") == "SKILL.md\n")
    #expect(outside.text("SKILL.md") == "theirs")
  }

  @Test func `a plan is refused when anything it was made from has changed`() async throws {
    _ = try await site.workspace().commit(message: "one", author: site.author)
    let workspace = try site.workspace()
    let plan = try await site.plan(workspace)
    try site.scratch.write("suddenly", to: "target/commands/hi.md")
    await #expect(throws: DeploymentFailure.outdated(["commands/hi.md"])) {
      try await workspace.apply(plan, journal: site.journal())
    }
    #expect(try site.deployed() == ["commands/hi.md": "suddenly"])
    try site.scratch.run("rm", "-r", "target")
    try await site.deploy()
    await #expect(throws: DeploymentFailure.outdated([])) {
      try await workspace.apply(plan, journal: site.journal())
    }
  }

  @Test func `a plan survives being written down, and an altered one is refused`() async throws {
    _ = try await site.workspace().commit(message: "one", author: site.author)
    let workspace = try site.workspace()
    let plan = try await site.plan(workspace)
    let json = try JSONEncoder().encode(plan)
    #expect(try JSONDecoder().decode(Plan.self, from: json) == plan)
    let text = String(decoding: json, as: UTF8.self)
    let altered = text.replacing("hi.md", with: "ho.md")
    let other = try JSONDecoder().decode(Plan.self, from: Data(altered.utf8))
    await #expect(throws: DeploymentFailure.altered) {
      try await workspace.apply(other, journal: site.journal())
    }
    let escaping = text.replacing("commands", with: "..")
    #expect(throws: PathFailure.self) {
      try JSONDecoder().decode(Plan.self, from: Data(escaping.utf8))
    }
  }

  @Test func `a target that is gone or was emptied stops everything`() async throws {
    try await site.deploy()
    try site.scratch.run("mv", "target", "elsewhere")
    let root = site.target.root
    await #expect(throws: DeploymentFailure.vanished(name: "claude", root: root)) {
      try await site.deploy()
    }
    try site.scratch.run("mkdir", "target")
    await #expect(throws: DeploymentFailure.emptied(name: "claude", root: root, files: 4)) {
      try await site.deploy()
    }
    let workspace = try site.workspace()
    let plan = try await site.plan(workspace, anew: true)
    _ = try await workspace.apply(plan, journal: site.journal())
    #expect(try site.deployed() == Site.first)
  }
}
