import Examples
import Foundation
import Testing
import Workbench
import Workspace

/// Commits of single sections: what is named is committed, and the rest stays as it is.
struct PartialCommitTests {
  private static let file = "skills/pdf/SKILL.md"
  private static let text = """
    ---
    name: pdf
    description: Fills forms.
    ---
    # PDF

    Opening.

    ## Quick start

    Do this.

    ### Options

    None.

    ## Limits

    No images.

    """

  /// A bench whose workspace has the skill committed, and then edited in three sections.
  private static func edited() async throws -> Bench {
    let bench = try Bench()
    try bench.put(text, at: file)
    try await bench.commit()
    let now = text.replacing("Do this.", with: "Do that.").replacing("None.", with: "Some.")
      .replacing("## Limits\n\nNo images.\n", with: "## Bounds\n\nNo images.\n\n## New\n\nMore.\n")
    try bench.put(now, at: file)
    return bench
  }

  @Test func `only the named section is committed, and git sees the rest as not staged`()
    async throws
  {
    let bench = try await Self.edited()
    let commit = try #require(try await bench.commit("\(Self.file)#options"))
    #expect(
      commit.message.hasPrefix("Edit Options in skills/pdf\n\n- edited \(Self.file): Options"))
    let committed = try bench.git("show", "HEAD:\(Self.file)")
    #expect(committed == Self.text.replacing("None.", with: "Some."))
    #expect(try bench.git("status", "--porcelain") == " M \(Self.file)\n")
    #expect(try bench.git("diff", "--cached") == "")
    #expect(bench.onDisk(Self.file)?.contains("Do that.") == true)
    let status = try await bench.workbench.status()
    #expect(status.workspace.map(\.uncommitted) == ["edited"])
    _ = try bench.git("fsck", "--strict")
  }

  @Test func `section by section, everything gets committed`() async throws {
    let bench = try await Self.edited()
    let before = try #require(bench.onDisk(Self.file))
    for section in ["quick-start", "new", "options", "limits"] {
      let shown = try await bench.workbench.diff(["pdf/SKILL.md#\(section)"])
      // A section brings along what is inside it, so nothing may be left of those.
      guard !shown.files.isEmpty else {
        #expect(section == "options")
        #expect(try await bench.commit("pdf/SKILL.md#\(section)") == nil)
        continue
      }
      try bench.scratch.write(shown.patch, to: "patch")
      _ = try bench.git("stash", "-q")
      _ = try bench.git("apply", "\(bench.scratch.path)/patch")
      let expected = bench.onDisk(Self.file)
      _ = try bench.git("checkout", "-q", "--", ".")
      _ = try bench.git("stash", "pop", "-q")
      let commit = try await bench.commit("pdf/SKILL.md#\(section)")
      #expect(commit != nil, "\(section)")
      #expect(try bench.git("show", "HEAD:\(Self.file)") == expected, "\(section)")
    }
    #expect(bench.onDisk(Self.file) == before)
    #expect(try bench.git("status", "--porcelain") == "")
    #expect(try await bench.commit() == nil)
  }

  @Test func `files and sections can be named together`() async throws {
    let bench = try await Self.edited()
    try bench.put("# Other\n", at: "skills/other/SKILL.md")
    try bench.put("# Third\n", at: "skills/third/SKILL.md")
    _ = try await bench.commit("\(Self.file)#options", "skills/other")
    #expect(
      try bench.git("show", "--format=", "--name-only", "HEAD")
        == "skills/other/SKILL.md\n\(Self.file)\n")
    #expect(
      try bench.git("status", "--porcelain", "-uall")
        == " M \(Self.file)\n?? skills/third/SKILL.md\n")
  }

  @Test func `a name that is no section, or two things at once, is refused`() async throws {
    let bench = try await Self.edited()
    await #expect(throws: NameFailure.noSection("none", path: Self.file)) {
      try await bench.commit("\(Self.file)#none")
    }
    await #expect(throws: NameFailure.unknown("nothing")) { try await bench.commit("nothing") }
    try bench.put("x", at: "\(Self.file)#options")
    await #expect(throws: NameFailure.fileAndSection("\(Self.file)#options")) {
      try await bench.commit("\(Self.file)#options")
    }
    try bench.put("# A\n", at: "commands/pdf/SKILL.md")
    await #expect(throws: NameFailure.self) { try await bench.commit("pdf/SKILL.md") }
    #expect(try bench.git("rev-list", "--count", "HEAD") == "1\n")
  }

  @Test func `what the user staged elsewhere stays staged`() async throws {
    let bench = try await Self.edited()
    try bench.put("mine", at: "skills/pdf/mine.txt")
    _ = try bench.git("add", "skills/pdf/mine.txt")
    _ = try await bench.commit("\(Self.file)#options")
    #expect(
      try bench.git("status", "--porcelain") == " M \(Self.file)\nA  skills/pdf/mine.txt\n")
  }

  @Test func `a summary says what happened, and its first line is short`() async throws {
    let bench = try await Self.edited()
    let commit = try #require(try await bench.commit())
    #expect(
      commit.message == """
        Edit Quick start and Options, rename Bounds, add New in skills/pdf

        - edited \(Self.file): Quick start (edited), Options (edited), Bounds (renamed), New (added)

        """)
    for number in 0..<60 { try bench.put("# A\n", at: "skills/\(number)-a-name-of-length/S.md") }
    let many = try #require(try await bench.commit())
    let subject = many.message.prefix { $0 != "\n" }
    #expect(subject.count <= 72 && subject.hasPrefix("Add skills/") && subject.contains("more"))
    try bench.scratch.run("chmod", "+x", "home/workspace/\(Self.file)")
    let mode = try #require(try await bench.commit())
    #expect(mode.message.contains("- edited \(Self.file): can be run now"))
  }
}

extension Bench {
  /// Writes a file of the workspace.
  func put(_ text: String, at path: String) throws {
    try scratch.write(text, to: "home/workspace/\(path)")
  }

  /// A file of the workspace; nil where there is none.
  func onDisk(_ path: String) -> String? { scratch.text("home/workspace/\(path)") }

  /// Commits in the workspace.
  @discardableResult
  func commit(_ names: String...) async throws -> CommitView? {
    try await workbench.commit(names, message: nil, author: "A <a@example.com>")
  }

  /// What the system's git prints in the workspace.
  func git(_ arguments: String...) throws -> String {
    try scratch.run("git", ["-C", "home/workspace"] + arguments)
  }
}
