import Embeddings
import Examples
import Foundation
import Sections
import Testing
import Workbench

/// Vectors in a home: made when asked for, resumed, and told of.
@Suite struct EmbedTests {
  /// A bench whose home has a tiny model; nil where oneDNN is not installed.
  private func bench(_ configuration: String = "") throws -> Bench? {
    let bench = try Bench()
    let tiny = try TinyModel(in: bench.scratch)
    guard (try? LocalModel(tiny.path)) != nil else { return nil }
    try bench.scratch.write(
      "embeddings:\n  model: ../model\n\(configuration)", to: "home/.joinery/config.yaml")
    try bench.write("# Merging\nmerge a file\n\n## Pulling\na pull request\n", to: "a.md")
    try bench.write("# Merging\nmerge a file\n\n", to: "b.md")
    return bench
  }

  @Test func `what lacks vectors gets some, once`() async throws {
    guard let bench = try bench() else { return }
    try await bench.ingest()
    let report = try await bench.workbench.embed()
    #expect(report.texts == 2 && report.vectors == 2 && report.dimension == 32)
    #expect(report.sections == 3 && report.embedded == 3)
    #expect(try await bench.workbench.embed().texts == 0)
    try bench.write("# Merging\nmerge another file\n", to: "b.md")
    try await bench.ingest()
    #expect(try await bench.workbench.stats().vectors.map(\.embedded) == [2])
    #expect(try await bench.workbench.embed().texts == 1)
    #expect(try await bench.workbench.embed(again: true).texts == 3)
    #expect(try bench.workbench.doctor(readData: true).findings == [])
  }

  @Test func `long sections have a vector for each window`() async throws {
    guard let bench = try bench() else { return }
    try bench.write("# Long\n" + String(repeating: "merge files ", count: 200), to: "a.md")
    try bench.write("\n \n", to: "b.md")
    try await bench.ingest()
    let report = try await bench.workbench.embed()
    #expect(report.vectors > 20 && report.embedded == report.sections)
  }

  @Test func `a section's own text finds it, and every section that has the same`() async throws {
    guard let bench = try bench() else { return }
    try await bench.ingest()
    #expect(try await bench.workbench.nearest(to: "merge") == [])
    _ = try await bench.workbench.embed()
    let found = try await bench.workbench.nearest(to: "# Merging\nmerge a file\n\n", limit: 5)
    #expect(
      found.map(\.section.address) == [
        "files/a.md#merging", "files/b.md#merging", "files/a.md#pulling",
      ])
    #expect(found[0].similarity > 0.99 && found[0].similarity == found[1].similarity)
    #expect(found[1].similarity > found[2].similarity)
    #expect(try await bench.workbench.nearest(to: "request", limit: 1).count == 1)
  }

  @Test func `similar sections come by what they mean, equal ones first`() async throws {
    guard let bench = try bench() else { return }
    try await bench.ingest()
    await #expect(throws: NoVectors.self) {
      try await bench.workbench.similar("files/a.md#merging")
    }
    _ = try await bench.workbench.embed()
    let found = try await bench.workbench.similar("files/a.md#merging")
    #expect(found.map(\.section.address) == ["files/b.md#merging", "files/a.md#pulling"])
    #expect(found[0].similarity > 0.99 && found[0].similarity > found[1].similarity)
    let best = try await bench.workbench.similar("files/a.md#merging", limit: 1)
    #expect(best == Array(found.prefix(1)))
    await #expect(throws: AddressFailure.self) { try await bench.workbench.similar("files/a.md") }
    try bench.scratch.write("embeddings: {provider: none}", to: "home/.joinery/config.yaml")
    await #expect(throws: NoVectors.self) {
      try await bench.workbench.similar("files/a.md#merging")
    }
  }

  @Test func `another precision is another model`() async throws {
    guard let bench = try bench() else { return }
    try await bench.ingest()
    let first = try await bench.workbench.embed()
    try bench.scratch.write(
      "embeddings: {model: ../model, precision: f32}", to: "home/.joinery/config.yaml")
    let second = try await bench.workbench.embed()
    guard first.model != second.model else { return }
    #expect(second.texts == first.texts)
    #expect(try await bench.workbench.stats().vectors.count == 2)
  }

  @Test func `vectors of texts that are gone are collected`() async throws {
    guard let bench = try bench() else { return }
    try await bench.ingest()
    _ = try await bench.workbench.embed()
    try bench.remove("a.md")
    try await bench.ingest()
    #expect(try await bench.workbench.collectGarbage().vectors == 1)
    #expect(try await bench.workbench.embed().texts == 0)
  }

  @Test func `none wants none, and no model is an error that says so`() async throws {
    let bench = try Bench()
    try await bench.ingest()
    await #expect(throws: NoModel.self) { try await bench.workbench.embed() }
    try bench.scratch.write("embeddings: {provider: none}", to: "home/.joinery/config.yaml")
    #expect(try await bench.workbench.embed().model == nil)
  }

  @Test(arguments: [
    "embeddings: {provider: cloud}", "embeddings: {prvider: none}", "embedding: {}", "- a",
    "embeddings: 7", "embeddings: {model: [a]}", "a: [", "embeddings: {precision: f64}",
  ])
  func `a configuration that is not understood is an error`(text: String) async throws {
    let bench = try Bench()
    try bench.scratch.write(text, to: "home/.joinery/config.yaml")
    await #expect(throws: ConfigurationFailure.self) { try await bench.workbench.embed() }
    #expect(try bench.workbench.doctor(readData: false).findings.count == 1)
  }
}
