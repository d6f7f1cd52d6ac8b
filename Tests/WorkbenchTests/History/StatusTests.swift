import Examples
import Foundation
import Testing
import Workbench

/// The words for how the workspace, the library and the targets stand.
struct StatusTests {
  private static let path = "skills/guide/SKILL.md"
  private static let text = "# Guide\n\n## Steps\n\nDo this.\n\n## Notes\n\nMind that.\n"
  private let bench: Bench

  /// A skill that was checked out of the library, committed and deployed.
  init() async throws {
    bench = try Bench()
    try bench.write(Self.text, to: "guide/SKILL.md")
    try await bench.ingest()
    _ = try await bench.workbench.checkout(CheckoutRequest(["guide"]))
    try await bench.commit()
    _ = try await bench.workbench.addTarget("agent", path: "\(bench.scratch.path)/agent")
    _ = try await bench.workbench.deploy("agent")
  }

  private func editHere() throws {
    try bench.put(Self.text.replacing("Do this.", with: "Do that."), at: Self.path)
  }

  private func editLibrary() async throws {
    try bench.write(Self.text.replacing("Mind that.", with: "Mind it."), to: "guide/SKILL.md")
    try await bench.ingest()
  }

  private func library() async throws -> [String?] {
    try await bench.workbench.status().workspace.filter { $0.path == Self.path }.map(\.library)
  }

  @Test func `what is the same everywhere is clean`() async throws {
    let report = try await bench.workbench.status()
    #expect(report.isClean, "\(report)")
    #expect(report.targets.map(\.clean) == [1] && report.targets.map(\.unmanaged) == [0])
  }

  @Test func `an edit here, in the library, on both sides, and the same on both`() async throws {
    try editHere()
    let report = try await bench.workbench.status()
    let file = try #require(report.workspace.first)
    #expect(file.library == "edited" && file.uncommitted == "edited")
    #expect(file.sections.map(\.title) == ["Steps"])
    let id = try #require(file.sections.first?.id)
    #expect(try bench.workbench.show(id).section?.title == "Steps")
    try await editLibrary()
    #expect(try await library() == ["conflict"])
    try bench.put(Self.text, at: Self.path)
    #expect(try await library() == ["update available"])
    try bench.put(Self.text.replacing("Mind that.", with: "Mind it."), at: Self.path)
    #expect(try await library().first.flatMap(\.self) == nil)
  }

  @Test func `what is new, gone, or came from what is gone`() async throws {
    try bench.put("# New\n", at: "skills/new/SKILL.md")
    let report = try await bench.workbench.status()
    #expect(report.workspace.map(\.library) == ["new"])
    #expect(report.workspace.map(\.uncommitted) == ["added"])
    try bench.remove("guide")
    try await bench.ingest()
    #expect(try await library() == ["orphaned"])
    try FileManager.default.removeItem(atPath: "\(bench.workbench.home.workspace)/\(Self.path)")
    #expect(try await library() == ["missing"])
  }

  @Test func `a target lacks what is committed, has edits of its own, or has both`() async throws {
    func state() async throws -> [String] {
      try await bench.workbench.status().targets.flatMap { $0.files.map(\.state) }
    }
    let deployed = "agent/\(Self.path)"
    try editHere()
    #expect(try await state() == [])
    try await bench.commit()
    #expect(try await state() == ["update available"])
    try bench.scratch.write(
      Self.text.replacing("Do this.", with: "Do not."), to: deployed)
    #expect(try await state() == ["conflict"])
    _ = try bench.git("revert", "--no-edit", "HEAD")
    #expect(try await state() == ["edited"])
    try bench.scratch.write("theirs\n", to: "agent/skills/own/SKILL.md")
    try bench.scratch.write("none of ours\n", to: "agent/projects/x")
    try bench.put("# New\n", at: "skills/new/SKILL.md")
    try await bench.commit()
    #expect(try await state().sorted() == ["edited", "missing"])
    #expect(try await bench.workbench.status().targets.map(\.unmanaged) == [1])
  }

  @Test func `the difference to a target is what a deployment would write`() async throws {
    try editHere()
    try await bench.commit()
    let report = try await bench.workbench.diff(target: "agent")
    #expect(report.files.map(\.path) == [Self.path])
    #expect(report.files.flatMap { $0.hunks.map(\.section) } == ["Guide › Steps"])
    try bench.scratch.write(report.patch, to: "patch")
    try bench.scratch.run("patch", "-s", "-p1", "-d", "agent", "-i", "../patch")
    #expect(bench.scratch.text("agent/\(Self.path)") == bench.onDisk(Self.path))
    #expect(try await bench.workbench.diff(target: "agent").files == [])
  }

  @Test func `a library that cannot be read is said, and git still tells the rest`() async throws {
    try editHere()
    let home = bench.workbench.home
    for name in ["library.sqlite", "library.sqlite-wal", "library.sqlite-shm"] {
      try? FileManager.default.removeItem(atPath: "\(home.state)/\(name)")
    }
    try bench.scratch.write(
      "no database, but long enough to be one", to: "home/.joinery/library.sqlite")
    let report = try await Workbench(home: home, parsers: .shipped).status()
    #expect(report.unreachable.map(\.path) == ["library"])
    #expect(report.workspace.map(\.uncommitted) == ["edited"])
  }
}
