import Embeddings
import Examples
import Foundation
import Sections
import Testing
import Workbench

/// Searching by words and by meaning in a home, with a tiny model.
@Suite struct HybridSearchTests {
  private let explained: SearchOptions = {
    var options = SearchOptions()
    options.isExplained = true
    return options
  }()

  /// A bench whose home has a tiny model and no vectors; nil where oneDNN is not installed.
  private func bench() async throws -> Bench? {
    let bench = try Bench()
    let tiny = try TinyModel(in: bench.scratch)
    guard (try? LocalModel(tiny.path)) != nil else { return nil }
    try bench.scratch.write("embeddings:\n  model: ../model\n", to: "home/.joinery/config.yaml")
    try bench.write("# Merging\nmerge a file\n\n# Pulling\na pull request\n", to: "a.md")
    try bench.write("# Undoing\ntake it back\n", to: "b.md")
    try await bench.ingest()
    return bench
  }

  @Test func `without vectors words find, and it is said what is lacking`() async throws {
    guard let bench = try await bench() else { return }
    let found = try await bench.workbench.search("pull merge", options: explained)
    #expect(found.lacks == "no section has a vector. ‘joinery embed’ makes them.")
    #expect(found.hits.count == 2 && found.hits.allSatisfy { $0.parts?.meaning == nil })
    var options = SearchOptions()
    options.way = .meaning
    await #expect(throws: NoVectors.self) {
      try await bench.workbench.search("pull merge", options: options)
    }
    options.way = .words
    #expect(try await bench.workbench.search("pull merge", options: options).lacks == nil)
    try bench.scratch.write("embeddings: {provider: none}", to: "home/.joinery/config.yaml")
    #expect(try await bench.workbench.search("pull merge").lacks == nil)
    try bench.scratch.write("embeddings: {model: nowhere}", to: "home/.joinery/config.yaml")
    #expect(try await bench.workbench.search("pull merge").hits.count == 2)
  }

  @Test func `with vectors both decide, and each says its part`() async throws {
    guard let bench = try await bench() else { return }
    _ = try await bench.workbench.embed()
    let found = try await bench.workbench.search("merge requests", options: explained)
    #expect(found.lacks == nil)
    let parts = try #require(found.hits.first?.parts)
    #expect(parts.meaning != nil && parts.meaningRank != nil && parts.weight > 0)
    #expect(found.hits.compactMap(\.parts?.meaningRank).sorted() == Array(1...found.hits.count))
    var options = explained
    options.way = .meaning
    let meant = try await bench.workbench.search("merge requests", options: options)
    #expect(meant.hits.compactMap(\.parts?.meaningRank) == Array(1...meant.hits.count))
    #expect(meant.hits.allSatisfy { $0.parts?.weight == 1 })
  }

  @Test(arguments: ["read_form", "\"merge a file\"", "merg*", "kind:heading", "claude.md"])
  func `what is looked for as it is written is not embedded`(query: String) async throws {
    guard let bench = try await bench() else { return }
    _ = try await bench.workbench.embed()
    let found = try await bench.workbench.search(query, options: explained)
    #expect(found.lacks == nil && found.hits.allSatisfy { $0.parts?.meaning == nil })
  }

  @Test func `vectors that another program changed are read anew`() async throws {
    guard let bench = try await bench() else { return }
    _ = try await bench.workbench.embed()
    let own = "# Pulling\na pull request\n"
    func best() async throws -> SearchHit? {
      var options = explained
      options.way = .meaning
      return try await bench.workbench.search(own, options: options).hits.first
    }
    #expect(try await best()?.section.title == "Pulling")
    let other = try Workbench(home: bench.workbench.home, parsers: .shipped)
    try bench.write("# Before\nanother\n\n# Pulling\na pull request\n", to: "a.md")
    _ = try await other.ingest([bench.files])
    _ = try await other.embed(again: true)
    let hit = try await best()
    #expect(hit?.section.title == "Pulling" && (hit?.parts?.meaning ?? 0) > 0.99)
    _ = try bench.remove("a.md")
    _ = try await other.ingest([bench.files])
    _ = try await other.collectGarbage()
    #expect(try await best()?.section.title == "Undoing")
  }

  @Test func `a context has what is meant`() async throws {
    guard let bench = try await bench() else { return }
    #expect(try await bench.workbench.context("zzz", budget: 500).sections.isEmpty)
    _ = try await bench.workbench.embed()
    let pack = try await bench.workbench.context("# Pulling\na pull request", budget: 500)
    #expect(pack.sections.contains { $0.section.title == "Pulling" })
  }
}
