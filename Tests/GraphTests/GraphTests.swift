import Graph
import Sections
import Testing

@Suite struct StoreTests {
  @Test func `storing twice changes nothing`() async throws {
    let graph = try SectionGraph()
    let root = try graph.root(named: "lib", location: "/lib")
    let files = [Source(path: "lib/a/SKILL.md", text: "intro\n# A\ntext\n## B\nmore\n# C\n")]
    var arrivals: [Arrival] = []
    for file in files { arrivals.append(await arrival(file)) }
    let first = try graph.store(arrivals)
    #expect(first.map(\.change) == [.added])
    #expect(try graph.store(arrivals).map(\.change) == [.unchanged])
    let document = try #require(try graph.document(at: "lib/a/SKILL.md"))
    #expect(try graph.bytes(of: document) == files[0].bytes)
    #expect(try graph.outline(of: document).map(\.cut.title) == ["intro", "A", "B", "C"])
    #expect(try graph.fileStates(of: root).keys.sorted() == ["lib/a/SKILL.md"])
  }
}
