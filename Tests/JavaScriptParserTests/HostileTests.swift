import JavaScriptParser
import Sections
import Testing

@Suite struct `Hostile JavaScript` {
  private func outline(_ text: String) -> (outline: Outline?, seconds: Double) {
    let source = Source(path: "a.js", text: text)
    let start = ContinuousClock.now
    let outline = try? JavaScriptParser().outline(of: source)
    #expect(throws: Never.self) { try outline?.check(against: source) }
    return (outline, (ContinuousClock.now - start) / .seconds(1))
  }

  @Test(arguments: ["(", "[", "{", "`${", "<a>"])
  func `a hundred thousand times does no harm`(unit: String) {
    #expect(outline(String(repeating: unit, count: 100_000)).seconds < 30)
  }

  @Test(arguments: [
    "a=\n", "a={b:\n", "({a(){\n", "class A{b(){\n", "var a=()=>1,\n", "const a = (\n", "class A\n",
  ])
  func `ten thousand times on lines does no harm`(unit: String) {
    #expect(outline(String(repeating: unit, count: 10_000)).seconds < 30)
  }

  @Test func `a file without lines is kept in one piece`() throws {
    let unit = "function a(b){return b.map(c=>c+1)}var d={e(){},f:()=>1};"
    let result = try #require(outline(String(repeating: unit, count: 5_000)).outline)
    #expect(result.nodes.isEmpty)
    #expect(result.warnings == ["its lines are a machine's: kept in one piece"])
    #expect(try #require(outline(unit).outline).nodes.map(\.title) == ["a", "d", "e", "f"])
  }

  @Test func `eight times the functions cost eight times the time`() throws {
    func text(_ count: Int) -> String {
      (0..<count).map { "// f\nexport const f\($0) = (a) => {\n  g(a)\n}\n" }.joined()
    }
    _ = outline(text(100))
    let small = outline(text(1_000))
    let large = outline(text(8_000))
    #expect(large.outline?.nodes.count == 8_000)
    #expect(large.seconds < small.seconds * 8 * 3)
  }

  @Test func `half a file is read as far as it goes`() throws {
    let text = "import a from 'a'\nfunction b() {\n  a()\n}\nclass C {\n  d() {}\n  e() { if ("
    let titles = try #require(outline(text).outline).nodes.map(\.title)
    #expect(titles == ["Preamble", "b", "C", "d"])
  }
}
