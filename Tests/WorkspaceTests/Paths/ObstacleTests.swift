import Examples
import Git
import Testing
import Workspace

/// What a target may hold in place of what is wanted there.
struct ObstacleTests {
  let site: Site
  let outside: Scratch
  init() throws {
    site = try Site()
    outside = try Scratch()
    for file in ["hi.md", "pdf/SKILL.md", "SKILL.md"] { try outside.write("theirs", to: file) }
  }

  private static let pdf = [
    "skills/pdf/SKILL.md", "skills/pdf/references/forms.md", "skills/pdf/scripts/fill.py",
  ]

  /// What is made in the target, which files are kept for it, and what is said.
  static let obstacles: [(make: String, kept: [String], reason: String)] = [
    ("mkfifo commands/hi.md", ["commands/hi.md"], "is not a file"),
    ("mkdir commands/hi.md", ["commands/hi.md"], "is not a file"),
    (
      "python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"commands/hi.md\")'",
      ["commands/hi.md"], "is not a file"
    ),
    ("ln -s $OUTSIDE/hi.md commands/hi.md", ["commands/hi.md"], "is a symbolic link"),
    ("ln -s nowhere commands/hi.md", ["commands/hi.md"], "is a symbolic link"),
    ("ln -s hi.md commands/hi.md", ["commands/hi.md"], "is a symbolic link"),
    ("rmdir commands && ln -s $OUTSIDE commands", ["commands/hi.md"], "is a symbolic link"),
    ("rmdir commands && echo > commands", ["commands/hi.md"], "is not a folder"),
    ("rmdir commands && mkfifo commands", ["commands/hi.md"], "is not a folder"),
    ("ln -s $OUTSIDE skills", pdf, "is a symbolic link"),
    ("mkdir skills && ln -s $OUTSIDE/pdf skills/pdf", pdf, "is a symbolic link"),
    ("mkdir skills && ln -s ../../target skills/pdf", pdf, "is a symbolic link"),
  ]

  @Test(arguments: obstacles)
  func `it is kept and told, and the other files are written`(
    make: String, kept: [String], reason: String
  ) async throws {
    let line = make.replacing("$OUTSIDE", with: outside.path)
    try site.scratch.run("sh", "-c", "mkdir -p target/commands && cd target && \(line)")
    let before = try outside.fingerprint()
    let receipt = try await site.deploy()
    #expect(receipt.skipped.map(\.path.text).sorted() == kept)
    #expect(receipt.skipped.allSatisfy { $0.skipped?.contains(reason) == true })
    #expect(receipt.failure == nil)
    #expect(try outside.fingerprint() == before)
    for (file, text) in Site.first where !kept.contains(file) {
      #expect(site.scratch.text("target/\(file)") == text)
    }
    #expect(try await site.deploy().skipped.count == kept.count)
    try await site.checkLedger()
  }

  @Test(arguments: obstacles)
  func `where it takes the place of what was deployed, nothing is written through it`(
    make: String, kept: [String], reason: String
  ) async throws {
    try await site.deploy()
    let line = make.replacing("$OUTSIDE", with: outside.path)
    let clear = kept == Self.pdf ? "rm -r skills" : "rm commands/hi.md"
    try site.scratch.run("sh", "-c", "cd target && \(clear) && \(line)")
    let before = try outside.fingerprint()
    for (file, text) in Site.first { try site.scratch.write(text + "2", to: "workspace/" + file) }
    #expect(try await site.deploy().skipped.map(\.path.text).sorted() == kept)
    try site.scratch.run("rm", "-r", "workspace/skills", "workspace/commands")
    #expect(try await site.deploy().skipped.map(\.path.text).sorted() == kept)
    #expect(try outside.fingerprint() == before)
  }

  @Test func `a device is not written to`() async throws {
    try site.scratch.run("mkdir", "-p", "target/commands")
    do {
      try site.scratch.run("mknod", "target/commands/hi.md", "c", "1", "3")
    } catch {
      return  // Only root makes devices.
    }
    let receipt = try await site.deploy()
    #expect(receipt.skipped.map(\.path.text) == ["commands/hi.md"])
    #expect(try site.scratch.run("stat", "-c", "%F", "target/commands/hi.md").contains("special"))
  }

