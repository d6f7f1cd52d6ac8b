import Examples
import Sections
import Testing
import Workbench

@Suite struct ExcerptTests {
  private let bench: Bench

  init() async throws {
    bench = try Bench()
    try bench.write(
      """
      ---
      name: a
      description: A. Use it.
      ---
      Before.

      # One
      Own text, é.
      ```sh
      listed
      ```
      ## Two
      Text of two.
      ## Three
      Text of three.
      # Four
      End.

      """, to: "skills/a/SKILL.md")
    try bench.write("class A:\n  def f(self):\n    pass\n\n  x = 1\n", to: "a.py")
    try bench.write(String(repeating: "é", count: 500), to: "long.txt")
    try await bench.ingest()
  }

  @Test(arguments: ["skills/a/SKILL.md", "skills/a/SKILL.md#one", "a.py", "a.py#A", "long.txt"])
  func `without a limit it is the whole text`(address: String) throws {
    let (excerpt, whole) = (try bench.workbench.excerpt(address), try bench.workbench.show(address))
    #expect(excerpt.text == whole.text && excerpt.address == whole.address)
    #expect(excerpt.tokens == whole.tokens && excerpt.totalTokens == whole.tokens)
    #expect(excerpt.omitted.isEmpty && !excerpt.isCut && excerpt.isExact)
  }

  @Test(arguments: ["skills/a/SKILL.md", "skills/a/SKILL.md#one", "a.py", "a.py#A", "long.txt"])
  func `within any limit, sections are whole or listed, and text is cut at lines`(
    address: String
  ) throws {
    let whole = try bench.workbench.show(address)
    for limit in 1...260 {
      let excerpt = try bench.workbench.excerpt(address, limit: limit)
      #expect(excerpt.tokens <= limit && excerpt.isExact)
      #expect(whole.text.hasPrefix(excerpt.text), "\(limit)")
      let isWhole = excerpt.text == whole.text
      #expect(isWhole == (excerpt.omitted.isEmpty && !excerpt.isCut), "\(limit)")
      #expect(isWhole == (limit * 4 >= whole.text.utf8.count), "\(limit)")
      let listed = excerpt.omitted.map { "\($0.tokens)" }
      #expect(
        try excerpt.omitted.map { "\(try bench.workbench.show($0.address).tokens)" } == listed)
    }
  }

  @Test func `own text is what no section inside has; code in it is part of it`() throws {
    let one = try bench.workbench.excerpt("skills/a/SKILL.md#one", children: false)
    #expect(one.text == "# One\nOwn text, é.\n```sh\nlisted\n```\n")
    #expect(one.omitted.map(\.address).map { $0.split(separator: "#").last } == ["two", "three"])
    let type = try bench.workbench.excerpt("a.py#A", children: false)
    #expect(type.text.contains("class A:") && !type.text.contains("def f"))
    let four = try bench.workbench.excerpt("skills/a/SKILL.md#four", children: false)
    #expect(four.text == "# Four\nEnd.\n" && four.omitted.isEmpty && !four.isCut)
  }

  @Test func `ids are found by how they begin`() throws {
    let ids = Set(try bench.ids("skills/a/SKILL.md").values)
    let all = try bench.workbench.sectionIDs(beginningWith: "", limit: 1000)
    #expect(ids.isSubset(of: all.ids) && all.total == all.ids.count && all.ids == all.ids.sorted())
    for id in ids {
      for length in 1...12 {
        let found = try bench.workbench.sectionIDs(
          beginningWith: String(id.prefix(length)), limit: 1000)
        #expect(found.ids == all.ids.filter { $0.hasPrefix(id.prefix(length)) })
      }
    }
    #expect(try bench.workbench.sectionIDs(beginningWith: "", limit: 1).ids.count == 1)
    for odd in ["u", "I", "é", "0000000000000"] {
      #expect(try bench.workbench.sectionIDs(beginningWith: odd, limit: 9).total == 0)
    }
  }
}
