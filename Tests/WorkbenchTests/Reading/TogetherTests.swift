import Examples
import Foundation
import Sections
import Synchronization
import Testing
import Workbench

/// Two readers and a writer at once, each with the library opened for itself. `JOINERY_ROUNDS` says
/// how often the writer writes.
@Suite struct TogetherTests {
  private static let rounds =
    ProcessInfo.processInfo.environment["JOINERY_ROUNDS"].flatMap { Int($0) } ?? 12
  private static let files = ["a.md", "b.md", "c.md"]

  /// Every hit there is, inside others or not.
  private static let flat = {
    var options = SearchOptions()
    options.isFlat = true
    return options
  }()

  /// A file whose every section says which edition it is, in its title and its text.
  private static func text(_ edition: Int) -> String {
    (1...4).map { part in
      "# Part \(part) of edition\(edition)\n\nThe marmalade of edition\(edition), part \(part).\n"
    }.joined(separator: "\n")
  }

  @Test func `no error, and no result of two editions`() async throws {
    let bench = try Bench()
    for file in Self.files { try bench.write(Self.text(0), to: file) }
    try await bench.ingest()
    let isWritten = Flag()
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<2 {
        let reader = try Workbench(home: bench.workbench.home, parsers: .shipped)
        group.addTask {
          var searches = 0
          while !isWritten.isSet || searches == 0 {
            try Self.expectWhole(
              try await reader.search("marmalade", limit: 50, options: Self.flat))
            searches += 1
            await Task.yield()
          }
          return searches
        }
      }
      group.addTask {
        defer { isWritten.set() }
        for edition in 1...Self.rounds {
          for file in Self.files { try bench.write(Self.text(edition), to: file) }
          try await bench.ingest()
          guard edition % 3 == 0 else { continue }
          _ = try await bench.workbench.remove(["files/a.md"], dryRun: false)
        }
        return 1
      }
      for try await count in group { #expect(count > 0) }
    }
    try await bench.ingest()
    let last = try await bench.workbench.search("marmalade", limit: 50, options: Self.flat)
    #expect(last.hits.count == 12)
    #expect(last.hits.allSatisfy { $0.section.title.contains("edition\(Self.rounds)") })
    #expect(try bench.workbench.doctor(readData: true).findings == [])
  }

  /// Holds a result to what there was at some moment: of each file all of its hits are of one
  /// edition, and what a hit shows is of the edition that its title names.
  private static func expectWhole(_ found: SearchResult) throws {
    var editions: [String: Set<String>] = [:]
    for hit in found.hits {
      let title = try #require(hit.section.title.split(separator: " ").last.map(String.init))
      let file = hit.section.address.split(separator: "#")[0]
      editions[String(file), default: []].insert(title)
      let shown = hit.snippet.map(\.text).joined()
      if let named = shown.firstMatch(of: /edition\d+/) {
        #expect(String(named.0) == title, "\(hit.section.address): \(shown)")
      }
    }
    for (file, editions) in editions { #expect(editions.count == 1, "\(file): \(editions)") }
  }
}

/// Something that becomes true once.
private final class Flag: Sendable {
  private let value = Atomic(false)
  var isSet: Bool { value.load(ordering: .acquiring) }
  func set() { value.store(true, ordering: .releasing) }
}
