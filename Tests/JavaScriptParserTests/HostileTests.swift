import JavaScriptParser
import Sections
import Testing

@Suite struct `Hostile JavaScript` {
  private func outline(_ text: String) -> Outline? {
    let source = Source(path: "a.js", text: text)
    let outline = try? JavaScriptParser().outline(of: source)
    #expect(throws: Never.self) { try outline?.check(against: source) }
    return outline
  }

  @Test(arguments: ["(", "[", "{", "`${", "<a>"])
  func `a hundred thousand times does no harm`(unit: String) {
    _ = outline(String(repeating: unit, count: 100_000))
  }

  @Test(arguments: [
    "a=\n", "a={b:\n", "({a(){\n", "class A{b(){\n", "var a=()=>1,\n", "const a = (\n", "class A\n",
  ])
  func `ten thousand times on lines does no harm`(unit: String) {
    _ = outline(String(repeating: unit, count: 10_000))
  }

  @Test func `a file without lines is kept in one piece`() throws {
    let unit = "function a(b){return b.map(c=>c+1)}var d={e(){},f:()=>1};"
    let result = try #require(outline(String(repeating: unit, count: 5_000)))
    #expect(result.nodes.isEmpty)
    #expect(result.warnings == ["its lines are a machine's: kept in one piece"])
    #expect(try #require(outline(unit)).nodes.map(\.title) == ["a", "d", "e", "f"])
  }

  @Test func `half a file is read as far as it goes`() throws {
    let text = "import a from 'a'\nfunction b() {\n  a()\n}\nclass C {\n  d() {}\n  e() { if ("
    let titles = try #require(outline(text)).nodes.map(\.title)
    #expect(titles == ["Preamble", "b", "C", "d"])
  }
}
