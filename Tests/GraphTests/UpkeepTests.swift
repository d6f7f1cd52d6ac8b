import Foundation
import Graph
import Sections
import Testing

@Suite struct UpkeepTests {
  /// A library in a file of its own.
  private func onDisk(_ body: (SectionGraph, URL) async throws -> Void) async throws {
    try await GraphTests.onDisk { file in try await body(try SectionGraph(path: file.path), file) }
  }

  @Test func `the sqlite3 program finds nothing wrong`() async throws {
    try await onDisk { graph, file in
      let root = try graph.root(named: "lib", location: "/lib")
      var story = Story(seed: 2)
      for _ in 0..<6 {
        let bad = Source(path: "lib/bad.md", bytes: Array(story.text.utf8) + [0, 0xFF, 0x0A])
        let fine = Source(path: "lib/a.md", text: story.text)
        try graph.store([await arrival(fine), await arrival(bad)])
        story.edit()
      }
      try graph.remove(["lib/bad.md"])
      let check = "INSERT INTO sectionIndex(sectionIndex, rank) VALUES ('integrity-check', 1);"
      if let said = try sqlite3(file, check + "PRAGMA integrity_check; PRAGMA foreign_key_check;") {
        #expect(said == "ok\n")
      }
      #expect(try graph.roots() == [root])
    }
  }

  @Test func `a library is the same when it is opened again`() async throws {
    try await onDisk { graph, file in
      _ = try graph.root(named: "lib", location: "/lib")
      try graph.store([await arrival(Source(path: "lib/a.md", text: Story(seed: 1).text))])
      let again = try SectionGraph(path: file.path)
      #expect(try again.statistics() == graph.statistics())
    }
  }

  @Test(arguments: [
    ("UPDATE blob SET bytes = x'00'", "spoiled"),
    ("UPDATE section SET title = 'other'", "text index"),
    ("DELETE FROM section WHERE position = 0", "not the whole file"),
    ("UPDATE section SET \"end\" = 999999", "not sound"),
    ("UPDATE section SET hash = zeroblob(32)", "not what was hashed"),
    ("UPDATE document SET blobId = 77", "refers to blob"),
    ("UPDATE document SET reversedPath = x'61'", "by its end"),
  ])
  func `doctor sees`(damage: String, finding: String) async throws {
    try await onDisk { graph, file in
      _ = try graph.root(named: "lib", location: "/lib")
      try graph.store([await arrival(Source(path: "lib/a.md", text: Story(seed: 1).text))])
      #expect(try graph.check(readingData: true) == [])
      guard try sqlite3(file, damage) != nil else { return }
      let problems = try graph.check(readingData: true).map(\.problem)
      #expect(problems.contains { $0.contains(finding) }, "\(problems)")
    }
  }

  @Test func `reindexing mends the text index`() async throws {
    try await onDisk { graph, file in
      _ = try graph.root(named: "lib", location: "/lib")
      try graph.store([await arrival(Source(path: "lib/a.md", text: Story(seed: 1).text))])
      guard try sqlite3(file, "UPDATE section SET title = 'needle'") != nil else { return }
      try graph.reindex()
      #expect(try graph.check(readingData: true) == [])
      #expect(try graph.search(Query("needle")).total == 8)
    }
  }

  @Test func `a file that is no library is refused`() async throws {
    try await onDisk { _, file in
      let other = file.deletingLastPathComponent().appending(path: "other.sqlite")
      try Data("not a database, but long enough to be looked at as one".utf8).write(to: other)
      #expect(throws: GraphFailure.notALibrary(path: other.path)) {
        try SectionGraph(path: other.path)
      }
      let foreign = file.deletingLastPathComponent().appending(path: "foreign.sqlite")
      guard try sqlite3(foreign, "CREATE TABLE other(id)") != nil else { return }
      let before = try Data(contentsOf: foreign)
      #expect(throws: GraphFailure.notALibrary(path: foreign.path)) {
        try SectionGraph(path: foreign.path)
      }
      #expect(try Data(contentsOf: foreign) == before)
      _ = try sqlite3(file, "INSERT INTO grdb_migrations VALUES ('of the year 2100')")
      #expect(throws: GraphFailure.fromLaterVersion(path: file.path)) {
        try SectionGraph(path: file.path)
      }
    }
  }

  @Test func `collecting drops old bytes, and keeps what is there and what is pinned`() async throws
  {
    let library = try Library()
    try await library.store(["a.md": "# A\none\n", "b.md": "# B\n", "c.md": "# C\nsee\n"])
    let (old, pinned) = (try library.outline("a.md")[0], try library.outline("c.md")[0])
    try await library.store(["a.md": "# A\ntwo\n", "c.md": "# C\nsaw\n"])
    try library.graph.remove(["lib/b.md"])
    let collected = try library.graph.gc(keeping: [pinned.cut.hash], compacting: true)
    #expect((collected.versions, collected.blobs, collected.bytes) == (2, 2, 12))
    try library.expectSound()
    #expect(try library.section("\(pinned.id)@\(pinned.cut.hash.short)").id == pinned.id)
    #expect(throws: AddressFailure.self) {
      try library.section("\(old.id)@\(old.cut.hash.short)")
    }
    #expect(try library.graph.gc().blobs == 1)
    try await library.store(["b.md": "# B\n"])
    try library.expectSound()
  }
}
