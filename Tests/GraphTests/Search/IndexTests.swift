import Foundation
import Graph
import Sections
import Testing

@Suite struct IndexTests {
  private static let queries = [
    "notes", "readForm", "read form", "painting", "\"of things\" OR notes", "kind:heading -notes",
    "watercolours notes",
  ]

  /// What a library answers.
  private func answers(_ graph: SectionGraph) throws -> [[String]] {
    try IndexTests.queries.map { query in
      let hits = try graph.search(Query(query), limit: 1000, isFolding: query.hasPrefix("n"))
      return ["\(hits.total)"]
        + hits.hits.map { hit in
          "\(hit.section.address) \(String(format: "%.9f", hit.score)) \(hit.snippet)"
        }.sorted()
    }
  }

  @Test(arguments: 0..<Int(ProcessInfo.processInfo.environment["JOINERY_ROUNDS"] ?? "4")!)
  func `the index is what a rebuild makes, whatever happened`(seed: Int) async throws {
    let library = try Library()
    var dice = Dice(seed + 100)
    var stories = (0..<4).map { Story(seed: seed * 10 + $0) }
    func text(_ number: Int) -> String {
      stories[number].text + "# Code\nreadForm\(number) of things C++ 测试\n"
    }
    for _ in 0..<12 {
      let number = Int.random(in: 0..<stories.count, using: &dice)
      let path = "\(number)/SKILL.md"
      switch Int.random(in: 0..<5, using: &dice) {
      case 0: try library.graph.remove(["lib/\(path)"])
      case 1:
        let name = ["painting", "drawing"].randomElement(using: &dice)!
        let skill = Component(
          kind: .skill, name: name, path: "lib/\(number)", entry: "lib/\(path)",
          summary: "watercolours \(Int.random(in: 0..<3, using: &dice))")
        try library.graph.setComponents(
          of: library.root, [skill], membership: [PathKey("lib/\(path)"): "lib/\(number)"])
      default:
        stories[number].edit()
        let source = Source(path: "lib/\(path)", text: text(number))
        try library.graph.store([await arrival(source)])
      }
    }
    try library.expectSound()
    let before = try answers(library.graph)
    try library.graph.reindex()
    #expect(try answers(library.graph) == before)
    try library.expectSound()
  }

  /// A library in a file of its own.
  private func onDisk(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "joinery-index-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder.appending(path: "library.sqlite"))
  }

  @Test func `a library from before answers like a new one`() async throws {
    let program = URL(fileURLWithPath: "/usr/bin/sqlite3")
    guard FileManager.default.isExecutableFile(atPath: program.path) else { return }
    try await onDisk { file in
      let graph = try SectionGraph(path: file.path)
      let root = try graph.root(named: "lib", location: "/lib")
      let text = Story(seed: 3).text + "# Code\nreadForm of things\n"
      try graph.store([await arrival(Source(path: "lib/a.md", text: text))])
      let skill = Component(
        kind: .skill, name: "painting", path: "lib", entry: "lib/a.md", summary: "watercolours")
      try graph.setComponents(of: root, [skill], membership: ["lib/a.md": "lib"])
      let expected = try answers(graph)
      let process = Process()
      process.executableURL = program
      process.arguments = [file.path, IndexTests.downgrade]
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      let upgraded = try SectionGraph(path: file.path)
      #expect(try answers(upgraded) == expected)
      #expect(try upgraded.check(readingData: true) == [])
    }
  }

  /// Brings the tables back to what they were before names and components were indexed.
  private static let downgrade = """
    DROP TABLE sectionWord; DROP TABLE sectionPlace; DROP TABLE sectionIndex; DROP VIEW sectionText;
    DROP TRIGGER component_indexed; DROP TRIGGER component_forgotten;
    DROP TRIGGER component_renamed; DROP TABLE componentIndex;
    DROP INDEX document_by_last_part_of_path; DROP INDEX component_by_last_part_of_path;
    DROP INDEX component_by_last_part_of_name;
    ALTER TABLE section DROP COLUMN names;
    CREATE VIEW sectionText AS
    SELECT section.id AS id, title, path || ' ' || trail AS breadcrumb,
      CASE WHEN isInline OR NOT isSearchable THEN ''
      ELSE CAST(substr(bytes, start + 1, headEnd - start)
        || substr(bytes, tailStart + 1, "end" - tailStart) AS TEXT) END AS body
    FROM section JOIN document ON document.id = documentId JOIN blob ON blob.id = blobId;
    CREATE VIRTUAL TABLE sectionIndex USING fts5(title, breadcrumb, body,
      content = 'sectionText', content_rowid = 'id', tokenize = 'porter unicode61');
    INSERT INTO sectionIndex (sectionIndex) VALUES ('rebuild');
    DELETE FROM grdb_migrations WHERE identifier = 'names and components in full text';
    """

  @Test func `two readers and a writer at once`() async throws {
    try await onDisk { file in
      let writer = try SectionGraph(path: file.path)
      _ = try writer.root(named: "lib", location: "/lib")
      // Each version of a file has its number in all of its four sections.
      func version(_ number: Int, _ path: String) async -> Arrival {
        let text = (0..<4).map { "# Part \($0)\nneedle v\(number)v in version\n" }.joined()
        return await arrival(Source(path: path, text: text))
      }
      try writer.store([await version(0, "lib/a.md"), await version(0, "lib/b.md")])
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<2 {
          group.addTask {
            let reader = try SectionGraph(path: file.path)
            for _ in 0..<40 {
              let hits = try reader.search(Query("needle"), limit: 50)
              #expect(hits.total == 8 && hits.hits.count == 8)
              let versions = Set(hits.hits.map { $0.snippet.split(separator: " ")[4] })
              #expect(versions.count == 1, "all of one moment")
            }
          }
        }
        group.addTask {
          for number in 1...40 {
            try writer.store([await version(number, "lib/a.md"), await version(number, "lib/b.md")])
          }
        }
        try await group.waitForAll()
      }
      #expect(try writer.check(readingData: true) == [])
    }
  }
}
