import Examples
import Foundation
import Sections
import Testing
import Workbench

/// What an ingest reads, and what it says of it.
@Suite struct IngestTests {
  private static let guide =
    "# Guide\n\nIntro text.\n\n## First\n\nOne two three.\n\n## Second\n\nFour.\n"

  @Test func `a second run reads nothing`() async throws {
    let bench = try Bench()
    for number in 0..<20 {
      try bench.write("# Title \(number)\n", to: "\(number % 3)/\(number).md")
    }
    // A file that was just written may be written again within the clock's resolution.
    try await Task.sleep(for: .milliseconds(150))
    #expect(try await bench.ingest().added.count == 20)
    let report = try await bench.ingest()
    #expect(report.unchanged == 20 && report.bytes == 0)
    #expect(report.added + report.changed + report.removed + report.renamed == [])
  }

  @Test func `what is edited, added and removed is told apart`() async throws {
    let bench = try Bench()
    try bench.write(Self.guide, to: "a.md")
    try bench.write("# B\n", to: "b.md")
    try bench.write("# C\n", to: "c.md")
    try await bench.ingest()
    try bench.write(Self.guide.replacing("Four.", with: "Five."), to: "a.md")
    try bench.remove("b.md")
    try bench.write("# D\n", to: "d.md")
    let report = try await bench.ingest()
    #expect(report.changed == ["files/a.md"])
    #expect(report.removed == ["files/b.md"])
    #expect(report.added == ["files/d.md"])
    #expect(report.unchanged == 1)
    let sections = report.sections
    #expect(sections.added == 1 && sections.edited == 2 && sections.removed == 1)
    #expect(throws: AddressFailure.self) { try bench.workbench.show("files/b.md") }
  }

  @Test func `a renamed file keeps the ids of its sections`() async throws {
    let bench = try Bench()
    try bench.write(Self.guide, to: "a.md")
    try await bench.ingest()
    let before = try bench.ids("a.md")
    try FileManager.default.createDirectory(
      atPath: "\(bench.files)/sub", withIntermediateDirectories: true)
    try FileManager.default.moveItem(
      atPath: "\(bench.files)/a.md", toPath: "\(bench.files)/sub/b.md")
    let report = try await bench.ingest()
    #expect(report.renamed == ["files/a.md"] && report.added == [] && report.removed == [])
    #expect(try bench.ids("sub/b.md") == before)
  }

  @Test func `ids stay with their sections through a history of edits`() async throws {
    let bench = try Bench()
    try bench.write(Self.guide, to: "a.md")
    try await bench.ingest()
    let ids = try bench.ids("a.md")
    let edits = [
      Self.guide.replacing("One two three.", with: "One two three four."),
      "# Guide\n\nIntro text.\n\n## Zeroth\n\nNew.\n\n## Second\n\nFour.\n\n## First\n\nOne two.\n",
      "---\nname: g\n---\n# Guide\n\nIntro text.\n\n### Second\n\nFour.\n\n## First\n\nOne two.\n",
      Self.guide,
    ]
    for edit in edits {
      try bench.write(edit, to: "a.md")
      try await bench.ingest()
      let now = try bench.ids("a.md")
      for anchor in ["guide", "first", "second"] {
        #expect(now[anchor] != nil && now[anchor] == ids[anchor], "\(anchor) in \(edit)")
      }
    }
    #expect(try bench.workbench.doctor(readData: true).findings == [])
  }

  @Test func `two homes that read the same files give the same ids`() async throws {
    let (one, other) = (try Bench(), try Bench())
    for bench in [one, other] {
      try bench.write(Self.guide, to: "a.md")
      try bench.write("def f():\n    pass\n\n\ndef f():\n    return 1\n", to: "b.py")
      try await bench.ingest()
      try bench.write(Self.guide + "\n## Third\n\nText.\n", to: "a.md")
      try await bench.ingest()
    }
    for file in ["a.md", "b.py"] {
      let ids = try one.workbench.tree("files/\(file)").flatMap(\.sections).map(\.id)
      #expect(try other.workbench.tree("files/\(file)").flatMap(\.sections).map(\.id) == ids)
      #expect(Set(ids).count == ids.count && ids.count > 1)
    }
  }

