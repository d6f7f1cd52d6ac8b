import Graph
import Sections
import Testing

/// The library can be taken back to any state that it was in.
@Suite struct RestoreTests {
  /// The paths that histories use.
  private static let paths = ["lib/a.md", "lib/b.md", "lib/c.md"]

  /// Does one thing to the library that an ingest may find: an edit, a removal, a rename, a mode.
  private func change(
    _ library: Library, _ stories: inout [String: Story], _ dice: inout Dice
  ) async throws {
    let path = Self.paths[Int.random(in: 0..<Self.paths.count, using: &dice)]
    let free = Self.paths.first { stories[$0] == nil }
    switch Int.random(in: 0..<5, using: &dice) {
    case 0 where stories[path] != nil:
      try library.graph.remove([path])
      stories[path] = nil
    case 1 where free != nil:
      guard let free, let story = stories.removeValue(forKey: path) else { return }
      stories[free] = story
      try library.graph.store([await read(story, at: free)], gone: [PathKey(path)])
    default:
      var story = stories[path] ?? Story(seed: Int.random(in: 0..<1000, using: &dice))
      for _ in 0..<Int.random(in: 0..<3, using: &dice) { story.edit() }
      stories[path] = story
      try library.graph.store([await read(story, at: path)])
    }
  }

  private func read(_ story: Story, at path: String) async -> Arrival {
    await arrival(Source(path: path, text: story.text))
  }

  /// Brings the library to `states`.
  private func restore(_ library: Library, to states: [String: LibraryState]) async throws {
    var arrivals: [Arrival] = []
    for (path, state) in states {
      let bytes = try #require(try library.graph.bytes(of: state.hash))
      let reading = await ParserRegistry([LineParser()]).read(Source(path: path, bytes: bytes))
      let stat = FileStat(
        size: bytes.count, modified: 1, inode: 7, isExecutable: state.isExecutable)
      arrivals.append(
        Arrival(reading: reading, location: state.location, stat: stat, ids: state.sections))
    }
    try library.graph.restore(
      arrivals, removing: Self.paths.filter { states[$0] == nil })
  }

  @Test(arguments: 0..<12)
  func `every state of a history comes back, ids and all`(seed: Int) async throws {
    let library = try Library()
    var dice = Dice(seed)
    var stories: [String: Story] = [:]
    var history: [[String: LibraryState]] = []
    for _ in 0..<16 {
      history.append(try library.graph.states(of: Self.paths))
      try await change(library, &stories, &dice)
    }
    let last = try library.graph.states(of: Self.paths)
    for states in history.reversed() + [last] + history.shuffled(using: &dice) {
      try await restore(library, to: states)
      #expect(try library.graph.states(of: Self.paths) == states)
    }
    try library.expectSound()
    try await change(library, &stories, &dice)
    try library.expectSound()
  }

  @Test func `what a file that stays has is not given to another`() async throws {
    let library = try Library()
    try await library.store(["a.md": "# A\none\n"])
    let state = try #require(try library.graph.states(of: ["lib/a.md"])["lib/a.md"])
    let source = Source(path: "lib/b.md", text: "# A\none\n")
    let reading = await ParserRegistry([LineParser()]).read(source)
    let stat = FileStat(size: source.bytes.count, modified: 1, inode: 8)
    func restore(_ ids: [SectionID]) throws {
      try library.graph.restore([
        Arrival(reading: reading, location: "/lib/b.md", stat: stat, ids: ids)
      ])
    }
    #expect(throws: GraphFailure.self) { try restore(state.sections) }
    #expect(throws: GraphFailure.self) { try restore([]) }
    #expect(try library.graph.document(at: "lib/b.md") == nil)
  }

  @Test func `collecting garbage keeps the versions it is told to keep`() async throws {
    let library = try Library()
    try await library.store(["a.md": "# A\none\n"])
    let first = try library.document("a.md").hash
    try await library.store(["a.md": "# A\ntwo\n"])
    let second = try library.document("a.md").hash
    try await library.store(["a.md": "# A\nthree\n"])
    try library.graph.gc(keeping: [first])
    #expect(try library.graph.bytes(of: first) == Array("# A\none\n".utf8))
    #expect(try library.graph.bytes(of: second) == nil)
    try library.expectSound()
  }
}
