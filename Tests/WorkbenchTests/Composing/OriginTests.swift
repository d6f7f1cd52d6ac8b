import Examples
import Foundation
import Testing
import Workbench

/// Origins are right where bytes were put in between, and where a lock says less than there is.
@Suite struct OriginTests {
  @Test func `what stands beside a link that leads elsewhere now keeps its place`() async throws {
    let source =
      "---\nname: a\ndescription: d\n---\n# A\n## Use\nSee [one](#more), [two](../b/n.md#x) and on.\n"
      + "## More\n[This](../b/n.md) is all.\n"
    let (bench, _) = try await Bench.composed(
      [
        "a/SKILL.md": source, "b/SKILL.md": "---\nname: b\ndescription: d\n---\n",
        "b/n.md": "# X\n",
      ],
      ["a/SKILL.md#more", "a/SKILL.md#use"])
    let (made, from) = (Array(try bench.made().utf8), Array(source.utf8))
    #expect(try bench.made().contains("[two](references/n.md#x) and on."))
    let spans = try await bench.workbench.blame("skills/made/SKILL.md").spans
    #expect(spans.map(\.start) == [0] + spans.dropLast().map(\.end))
    #expect(spans.last?.end == made.count)
    for span in spans where span.origin == .section {
      let start = try #require(span.sourceStart)
      #expect(from[start..<start + span.end - span.start] == made[span.start..<span.end])
    }
  }

  @Test func `what a lock says nothing of is the author's`() async throws {
    let bench = try await ProvenanceTests.bench()
    let path = "home/workspace/joinery.lock"
    let lock = try #require(bench.scratch.text(path))
    let shorter = lock.replacing(/"origins": \[[^\]]*\]/) { _ in "\"origins\": [\"5g\"]" }
    try bench.scratch.write(shorter, to: path)
    let report = try await bench.workbench.blame("skills/made/SKILL.md")
    let count = try #require(bench.scratch.text(ProvenanceTests.made)).utf8.count
    #expect(report.spans.map(\.origin) == [.glue, .author])
    #expect(report.spans.map(\.end) == [5, count])
    #expect(report.lines.dropFirst(2).allSatisfy { $0.from.origin == .author })
  }
}
