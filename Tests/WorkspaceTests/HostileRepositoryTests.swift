import Examples
import Git
import Sections
import Testing
import Workspace

/// A repository that somebody else prepared.
struct HostileRepositoryTests {
  let site: Site
  init() throws { site = try Site() }

  @Test func `nothing that a repository names is executed`() async throws {
    let scratch = site.scratch
    _ = try site.workspace()
    let trap = scratch.path + "/trap"
    try scratch.write("#!/bin/sh\ntouch \(scratch.path)/sprung\nexec cat\n", to: "trap")
    try scratch.run("chmod", "+x", "trap")
    for hook in ["pre-commit", "post-commit", "reference-transaction", "prepare-commit-msg"] {
      try scratch.run("mkdir", "-p", "workspace/.git/hooks")
      try scratch.run("cp", "trap", "workspace/.git/hooks/" + hook)
    }
    for (key, value) in [
      ("core.fsmonitor", trap), ("filter.trap.clean", trap), ("filter.trap.smudge", trap),
      ("filter.trap.process", trap), ("diff.trap.textconv", trap), ("merge.trap.driver", trap),
      ("core.editor", trap), ("gpg.program", trap), ("commit.gpgSign", "true"),
    ] { _ = try site.git("config", key, value) }
    try scratch.write("* filter=trap diff=trap merge=trap\n", to: "workspace/.gitattributes")
    try await site.deploy()
    try scratch.write("edited\r\n", to: "workspace/commands/hi.md")
    try await site.deploy()
    #expect(scratch.read("sprung") == nil)
    #expect(scratch.text("target/commands/hi.md") == "edited\r\n")
    #expect(try await site.workspace().status().allSatisfy { $0.drift == .clean })
  }

  @Test func `entries that lead elsewhere are left where they are`() async throws {
    let scratch = site.scratch
    let workspace = try site.workspace()
    try scratch.run("ln", "-s", "/etc/passwd", "workspace/link")
    _ = try site.git("add", "link")
    _ = try site.git("commit", "-q", "-m", "a link")
    _ = try await workspace.commit(message: "files", author: site.author)
    #expect(try await !workspace.committed().keys.map(\.text).contains("link"))
    #expect(try site.git("ls-tree", "--name-only", "HEAD").contains("link\n"))
    #expect(try site.git("status", "--porcelain") == "")
  }

  @Test func `a bare repository is no workspace`() throws {
    try site.scratch.run("git", "init", "-q", "--bare", "bare")
    #expect(throws: WorkspaceFailure.bare(site.scratch.path + "/bare")) {
      try Workspace(root: site.scratch.path + "/bare")
    }
  }

  @Test func `errors of git have the shape of ours`() throws {
    let failure: (any Explained)? = #expect(throws: GitFailure.self) {
      _ = try Repository(opening: site.scratch.path + "/none")
    }
    #expect(failure?.problem.hasPrefix("cannot open the repository") == true)
  }
}
