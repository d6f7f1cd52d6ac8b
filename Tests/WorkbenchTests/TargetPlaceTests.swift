import Examples
import Testing
import Workbench
import Workspace

/// Where a target may be.
struct TargetPlaceTests {
  private let bench: Bench
  init() throws { bench = try Bench() }

  private func add(_ name: String, _ path: String) async throws {
    _ = try await bench.workbench.addTarget(name, path: "\(bench.scratch.path)/\(path)")
  }

  @Test(arguments: [
    "home", "home/", "home/workspace", "home/workspace/skills", "home/.joinery",
    "home/.joinery/journal", "home/templates/skill", "", ".", "files/../home", "link", "link/deep",
    "way/workspace",
  ])
  func `the home's own folders are no place for it`(path: String) async throws {
    try bench.scratch.run("ln", "-s", "home/workspace", "link")
    try bench.scratch.run("ln", "-s", "home", "way")
    let failure = await #expect(throws: DeploymentFailure.self) { try await add("agent", path) }
    #expect(failure?.problem.contains("overlaps with \(bench.workbench.home.path)") == true)
    #expect(try bench.workbench.targets() == [])
  }

  @Test(arguments: ["agent", "agent/", "agent/skills", "agent/skills/deep", "link"])
  func `nor are the folders of another target`(path: String) async throws {
    try await add("agent", "agent")
    try bench.scratch.run("sh", "-c", "mkdir agent && ln -s agent link")
    let failure = await #expect(throws: DeploymentFailure.self) { try await add("other", path) }
    #expect(failure?.problem.contains("the target agent") == true)
    #expect(try bench.workbench.targets().map(\.name) == ["agent"])
  }

  @Test func `nor is what has another target in a folder it writes to`() async throws {
    try await add("inner", "project/skills/x")
    await #expect(throws: DeploymentFailure.self) { try await add("outer", "project") }
    await #expect(throws: DeploymentFailure.self) {
      try await add("within", "project/skills/x/commands")
    }
  }

  @Test func `an agent's folder may be in a project, and the project in a home`() async throws {
    try await add("project", "home/project")
    try await add("agent", "home/project/.claude")
    try await add("beside", "home/project2")
    try await add("agent", "home/project/.claude")
    try await add("dotted", "home/.claude")
    #expect(try bench.workbench.targets().count == 4)
  }

  @Test func `agents may share a project, and not a folder in it`() throws {
    let home = bench.workbench.home
    func target(_ name: String, _ agent: Agent) throws -> Target {
      try Target(name: name, root: home.path, agent: agent, scope: .project)
    }
    let claude = try target("claude", .claude)
    try target("cursor", .cursor).expectApart(from: [home.workspace], [claude])
    #expect(throws: DeploymentFailure.self) {
      try target("again", .claude).expectApart(from: [home.workspace], [claude])
    }
  }
}
