import Graph
import Sections
import Testing

@Suite struct OddQueryTests {
  /// Texts that mean something to FTS5, SQL, shells or terminals, or to nobody.
  private static let pieces = [
    "AND", "OR", "NOT", "NEAR(", "NEAR/2", "(", ")", "\"", "'", "*", "^", "-", "--", "+", ":", "{",
    "}", "[", "]", ",", ";", "\\", "/", "%", "_", "?", "!", "#", "@", "$", "`", "~", "|", "&", "=",
    "<", ">", "\0", "\n", "\r\n", "\t", "🎉", "👩‍👩‍👧", "e\u{301}", "é", "ß", "İ", "水", "测试用例",
    "שלום", "\u{202E}rtl", "\u{FFFD}", "\u{FEFF}", "\u{10FFFF}", "½", "Ⅷ", "١٢", "form", "forms*",
    "title:", "rowid:", "sectionIndex", "DROP TABLE section", "SELECT * FROM blob", "kind:",
    "kind:\"\"", "in:%", "in:../..", "since:1d", "since:x", "tag:'", "tag:\"a b\"", "component:-",
    "lang:", "a*b", "C++", "c#", "claude.md", ".gitignore", "--flag", "node.js", "readForm",
    "HTTPServer", "x)", "-(", "-\"a b\"", "1e309", "0x1F", "NULL", "..", "\u{1B}[31m",
  ]

  /// An odd query, the same for the same number. Some are long.
  static func text(_ number: Int) -> String {
    var dice = Dice(1100 + number)
    let count = Int.random(in: 1...(number % 100 == 0 ? 2500 : 12), using: &dice)
    return (0..<count).map { _ in
      (pieces.randomElement(using: &dice) ?? "") + (Bool.random(using: &dice) ? " " : "")
    }.joined()
  }

  private func library() async throws -> Library {
    let library = try Library()
    try await library.store(SearchTests.files)
    return library
  }

  @Test func `a thousand odd queries give hits or none`() async throws {
    let library = try await library()
    for number in 0..<1000 {
      let text = OddQueryTests.text(number)
      let sort = SearchSort.allCases[number % 4]
      let hits = try library.graph.search(
        Query(text), limit: 5, sort: sort, isFolding: number % 3 == 0)
      #expect(hits.hits.count <= max(5, hits.total), "\(text.debugDescription)")
    }
  }

  @Test(arguments: [
    String(repeating: "word ", count: 2000), String(repeating: "(", count: 10_000),
    String(repeating: "\"", count: 9999), String(repeating: "NOT ", count: 2500),
    String(repeating: "a AND (b OR ", count: 900), String(repeating: "x", count: 10_000),
    String(repeating: "测", count: 3000), (0..<1500).map { "w\($0)" }.joined(separator: " "),
    (0..<1500).map { "readForm\($0)X" }.joined(separator: " OR "),
  ])
  func `ten thousand letters are a query`(text: String) async throws {
    let hits = try await library().find(text)
    #expect(hits.hits.count <= hits.total)
  }
}
