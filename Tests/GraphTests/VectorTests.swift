import Graph
import Sections
import Testing

/// Vectors belong to texts: what lacks some, what is stored, and what is left when texts go.
@Suite struct VectorTests {
  private static let model = "a model"

  /// A vector made up from the text, so that any can be told from any other.
  private static func vector(of hash: ContentHash, window: Int = 0) -> StoredVector {
    let exact = hash.bytes + [UInt8(window)]
    return StoredVector(
      text: hash, window: window, range: 0..<7,
      packed: .init(bytes: Array(hash.bytes.prefix(16)), scale: Float(hash.bytes[0]), exact: exact))
  }

  /// Embeds what lacks vectors, and says which texts that were.
  @discardableResult
  private static func embed(_ graph: SectionGraph, model: String = model) throws -> [String] {
    let texts = try graph.bytes(of: try graph.missingTexts(of: model))
    try graph.store(texts.map { vector(of: $0.hash) }, of: model, dimension: 16)
    return texts.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  /// All that a library knows of a model's vectors, whatever their rows.
  private static func known(
    _ graph: SectionGraph, model: String = model
  ) throws -> [ContentHash: [UInt8]] {
    guard let (state, pages) = try graph.vectorPages(of: model) else { return [:] }
    let vectors = try #require(
      try graph.vectors(at: Array(0..<state.rows), of: model, as: state))
    let rows = pages.flatMap { page in
      page.scales.indices.map { Array(page.bytes[16 * $0..<16 * ($0 + 1)]) }
    }
    #expect(vectors.count == state.rows && rows.count == state.rows)
    for (vector, row) in zip(vectors, rows) { #expect(Array(vector.text.bytes.prefix(16)) == row) }
    #expect(pages.dropLast().allSatisfy { $0.scales.count == SectionGraph.pageRows })
    return Dictionary(uniqueKeysWithValues: vectors.map { ($0.text, $0.packed?.exact ?? []) })
  }

  @Test func `equal texts lack vectors once, and a second run finds nothing`() async throws {
    let library = try Library()
    try await library.store(["a.md": "# One\nsame\n# Two\nother\n", "b.md": "# One\nsame\n"])
    #expect(try Self.embed(library.graph) == ["# One\nsame\n", "# Two\nother\n"])
    #expect(try Self.embed(library.graph) == [])
    #expect(try library.graph.vectorCoverage(of: Self.model) == (3, 3))
    #expect(try Self.embed(library.graph, model: "another").count == 2)
    let counts = try library.graph.vectorCounts()
    #expect(counts.map(\.model) == [Self.model, "another"] && counts.map(\.texts) == [2, 2])
    try library.expectSound()
  }

  @Test func `a section's text is its own, without the sections inside`() async throws {
    let library = try Library()
    try await library.store(["a.md": "# Top\nown\n## Below\ninner\n"])
    #expect(try Self.embed(library.graph) == ["# Top\nown\n", "## Below\ninner\n"])
    // What is inside changes; the text above does not.
    try await library.store(["a.md": "# Top\nown\n## Below\nedited\n"])
    #expect(try Self.embed(library.graph) == ["## Below\nedited\n"])
    let own = ContentHash(of: Array("# Top\nown\n".utf8))
    let found = try library.graph.sections(ofTexts: [own, ContentHash(of: [])])
    #expect(found.mapValues { $0.map(\.cut.title) } == [own: ["Top"]])
  }

  @Test func `vectors of another length are refused, and nothing is stored`() async throws {
    let library = try Library()
    try await library.store(["a.md": "# One\n", "b.md": "# Two\n"])
    try Self.embed(library.graph)
    let other = Self.vector(of: ContentHash(of: [1]))
    #expect(throws: VectorFailure.otherDimension(model: Self.model, known: 16, given: 8)) {
      try library.graph.store([other], of: Self.model, dimension: 8)
    }
    let short = StoredVector(
      text: ContentHash(of: [2]), window: 0, range: 0..<1,
      packed: .init(bytes: [1], scale: 1, exact: []))
    #expect(throws: VectorFailure.self) {
      try library.graph.store([other, short], of: Self.model, dimension: 16)
    }
    #expect(try Self.known(library.graph).count == 2)
  }

  @Test func `windows are kept in order, and a text without words is not asked for again`() throws {
    let graph = try SectionGraph()
    let text = ContentHash(of: [7])
    let windows = (0..<5).map { Self.vector(of: text, window: $0) }
    let blank = StoredVector(text: ContentHash(of: [8]), window: 0, range: 0..<0, packed: nil)
    try graph.store(windows + [blank], of: Self.model, dimension: 16)
    let stored = try graph.vectors(of: text, model: Self.model)
    #expect(stored.map(\.window) == [0, 1, 2, 3, 4])
    #expect(stored.compactMap(\.packed?.exact) == windows.compactMap(\.packed?.exact))
    #expect(try graph.vectors(of: blank.text, model: Self.model).map(\.packed) == [nil])
    #expect(try graph.vectorState(of: Self.model)?.rows == 5)
  }

  @Test func `rows fill page after page`() throws {
    let graph = try SectionGraph()
    var stored: Set<ContentHash> = []
    for batch in 0..<10 {
      let hashes = (0..<1_000).map {
        ContentHash(of: [UInt8(batch), UInt8($0 / 256), UInt8($0 % 256)])
      }
      try graph.store(hashes.map { Self.vector(of: $0) }, of: Self.model, dimension: 16)
      stored.formUnion(hashes)
    }
    #expect(Set(try Self.known(graph).keys) == stored)
    #expect(try graph.check(readingData: true) == [])
  }

  @Test(arguments: 1...12)
  func `after any edits the vectors are those of a library made anew`(seed: Int) async throws {
    var story = Story(seed: seed)
    var dice = Dice(seed + 100)
    let library = try Library()
    var texts: [String: String] = [:]
    for step in 0..<12 {
      let path = "\(Int.random(in: 0..<4, using: &dice)).md"
      switch Int.random(in: 0..<5, using: &dice) {
      case 0 where texts[path] != nil:
        try library.graph.remove(["lib/\(path)"])
        texts[path] = nil
      case 1: try library.graph.collectVectors()
      case 2: try Self.embed(library.graph, model: step % 2 == 0 ? "another" : Self.model)
      default:
        story.edit()
        texts[path] = story.text
        try await library.store([path: story.text])
      }
      try library.expectSound()
    }
    try Self.embed(library.graph)
    try library.graph.collectVectors(keeping: Self.model)
    let anew = try Library()
    for (path, text) in texts.sorted(by: { $0.key < $1.key }) {
      try await anew.store([path: text])
    }
    try Self.embed(anew.graph)
    #expect(try Self.known(library.graph) == Self.known(anew.graph))
    #expect(try library.graph.vectorCounts().map(\.model) == anew.graph.vectorCounts().map(\.model))
    try library.expectSound()
  }

  @Test func `rows that were given other numbers are not mistaken`() async throws {
    let library = try Library()
    try await library.store(["a.md": "# One\n", "b.md": "# Two\n"])
    try Self.embed(library.graph)
    let state = try #require(try library.graph.vectorState(of: Self.model))
    try library.graph.remove(["lib/a.md"])
    #expect(try library.graph.vectors(at: [0, 1], of: Self.model, as: state)?.count == 2)
    #expect(try library.graph.collectVectors() == 1)
    #expect(try library.graph.vectors(at: [0, 1], of: Self.model, as: state) == nil)
  }
}