  @Test func `gitignore is honoured, and what is nobody's own is passed over`() async throws {
    let bench = try Bench()
    try bench.write("*.log\n/build/\n!keep.log\n", to: ".gitignore")
    try bench.write("secret.md\n", to: "sub/.gitignore")
    for file in ["a.md", "x.log", "keep.log", "build/b.md", "sub/secret.md", "sub/c.md"] {
      try bench.write("# Text\n", to: file)
    }
    for folder in [".git", "node_modules", "__pycache__"] {
      try bench.write("# Text\n", to: "\(folder)/x.md")
    }
    let report = try await bench.ingest()
    #expect(
      report.added
        == [
          ".gitignore", "a.md", "keep.log", "sub/.gitignore", "sub/c.md",
        ].map { "files/\($0)" })
    #expect(report.skipped.count == 6, "\(report.skipped)")
  }

  @Test func `what could not be written back is passed over`() async throws {
    let bench = try Bench()
    try bench.write("# A\n", to: "a.md")
    // A worktree or a submodule has a file where others have a folder.
    for name in [".git", ".GIT", "git~1", ".joinery-1.tmp"] { try bench.write("x\n", to: name) }
    let report = try await bench.ingest()
    #expect(report.added == ["files/a.md"] && report.skipped.count == 4)
    let all = try bench.workbench.export(nil, to: "\(bench.scratch.path)/out", overwriting: false)
    #expect(all.written == ["files/a.md"])
  }

  @Test func `links are not followed`() async throws {
    let bench = try Bench()
    try bench.scratch.write("# Outside\n", to: "outside/secret.md")
    try bench.write("# A\n", to: "a.md")
    let links = [
      "folder": "../outside", "file.md": "../outside/secret.md", "loop": ".", "gone": "no",
    ]
    for (link, target) in links {
      try FileManager.default.createSymbolicLink(
        atPath: "\(bench.files)/\(link)", withDestinationPath: target)
    }
    let report = try await bench.ingest()
    #expect(report.added == ["files/a.md"])
    #expect(report.skipped.map(\.path) == links.keys.sorted())
  }

  @Test func `one file under three spellings of its path is one file`() async throws {
    let bench = try Bench()
    try bench.write(Self.guide, to: "sub/a.md")
    let link = "\(bench.scratch.path)/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: bench.files)
    let spellings = [
      "\(bench.files)/sub/a.md", "\(bench.files)/./sub/../sub//a.md", "\(link)/sub/a.md",
    ]
    var added = 0
    for spelling in spellings { added += try await bench.workbench.ingest([spelling]).added.count }
    added += try await bench.workbench.ingest([bench.files, link]).added.count
    #expect(added == 1)
    #expect(try await bench.workbench.stats().files == 1)
  }

  @Test func `a folder below one that is known belongs to it`() async throws {
    let bench = try Bench()
    try bench.write("# A\n", to: "a.md")
    try bench.write("# B\n", to: "sub/b.md")
    try await bench.ingest()
    try bench.write("# A, edited\n", to: "a.md")
    try bench.write("# C\n", to: "sub/c.md")
    let report = try await bench.workbench.ingest(["\(bench.files)/sub"])
    #expect(report.added == ["files/sub/c.md"] && report.changed == [] && report.removed == [])
    #expect(try await bench.workbench.stats().roots.count == 1)
  }

  @Test func `the folder around one that is known leaves its files their names`() async throws {
    let bench = try Bench()
    try bench.write("# A\n", to: "a.md")
    try bench.write("# B\n", to: "sub/b.md")
    _ = try await bench.workbench.ingest(["\(bench.files)/sub"])
    let ids = try bench.workbench.tree("sub/b.md").flatMap(\.sections).map(\.id)
    #expect(try await bench.ingest().added == ["files/a.md"])
    #expect(try await bench.workbench.stats().files == 2)
    #expect(try bench.workbench.tree("sub/b.md").flatMap(\.sections).map(\.id) == ids)
    try bench.remove("sub")
    #expect(try await bench.ingest().removed == ["sub/b.md"])
  }

  @Test func `a file that cannot be read is reported, and the others are read`() async throws {
    let bench = try Bench()
    for name in ["a.md", "b.md", "d.md"] { try bench.write("# \(name)\n", to: name) }
    try await bench.ingest()
    try bench.write("# C\n", to: "c.md")
    // Longer than SQLite keeps values; it takes no space.
    try #require(truncate("\(bench.files)/b.md", 513 << 20) == 0)
    let report = try await bench.ingest()
    #expect(report.failed.map(\.path) == ["files/b.md"])
    #expect(report.added == ["files/c.md"] && report.removed == [])
    #expect(try bench.workbench.show("files/b.md").text == "# b.md\n")
  }

  @Test(.enabled(if: getuid() != 0, "the superuser reads everything"))
  func `what may not be read is reported, and stays in the library`() async throws {
    let bench = try Bench()
    for name in ["a.md", "sub/b.md"] { try bench.write("# A\n", to: name) }
    try await bench.ingest()
    for path in ["a.md", "sub"] { chmod("\(bench.files)/\(path)", 0) }
    defer { chmod("\(bench.files)/sub", 0o755) }
    let report = try await bench.ingest()
    #expect(report.failed.count == 2 && report.removed == [])
  }

  @Test func `an empty folder is no failure, and a path that leads nowhere is one`() async throws {
    let bench = try Bench()
    #expect(try await bench.ingest().files == 0)
    try bench.write("# A\n", to: "a.md")
    let failure = await #expect(throws: IngestFailure.self) {
      try await bench.workbench.ingest([bench.files, "\(bench.files)/nowhere"])
    }
    #expect(failure?.problem.contains("nowhere") == true && failure?.hint != nil)
    #expect(try await bench.workbench.stats().files == 0)
  }

  @Test func `components are found, and follow their files`() async throws {
    let bench = try Bench()
    let skill = "---\nname: pdf\ndescription: Reads PDF files.\nversion: 1.0\n---\n\n# PDF\n"
    try bench.write(skill, to: "skills/pdf/SKILL.md")
    try bench.write("def fill():\n    pass\n", to: "skills/pdf/scripts/fill.py")
    try bench.write("Review it.\n", to: "commands/review.md")
    try await bench.ingest()
    let found = try bench.workbench.list(kind: "skill")
    #expect(found.map(\.name) == ["pdf"] && found.map(\.files) == [2])
    #expect(found.first?.version == "1.0" && found.first?.description == "Reads PDF files.")

    try bench.write(skill.replacing("Reads", with: "Fills"), to: "skills/pdf/SKILL.md")
    try bench.remove("skills/pdf/scripts")
    try bench.remove("commands")
    try await bench.ingest()
    let now = try bench.workbench.list()
    #expect(now.map(\.path) == ["files/skills/pdf"] && now.map(\.files) == [1])
    #expect(now.first?.description == "Fills PDF files.")
    #expect(throws: ListFailure.self) { try bench.workbench.list(kind: "nonsense") }
  }
}
