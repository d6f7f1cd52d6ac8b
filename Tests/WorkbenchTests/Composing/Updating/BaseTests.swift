import Examples
import Foundation
import Testing
import Workbench

/// What was composed last is there for as long as it is the base of the next merge.
@Suite struct BaseTests {
  @Test func `what was composed beneath an edit outlives what git throws away`() async throws {
    let bench = try await ProvenanceTests.bench()
    let text = try #require(bench.scratch.text(ProvenanceTests.made))
    let mine = text.replacingOccurrences(of: "Another text.", with: "Another text.\n\nMine.")
    try bench.scratch.write(mine, to: ProvenanceTests.made)
    // It is composed anew, and never stands on the disk as it was composed.
    try bench.write(
      ProvenanceTests.notes.replacingOccurrences(of: "say it", with: "tell it"), to: "notes.md")
    try await bench.ingest()
    let report = try #require(try await bench.workbench.recompose(["made"]).first)
    #expect(report.files.map(\.outcome) == ["merged", "unchanged"])
    let lock = try #require(bench.scratch.text("home/workspace/joinery.lock"))
    let blobs = lock.matches(of: /"blob": "([0-9a-f]+)"/).map { String($0.1) }
    #expect(blobs.count == 2)
    guard try bench.gitStatus("gc", "--prune=now", "--quiet") == 0 else { return }
    for blob in blobs { #expect(try bench.gitStatus("cat-file", "-e", blob) == 0, "\(blob)") }
  }
}
