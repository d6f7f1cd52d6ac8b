import Examples
import Graph
import Sections
import Testing

/// Words and meaning together. What the words mean is left to vectors of letters here.
@Suite struct HybridTests {
  private static let words = [
    "form", "forms", "merge", "merging", "table", "review", "request", "deploy", "undo", "readForm",
  ]

  /// Files of nested sections, some large, some with blocks of code.
  private func library(seed: Int, files: Int = 12) async throws -> Library {
    var dice = Dice(seed)
    let library = try Library()
    for file in 0..<files {
      var text = ""
      for number in 0..<Int.random(in: 3...14, using: &dice) {
        let level = String(repeating: "#", count: Int.random(in: 1...3, using: &dice))
        let count = Int.random(in: 2...(number % 4 == 0 ? 300 : 30), using: &dice)
        let body = (0..<count).map { _ in Self.words.randomElement(using: &dice) ?? "" }
        text += "\(level) Part \(number) \(body[0])\n\(body.joined(separator: " "))\n"
        if Bool.random(using: &dice) { text += "```\n\(body[1]) code\n```\n" }
      }
      try await library.store(["\(file % 3)/\(file).md": text])
    }
    try Trigrams.embed(library.graph)
    return library
  }

  /// The text of a section without the sections inside.
  private static func ownText(of section: StoredSection, _ library: Library) throws -> String {
    let bytes = try library.graph.bytes(of: section) ?? []
    let own = bytes.prefix(section.cut.head.count) + bytes.suffix(section.cut.tail.count)
    let words = String(decoding: own, as: UTF8.self).split { !$0.isLetter && !$0.isNumber }
    return words.joined(separator: " ")
  }

  @Test func `what has none of the words is found by what it means`() async throws {
    let library = try Library()
    try await library.store([
      "a.md": "# Mergers\nthe mergers of branches\n# Other\nnothing of the kind\n",
      "b.md": "# Deploying\nwhat is deployed\n",
    ])
    #expect(try library.find("ergersofbran", way: .both).hits.isEmpty)
    try Trigrams.embed(library.graph)
    let hit = try #require(try library.find("ergersofbran", way: .both).hits.first)
    #expect(hit.section.cut.title == "Mergers")
    #expect(hit.parts?.wordRank == nil && hit.parts?.meaningRank == 1)
    #expect(try #require(hit.parts?.meaning) > 0.3)
  }

  @Test func `what has no vector yet is found by its words`() async throws {
    let library = try await library(seed: 1)
    try await library.store(["new.md": "# Unheard\nzebras only\n"])
    let found = try library.find("zebras", way: .both)
    #expect(found.hits.first?.section.cut.title == "Unheard")
    #expect(found.hits.first?.parts?.meaning == nil)
    #expect(
      try !library.find("zebras", way: .meaning).hits.contains { $0.section.path == "lib/new.md" })
  }

  @Test func `what a query demands or forbids, meaning does not let through`() async throws {
    let library = try await library(seed: 2)
    for way in [SearchWay.both, .meaning] {
      for hit in try library.find("merge -undo kind:heading in:1", way: way, limit: 500).hits {
        #expect(hit.section.cut.kind == .heading && hit.section.path.hasPrefix("lib/1/"))
        let text = try Self.ownText(of: hit.section, library)
        #expect(!text.contains("undo"))
      }
      let phrase = try library.find("\"merge table\" deploy", way: way, limit: 500)
      for hit in phrase.hits {
        let text = try Self.ownText(of: hit.section, library)
        #expect(text.contains("merge table") || text.contains("merging table"), "\(text)")
      }
      #expect(try library.find("merge kind:none", way: way).hits.isEmpty)
    }
  }

  @Test(arguments: 0..<Chance.rounds(1))
  func `pages together are the whole, and no hit repeats another`(round: Int) async throws {
    let library = try await library(seed: Int(Chance.seed(7)) + round, files: 14)
    var dice = Dice(round)
    for query in ["form table review", "undo request -deploy", "(merge OR undo) AND form"] {
      let meaning = try Trigrams.meaning(of: query, in: library.graph)
      for way in SearchWay.allCases {
        for isFolding in [true, false] {
          let whole = try library.find(
            query, way: way, meaning: meaning, limit: 2000, isFolding: isFolding)
          let ids = whole.hits.map(\.section.id)
          #expect(Set(ids).count == ids.count && whole.total >= ids.count)
          #expect(isFolding || whole.total == ids.count, "\(query) \(way)")
          let size = Int.random(in: 20...60, using: &dice)
          var pages: [SectionID] = []
          for offset in stride(from: 0, to: ids.count + size, by: size) {
            let page = try library.find(
              query, way: way, meaning: meaning, limit: size, offset: offset,
              isFolding: isFolding)
            #expect(page.total == whole.total)
            pages += page.hits.map(\.section.id)
          }
          #expect(pages == ids, "\(query), pages of \(size)")
          if isFolding { Self.expectNoneRepeated(whole.hits) }
        }
      }
    }
  }

  /// Expects that of sections inside each other only one is there, unless the outer is too large to
  /// be seen at once.
  private static func expectNoneRepeated(_ hits: [Hit]) {
    let files = Dictionary(grouping: hits, by: \.section.path)
    for hits in files.values {
      for (number, one) in hits.enumerated() {
        for other in hits.dropFirst(number + 1) {
          let (first, second) = (one.section.cut, other.section.cut)
          let common = first.range.clamped(to: second.range)
          let isNested = common == first.range || common == second.range
          let isLarge = max(first.range.count, second.range.count) > 4_000
          #expect(
            !isNested || isLarge && !first.isInline && !second.isInline,
            "\(one.section.address) and \(other.section.address)")
        }
      }
    }
  }

  @Test func `odd queries give hits or none`() async throws {
    let library = try await library(seed: 3)
    for number in 0..<Chance.rounds(200) {
      let text = OddQueryTests.text(number)
      let way = SearchWay.allCases[number % 3]
      let hits = try library.find(
        text, way: way, limit: 5, offset: number % 7, isFolding: number % 2 == 0)
      #expect(hits.hits.count <= 5 && hits.hits.count <= hits.total, "\(text.debugDescription)")
    }
  }

  @Test func `rows that were given other numbers are noticed`() async throws {
    let library = try await library(seed: 4)
    let meaning = try Trigrams.meaning(of: "merge", in: library.graph)
    func search() throws -> Hits {
      try library.graph.search(
        try library.graph.sought(Query("merge")), by: meaning, way: .both, limit: 5, offset: 0,
        isFolding: true)
    }
    #expect(try !search().hits.isEmpty)
    try library.graph.dropVectors(of: Trigrams.model)
    #expect(throws: VectorFailure.moved(model: Trigrams.model)) { try search() }
    try Trigrams.embed(library.graph)
    #expect(throws: VectorFailure.moved(model: Trigrams.model)) { try search() }
  }
}
