import Foundation
import Graph
import Sections
import Testing

@Suite struct MomentTests {
  private func store(_ text: String, in graph: SectionGraph) async throws {
    try graph.store([await arrival(Source(path: "lib/a.md", text: text))])
  }

  private func title(_ graph: SectionGraph) throws -> String? {
    try graph.document(at: "lib/a.md").map { try graph.outline(of: $0)[0].cut.title }
  }

  @Test func `a moment stays as it is, and the library goes on`() async throws {
    try await onDisk { file in
      do {
        let graph = try SectionGraph(path: file.path)
        _ = try graph.root(named: "lib", location: "/lib")
        try await store("# One\n", in: graph)
      }
      let graph = try SectionGraph(path: file.path)
      let still = try graph.still()
      #expect(try title(still) == "One")
      #expect(try still.component(at: "lib") == nil)
      try await store("# Two\n", in: graph)
      #expect(try title(still) == "One")
      #expect(try title(graph) == "Two")
      #expect(try title(graph.still()) == "Two")
      #expect(throws: AddressFailure.self) { try still.resolve(Address("a.md#two")) }
      #expect(try graph.section(at: Address("a.md#two")).cut.title == "Two")
      #expect(try still.section(at: Address("a.md#one")) == still.section(at: Address("a.md#one")))
    }
  }

  @Test func `reading changes no file`() async throws {
    try await onDisk { file in
      do {
        let graph = try SectionGraph(path: file.path)
        _ = try graph.root(named: "lib", location: "/lib")
        try await store("# One\n", in: graph)
      }
      let before = try Data(contentsOf: file)
      do {
        let graph = try SectionGraph(path: file.path)
        #expect(try title(graph) == "One")
        #expect(try title(graph.still()) == "One")
        #expect(try graph.search(Query("one")).total == 1)
      }
      #expect(try Data(contentsOf: file) == before)
      let left = try FileManager.default.contentsOfDirectory(
        atPath: file.deletingLastPathComponent().path)
      #expect(left == [file.lastPathComponent])
    }
  }

  @Test func `many read while one writes`() async throws {
    try await onDisk { file in
      do {
        let graph = try SectionGraph(path: file.path)
        _ = try graph.root(named: "lib", location: "/lib")
        try await store("# 0\n", in: graph)
      }
      let graph = try SectionGraph(path: file.path)
      let last = try await withThrowingTaskGroup(of: Int.self) { group in
        for reader in 0..<8 {
          group.addTask {
            var last = 0
            for _ in 0..<30 {
              let seen = try reader % 2 == 0 ? graph.still() : graph
              let number = Int(try title(seen) ?? "") ?? -1
              #expect(number >= last)
              last = number
            }
            return last
          }
        }
        group.addTask {
          for number in 1...20 { try await store("# \(number)\n", in: graph) }
          return 20
        }
        return try await group.reduce(0) { max($0, $1) }
      }
      #expect(last == 20)
      #expect(try title(graph) == "20")
    }
  }

  @Test(arguments: 0..<4)
  func `a component keeps its fields, whatever they hold`(seed: Int) throws {
    var dice = Dice(seed)
    let pieces = [
      "a", "\"", "\\", "\\\"", "/", "\n", "\t", "\u{1}", "é", "日", "🦊", "{", "}", ":", ",", " ",
      "\u{2028}",
    ]
    func text() -> String {
      (0..<Int.random(in: 0...5, using: &dice)).map { _ in
        pieces.randomElement(using: &dice) ?? ""
      }.joined()
    }
    let library = try Library()
    for _ in 0..<40 {
      let names = Set((0..<Int.random(in: 0...3, using: &dice)).map { _ in text() })
      let fields = Dictionary(uniqueKeysWithValues: names.map { ($0, text()) })
      let component = Component(
        kind: .skill, name: "one", path: "lib/one", entry: "lib/one/SKILL.md", fields: fields)
      try library.graph.setComponents(of: library.root, [component], membership: [:])
      #expect(try library.graph.component(at: "lib/one") == component)
    }
  }
}
