import Foundation
import Testing
import Workbench

@Suite struct SearchingTests {
  private func bench() async throws -> Bench {
    let bench = try Bench()
    try bench.write(
      """
      ---
      name: pdf
      description: Fills in forms of portable documents.
      ---
      # PDF
      ## Quick start
      Run `fill_form` from [the script](scripts/fill.py). See [pitfalls](#pitfalls).
      ## Pitfalls
      Some forms are pictures, and need recognition first.
      """, to: "pdf/SKILL.md")
    try bench.write(
      "def fill_form(form):\n    return form\n\n\ndef other():\n    return fill_form(1)\n",
      to: "pdf/scripts/fill.py")
    try bench.write("# Notes\nRecognition of pictures in forms.\n", to: "notes.md")
    try await bench.ingest()
    return bench
  }

  @Test func `text is searched itself, exactly or by a pattern`() async throws {
    let bench = try await bench()
    var options = SearchOptions()
    options.exact = "fill_form("
    let exact = try await bench.workbench.search("", options: options)
    #expect(exact.hits.map(\.section.title) == ["fill_form", "other"])
    #expect(exact.hits[0].snippet.contains { $0.isMatch && $0.text == "fill_form(" })
    options.exact = nil
    options.regex = "^some \\w+"
    #expect(try await bench.workbench.search("", options: options).total == 0)
    options.regex = "(?i)^some \\w+"
    let found = try await bench.workbench.search("", limit: 1, options: options)
    #expect(found.hits.map(\.section.title) == ["Pitfalls"] && found.total == 1)
    options.regex = "form"
    #expect(try await bench.workbench.search("kind:function", options: options).total == 2)
    let narrowed = try await bench.workbench.search("recognition in:notes.md", options: options)
    #expect(narrowed.total == 1)
    options.regex = "("
    await #expect(throws: (any Error).self) {
      try await bench.workbench.search("", options: options)
    }
  }

  @Test func `misspelled words are mended, and it is said`() async throws {
    let result = try await bench().workbench.search("recogniton picutres")
    #expect(result.corrected == "recognition pictures")
    #expect(result.hits.count == 2)
  }

  @Test func `parts of scores are told when asked for`() async throws {
    let bench = try await bench()
    var options = SearchOptions()
    #expect(try await bench.workbench.search("pitfalls").hits.first?.parts == nil)
    options.isExplained = true
    let explained = try await bench.workbench.search("pitfalls", options: options)
    let hit = try #require(explained.hits.first)
    #expect(hit.parts?.coverage == 1 && hit.parts?.total == hit.score)
  }

  @Test(arguments: [10, 60, 150, 1000])
  func `a context keeps within its budget, whole and in order`(budget: Int) async throws {
    let bench = try await bench()
    let pack = try await bench.workbench.context("recognition of pictures in forms", budget: budget)
    #expect(
      pack.tokens <= budget && pack.tokens == pack.sections.reduce(0) { $0 + $1.section.tokens })
    #expect(pack.sections.isEmpty == (budget == 10))
    #expect(pack.leftOut.isEmpty == (budget != 10))
    let places = pack.sections.map {
      "\($0.section.address.prefix { $0 != "#" })\($0.section.firstLine)"
    }
    #expect(places == places.sorted())
    for part in pack.sections {
      #expect(part.text.utf8.count == part.section.bytes)
    }
    let again = try await bench.workbench.context(
      "recognition of pictures in forms", budget: budget)
    #expect(again == pack)
  }

  @Test func `what has to do with a section`() async throws {
    let bench = try await bench()
    let related = try bench.workbench.related("files/pdf/SKILL.md#pitfalls")
    func titles(_ how: String) -> [String] {
      related.filter { $0.how == how }.map(\.section.title)
    }
    #expect(titles("referred-from") == ["Quick start"])
    #expect(titles("around") == ["PDF"])
    #expect(titles("words").first == "Notes")
    let ids = related.map(\.section.id)
    #expect(Set(ids).count == ids.count)
  }
}
