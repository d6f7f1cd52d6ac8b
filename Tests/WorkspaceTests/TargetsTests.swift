import Examples
import Sections
import Testing
import Workspace

struct TargetsTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  @Test func `targets are kept in a file, by name`() throws {
    let folder = try Folder(scratch.path)
    let file = try RelativePath("targets.json")
    #expect(try Targets(in: folder, named: file).all.isEmpty)
    var targets = Targets()
    try targets.add(Target(name: "project", root: "/p/.claude"))
    try targets.add(Target(name: "claude", root: "/home/ada/.claude"))
    try targets.add(Target(name: "claude", root: "/home/ada/.claude"))
    try targets.save(in: folder, named: file)
    #expect(try Targets(in: folder, named: file) == targets)
    #expect(targets.all.map(\.name) == ["claude", "project"])
    #expect(try targets["project"].root == "/p/.claude")
    try targets.remove("project")
    #expect(throws: DeploymentFailure.unknownTarget("project", known: ["claude"])) {
      try targets["project"]
    }
    #expect(throws: DeploymentFailure.targetExists(name: "claude", root: "/home/ada/.claude")) {
      try targets.add(Target(name: "claude", root: "/elsewhere"))
    }
  }

  @Test func `a target keeps its agent, its scope and its sets`() throws {
    let folder = try Folder(scratch.path)
    let file = try RelativePath("targets.json")
    var targets = Targets()
    try targets.add(
      Target(name: "site", root: "/site", agent: .copilot, scope: .project, sets: ["b", "a", "b"]))
    try targets.save(in: folder, named: file)
    #expect(try Targets(in: folder, named: file) == targets)
    #expect(targets.all.map(\.sets) == [["a", "b"]])
    #expect(throws: DeploymentFailure.targetExists(name: "site", root: "/site")) {
      try targets.add(Target(name: "site", root: "/site", agent: .claude, scope: .project))
    }
    try scratch.write(#"[{"name":"old","root":"/old"}]"#, to: "targets.json")
    #expect(try Targets(in: folder, named: file).all == [Target(name: "old", root: "/old")])
  }

  @Test(arguments: ["", "a/b", "..", "a b", "-x", "ä", "x.lock", String(repeating: "x", count: 65)])
  func `a name that git could not keep is refused`(name: String) {
    #expect(throws: DeploymentFailure.badName(name)) { try Target(name: name, root: "/x") }
  }

  @Test(arguments: [
    "", "{", "[{}]", #"[{"name":"../x","root":"/x"}]"#, #"[{"name":"x","root":"y"}]"#,
    #"[{"name":"x","root":"/y"},{"name":"x","root":"/z"}]"#,
  ])
  func `a file that cannot be understood is named`(text: String) throws {
    try scratch.write(text, to: "targets.json")
    let folder = try Folder(scratch.path)
    let failure = #expect(throws: DeploymentFailure.self) {
      _ = try Targets(in: folder, named: RelativePath("targets.json"))
    }
    #expect(failure?.problem.contains("targets.json") == true)
    #expect(failure?.hint != nil)
  }
}
