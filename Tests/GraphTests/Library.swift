import Graph
import Sections
import Testing

/// A library in memory with one root, `lib`.
struct Library {
  let graph: SectionGraph
  let root: Root

  init() throws {
    graph = try SectionGraph()
    root = try graph.root(named: "lib", location: "/lib")
  }

  /// Stores files by path below `lib/` and text.
  @discardableResult
  func store(
    _ files: KeyValuePairs<String, String>, version: Int = 1, gone: Set<PathKey> = []
  ) async throws -> [StoreOutcome] {
    var arrivals: [Arrival] = []
    for (path, text) in files {
      arrivals.append(await arrival(Source(path: "lib/\(path)", text: text), version: version))
    }
    return try graph.store(arrivals, gone: gone)
  }

  func document(_ path: String) throws -> StoredDocument {
    try #require(try graph.document(at: "lib/\(path)"))
  }

  func outline(_ path: String) throws -> [StoredSection] {
    try graph.outline(of: try document(path))
  }

  /// The section that an address names.
  func section(_ address: String) throws -> StoredSection {
    try graph.section(at: try Address(address))
  }

  func find(_ query: String, limit: Int = 20) throws -> Hits {
    try graph.search(Query(query), limit: limit)
  }

  /// Expects that nothing at all is wrong.
  func expectSound(_ location: SourceLocation = #_sourceLocation) throws {
    #expect(try graph.check(readingData: true) == [], sourceLocation: location)
  }
}