  @Test(arguments: [
    "rm commands/hi.md && ln -s $OUTSIDE/hi.md commands/hi.md",
    "rm commands/hi.md && mkfifo commands/hi.md",
    "rm -r commands && ln -s $OUTSIDE commands",
  ])
  func `what is swapped between plan and apply is not followed`(swap: String) async throws {
    try await site.deploy()
    try site.scratch.write("hello\n", to: "workspace/commands/hi.md")
    let workspace = try site.workspace()
    _ = try await workspace.commit(message: "hello", author: site.author)
    let plan = try await site.plan(workspace)
    let line = swap.replacing("$OUTSIDE", with: outside.path)
    try site.scratch.run("sh", "-c", "cd target && \(line)")
    let before = try outside.fingerprint()
    await #expect(throws: DeploymentFailure.outdated(["commands/hi.md"])) {
      try await workspace.apply(plan, journal: site.journal())
    }
    #expect(try await site.deploy().skipped.map(\.path.text) == ["commands/hi.md"])
    #expect(try outside.fingerprint() == before)
  }

  /// Every effect of a deployment in turn is the moment at which a folder becomes a link.
  @Test(arguments: [Effect.create, .write, .sync, .rename, .claim, .syncFolder, .remove])
  func `what is swapped while it is applied is not followed`(effect: Effect) async throws {
    try await site.deploy()
    for (file, text) in Site.first { try site.scratch.write(text + "2", to: "workspace/" + file) }
    try site.scratch.run("rm", "workspace/commands/hi.md")
    _ = try await site.workspace().commit(message: "two", author: site.author)
    let before = try outside.fingerprint()
    let swap = Event(effect) { [site, outside] in
      try site.scratch.run("sh", "-c", "mv target/skills aside && mv target/commands aside2")
      for folder in ["skills", "commands"] {
        try site.scratch.run("ln", "-s", outside.path, "target/\(folder)")
      }
      return 0
    }
    let workspace = try site.workspace(hazard: .events([swap]))
    let receipt = try await workspace.apply(
      try await site.plan(workspace), journal: site.journal())
    #expect(try outside.fingerprint() == before)
    #expect(receipt.entries.count == 4)
    #expect(!receipt.skipped.isEmpty)
    #expect(
      receipt.skipped.allSatisfy {
        $0.skipped?.contains("symbolic link") == true || $0.skipped?.contains("changed") == true
      })
  }

  @Test(arguments: [Effect.create, .sync, .claim], [false, true])
  func `an edit while it is applied is kept, and decided by the next plan`(
    effect: Effect, isRemoval: Bool
  ) async throws {
    try await site.deploy()
    for (file, text) in Site.first { try site.scratch.write(text + "2", to: "workspace/" + file) }
    if isRemoval { try site.scratch.run("rm", "workspace/commands/hi.md") }
    _ = try await site.workspace().commit(message: "two", author: site.author)
    let edit = Event(effect) { [site] in
      try site.scratch.write("my edit", to: "target/commands/hi.md")
      return 0
    }
    let workspace = try site.workspace(hazard: .events([edit]))
    let receipt = try await workspace.apply(
      try await site.plan(workspace), journal: site.journal())
    #expect(receipt.skipped.map(\.path.text) == ["commands/hi.md"])
    #expect(site.scratch.text("target/commands/hi.md") == "my edit")
    let next = try await site.plan(workspace).steps.filter { $0.action != .keep }
    #expect(next.map(\.action) == [isRemoval ? .orphan : .conflict])
  }

  @Test func `the way to the target may lead through links: the user named it`() async throws {
    try site.scratch.run("mkdir", "real")
    try site.scratch.run("ln", "-s", "real", "target")
    #expect(try await site.deploy().skipped.isEmpty)
    #expect(site.scratch.text("real/commands/hi.md") == "hi\n")
    #expect(try site.scratch.run("stat", "-c", "%F", "target") == "symbolic link\n")
  }

  @Test func `another name of a deployed file keeps its bytes`() async throws {
    try await site.deploy()
    try site.scratch.run("ln", "target/commands/hi.md", "elsewhere")
    try site.scratch.write("hello\n", to: "workspace/commands/hi.md")
    #expect(try await site.deploy().skipped.isEmpty)
    #expect(site.scratch.text("target/commands/hi.md") == "hello\n")
    #expect(site.scratch.text("elsewhere") == "hi\n")
    try site.scratch.run("ln", "-f", "target/commands/hi.md", "elsewhere")
    try site.scratch.run("rm", "workspace/commands/hi.md")
    #expect(try await site.deploy().skipped.isEmpty)
    #expect(site.scratch.text("elsewhere") == "hello\n")
  }
}
