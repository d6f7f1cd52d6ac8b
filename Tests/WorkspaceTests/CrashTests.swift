import Examples
import Git
import Synchronization
import Testing
import Workspace

/// A deployment that creates, updates and removes, stopped at every effect it has on the disk.
struct CrashTests {
  /// Counts effects, and makes some fail.
  final class Counter: Sendable {
    private let count = Mutex(0)
    let fails: @Sendable (Int) -> Bool

    init(fails: @escaping @Sendable (Int) -> Bool = { _ in false }) { self.fails = fails }

    var total: Int { count.withLock { $0 } }

    var hazard: Hazard {
      Hazard { [self] _ in
        let number = count.withLock { count in
          count += 1
          return count
        }
        return fails(number) ? 5 : 0
      }
    }
  }

  static let old = Site.first
  static let new = [
    "skills/pdf/SKILL.md": "# PDF 2\n", "skills/pdf/scripts/fill.py": "print(2)\n",
    "agents/new/a.md": "a\n", "commands/hi.md": "hi\n",
  ]

  /// A site where the old files are deployed and the new ones are in the workspace.
  private func site() async throws -> Site {
    let site = try Site()
    try await site.deploy()
    try site.scratch.run("rm", "workspace/skills/pdf/references/forms.md")
    for (file, text) in Self.new { try site.scratch.write(text, to: "workspace/" + file) }
    return site
  }

  private func expectOldOrNew(_ site: Site, _ comment: Comment) throws {
    let found = try site.deployed()
    for path in Set(Self.old.keys).union(Self.new.keys) {
      #expect([Self.old[path], Self.new[path]].contains(found[path]), comment)
    }
    #expect(Set(found.keys).isSubset(of: Set(Self.old.keys).union(Self.new.keys)), comment)
  }

  private func expectComplete(_ site: Site, _ comment: Comment) async throws {
    #expect(try site.deployed() == Self.new, comment)
    for folder in ["target", "journal", "workspace"] {
      #expect(
        try site.scratch.run("find", folder, "-name", "*joinery-*") == "", comment)
    }
    let workspace = try site.workspace()
    #expect(try await site.plan(workspace).isEmpty, comment)
    #expect(try site.journal().unfinished() == nil, comment)
    try await site.checkLedger()
  }

  private func effects() async throws -> Int {
    let counter = Counter()
    try await site().deploy(hazard: counter.hazard)
    return counter.total
  }

  @Test func `a crash at any moment leaves old or new files, and a restart completes`()
    async throws
  {
    let total = try await effects()
    #expect(total > 30)
    for moment in 1...total {
      let site = try await site()
      let counter = Counter { $0 >= moment }
      await #expect(throws: (any Error).self) { try await site.deploy(hazard: counter.hazard) }
      try expectOldOrNew(site, "crash at \(moment) of \(total)")
      try await site.deploy()
      try await expectComplete(site, "crash at \(moment) of \(total)")
    }
  }

  @Test func `any one effect may fail, and the deployment can be repeated`() async throws {
    let total = try await effects()
    for moment in 1...total {
      let site = try await site()
      let counter = Counter { $0 == moment }
      let receipt = try? await site.deploy(hazard: counter.hazard)
      try expectOldOrNew(site, "failure at \(moment) of \(total)")
      let failed = receipt == nil || receipt?.failure != nil
      try await site.deploy()
      try await expectComplete(site, "failure at \(moment) of \(total), told: \(failed)")
    }
  }

  @Test func `an edit made between a crash and the restart is kept`() async throws {
    let total = try await effects()
    for moment in stride(from: 4, through: total, by: 5) {
      let site = try await site()
      let counter = Counter { $0 >= moment }
      _ = try? await site.deploy(hazard: counter.hazard)
      try site.scratch.write("my edit", to: "target/skills/pdf/SKILL.md")
      try await site.deploy()
      #expect(site.scratch.text("target/skills/pdf/SKILL.md") == "my edit")
    }
  }
}
