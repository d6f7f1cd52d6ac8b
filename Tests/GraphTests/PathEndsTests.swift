import Foundation
import Graph
import Sections
import Testing

/// Paths named by their ends, against a pattern of SQLite's for each.
@Suite struct PathEndsTests {
  /// Letters of one, two, three and four bytes, one that is written in two ways, one in two cases,
  /// and what patterns and file names take for something else.
  private static let letters = [
    "a", "A", "b", "é", "e\u{301}", "ß", "日", "🦊", "*", "?", "[", "]", "[a]", "%", "_", "'", " ",
    "-",
    "^", "\\",
  ]

  private func paths(_ dice: inout Dice) -> [String] {
    let names = (0..<12).map { _ in
      (0..<Int.random(in: 1...2, using: &dice)).map { _ in
        Self.letters.randomElement(using: &dice) ?? "a"
      }.joined()
    }
    let made = (0..<40).map { _ in
      (0..<Int.random(in: 1...4, using: &dice)).map { _ in names.randomElement(using: &dice) ?? "a"
      }
      .joined(separator: "/")
    }
    return Set(made.map { PathKey("lib/\($0)") }).sorted().map(\.path)
  }

  /// Every end of `paths`, by whole parts and by pieces of them, and some that are of none.
  private func ends(of paths: [String], _ dice: inout Dice) -> [String] {
    let whole = paths.flatMap { path in
      let parts = path.split(separator: "/")
      return parts.indices.map { parts[$0...].joined(separator: "/") }
    }
    let pieces = paths.map { path in
      let bytes = Array(path.unicodeScalars)
      var text = ""
      text.unicodeScalars.append(
        contentsOf: bytes[Int.random(in: 1..<bytes.count, using: &dice)...])
      return text
    }
    let others = whole.flatMap { [$0.uppercased(), $0.precomposedStringWithCanonicalMapping] }
    return Set((whole + pieces + others).map { PathKey($0) }).sorted().map(\.path)
      .filter { !$0.hasPrefix("/") }
  }

  @Test(arguments: 0..<6)
  func `the ends of paths name what a pattern finds`(seed: Int) async throws {
    var dice = Dice(seed)
    let library = try Library()
    let paths = paths(&dice)
    try library.graph.store(
      await arrivals(of: paths.map { Source(path: $0, text: "text of \($0)\n") }))
    let gone = Set(paths.shuffled(using: &dice).prefix(5).map { PathKey($0) })
    try library.graph.remove(gone.sorted().map(\.path))
    let there = paths.filter { !gone.contains(PathKey($0)) }
    for end in ends(of: paths, &dice) {
      let address = try Address(end)
      let key = PathKey(address.path)
      let exact = there.filter { PathKey($0) == key }
      let below = there.filter { $0.utf8.reversed().starts(with: "/\(key.path)".utf8.reversed()) }
      let expected = (exact.isEmpty ? below : exact).map { PathKey($0) }.sorted()
      do {
        let found = try library.graph.resolve(address)
        if case .document(let document) = found {
          #expect([PathKey(document.path)] == expected, "\(end)")
        } else {
          #expect(expected.isEmpty, "\(end)")
        }
      } catch AddressFailure.ambiguous(_, let candidates) {
        #expect(candidates.map { PathKey($0) } == expected && expected.count > 1, "\(end)")
      } catch AddressFailure.unknown {
        #expect(expected.isEmpty, "\(end)")
      }
    }
    try library.expectSound()
  }

  @Test(arguments: 0..<3)
  func `the sqlite3 program finds the same by patterns`(seed: Int) async throws {
    try await onDisk { file in
      var dice = Dice(seed)
      let paths = paths(&dice)
      let graph = try SectionGraph(path: file.path)
      _ = try graph.root(named: "lib", location: "/lib")
      try graph.store(await arrivals(of: paths.map { Source(path: $0, text: "text of \($0)\n") }))
      let ends = ends(of: paths, &dice).filter { !paths.map { PathKey($0) }.contains(PathKey($0)) }
      let queries = ends.map { end in
        let pattern = end.unicodeScalars.map {
          "*?[".unicodeScalars.contains($0) ? "[\($0)]" : "\($0)"
        }
        .joined().replacing("'", with: "''")
        return "SELECT count(*) FROM document WHERE isRemoved = 0 AND path GLOB '*/\(pattern)';"
      }
      guard let said = try sqlite3(file, queries.joined(separator: "\n")) else { return }
      let counts = said.split(separator: "\n").compactMap { Int($0) }
      try #require(counts.count == ends.count)
      for (end, count) in zip(ends, counts) where count > 0 {
        if count == 1 {
          guard case .document = try graph.resolve(Address(end)) else {
            Issue.record("\(end) is the end of one path")
            continue
          }
        } else {
          #expect(throws: AddressFailure.self, "\(end)") { try graph.resolve(Address(end)) }
        }
      }
    }
  }

  @Test func `a library of the schema before it answers the same`() async throws {
    try await onDisk { file in
      let paths = ["lib/a/SKILL.md", "lib/b/SKILL.md", "lib/b/[x]*.md"]
      let skill = Component(kind: .skill, name: "one", path: "lib/b", entry: "lib/b/SKILL.md")
      let old = "ALTER TABLE document DROP COLUMN reversedPath"
      do {
        let graph = try SectionGraph(path: file.path)
        let root = try graph.root(named: "lib", location: "/lib")
        try graph.store(await arrivals(of: paths.map { Source(path: $0, text: "# Top\n") }))
        try graph.setComponents(of: root, [skill], membership: ["lib/b/SKILL.md": "lib/b"])
        try graph.store(await arrivals(of: [Source(path: paths[0], text: "# Other\n")]))
      }
      let said = try sqlite3(
        file,
        """
        DROP INDEX document_on_reversedPath; DROP INDEX component_on_reversedPath; \(old);
        ALTER TABLE component DROP COLUMN reversedPath;
        DELETE FROM grdb_migrations WHERE identifier = 'ends of paths';
        """)
      guard let said else { return }
      #expect(said == "")
      for _ in 0..<2 {
        let graph = try SectionGraph(path: file.path)
        #expect(try graph.check(readingData: true) == [])
        #expect(try graph.section(at: Address("a/SKILL.md#other")).path == paths[0])
        #expect(try graph.section(at: Address("b/SKILL.md#top")).path == paths[1])
        #expect(try graph.section(at: Address("[x]*.md#top")).path == paths[2])
        #expect(try graph.resolve(Address("b")) == .component(skill))
        #expect(throws: AddressFailure.self) { try graph.resolve(Address("SKILL.md")) }
      }
    }
  }

  private func arrivals(of sources: [Source]) async -> [Arrival] {
    var arrivals: [Arrival] = []
    for source in sources { arrivals.append(await arrival(source)) }
    return arrivals
  }
}
