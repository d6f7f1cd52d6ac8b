import Examples
import Foundation
import Sections
import Testing
import Workbench

/// Folders as addresses, wherever files are asked for.
@Suite struct AddressedFilesTests {
  private let bench: Bench

  init() async throws {
    bench = try Bench()
    try bench.write("# One\n", to: "deep/a/notes.md")
    try bench.write("# Two\n", to: "deep/b/notes.md")
    try await bench.ingest()
  }

  private var out: String { "\(bench.scratch.path)/out" }

  @Test func `a folder is exported with its name and what is below it`() throws {
    let report = try bench.workbench.export(["files/deep"], to: out, overwriting: false)
    #expect(report.written.sorted() == ["deep/a/notes.md", "deep/b/notes.md"])
    #expect(try String(contentsOfFile: "\(out)/deep/b/notes.md", encoding: .utf8) == "# Two\n")
  }

  @Test func `two files that would become one are refused, and nothing is written`() throws {
    #expect(throws: ExportFailure.self) {
      let both = ["files/deep/a/notes.md", "files/deep/b/notes.md"]
      _ = try bench.workbench.export(both, to: out, overwriting: true)
    }
    #expect(!FileManager.default.fileExists(atPath: "\(out)/notes.md"))
  }

  @Test func `a folder is removed, and one that is not there is unknown`() async throws {
    #expect(
      try await bench.workbench.remove(["files/deep/a"], dryRun: false) == ["files/deep/a/notes.md"]
    )
    await #expect(throws: AddressFailure.self) {
      try await bench.workbench.remove(["files/deep/a"], dryRun: false)
    }
  }
}
