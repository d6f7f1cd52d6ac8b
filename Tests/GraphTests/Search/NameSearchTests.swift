import Foundation
import Graph
import Sections
import Testing

@Suite struct NameSearchTests {
  static let files: KeyValuePairs = [
    "a.md": "# One\nCall readPDFForm and `parse_http_header`, in C++ only.\n",
    "b.md": "# Two\nSee claude.md and .gitignore, pass --dry-run; node.js runs it. C is not it.\n",
    "c.md": "# Three\n进行测试用例的编写\n",
    "d.md": "# Four\nÜber naïve Café, ПРИВЕТ\n",
  ]

  @Test(arguments: [
    ("readPDFForm", "One"), ("readpdfform", "One"), ("read pdf form", "One"),
    ("read_pdf_form", "One"),
    ("pdf", "One"), ("parseHttpHeader", "One"), ("parse-http-header", "One"),
    ("parsehttpheader", "One"), ("http", "One"), ("C++", "One"), ("claude.md", "Two"),
    (".gitignore", "Two"), ("--dry-run", "Two"), ("dryRun", "Two"), ("node.js", "Two"),
    ("测试", "Three"), ("用例", "Three"), ("cafe", "Four"), ("uber NAIVE", "Four"), ("привет", "Four"),
  ])
  func `a name is found however it is written`(query: String, title: String) async throws {
    let library = try Library()
    try await library.store(NameSearchTests.files)
    #expect(try library.find(query).hits.first?.section.cut.title == title)
  }

  @Test(arguments: [
    ("readForm", "read Form"), ("HTTPServer2Go", "HTTP Server2 Go"), ("APIs", ""), ("iOS", "i OS"),
    ("plain words_here", ""), ("C++ c# F#x", "cplusplus csharp"), ("getURLs", "get URLs"),
    ("测试用例", "测试 试用 用例"), ("readForm and readForm", "read Form"), ("水", ""),
  ])
  func `the parts of names`(text: String, parts: String) {
    #expect(NameParts.text(of: text) == parts)
  }

  @Test func `stems are those of FTS5`() throws {
    let words = """
      caresses ponies ties caress cats feed agreed plastered bled motoring sing conflated troubled
      sized hopping tanned falling hissing fizzed failing filing happy sky relational conditional
      rational valenci hesitanci digitizer conformabli radicalli differentli vileli analogousli
      vietnamization predication operator feudalism decisiveness hopefulness callousness formaliti
      sensitiviti sensibiliti triplicate formative formalize electriciti electrical hopeful goodness
      revival allowance inference airliner gyroscopic adjustable defensible irritant replacement
      adjustment dependent adoption homologou communism activate angulariti homologous effective
      bowdlerize probate rate cease controll roll databases skills deploying workspaces yes dying
      y ly ed ing es ss sses is as us ions tions ement xement generalizations oscillators queries
      """.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let expected = try FTS5.stems(of: words) else { return }
    for (word, stem) in zip(words, expected) { #expect(Stem.stem(word) == stem, "\(word)") }
  }

  @Test(arguments: [
    ("systmatic", "systematic"), ("debugin", "debugging"),
    ("systematicdebugging", "systematic debugging"), ("sytsematic", "systematic"),
  ])
  func `a word that stands nowhere is taken for the nearest`(
    typed: String, meant: String
  ) async throws {
    let library = try Library()
    try await library.store(["a.md": "# Systematic debugging\nof things\n", "b.md": "# Other\n"])
    let hits = try library.find("\(typed) things")
    #expect(hits.corrections.map(\.taken) == [meant])
    #expect(hits.hits.first?.section.cut.title == "Systematic debugging")
    #expect(try library.find("xylophone").corrections.isEmpty)
    #expect(try library.find("debug").corrections.isEmpty)
  }
}

/// The tokenizer of SQLite, by way of Python where that is installed.
private enum FTS5 {
  static func stems(of words: [String]) throws -> [String]? {
    let python = URL(fileURLWithPath: "/usr/bin/python3")
    guard FileManager.default.isExecutableFile(atPath: python.path) else { return nil }
    let program = """
      import json, sqlite3, sys
      db = sqlite3.connect(":memory:")
      db.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize = 'porter unicode61')")
      db.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
      db.executemany("INSERT INTO t (rowid, x) VALUES (?, ?)", enumerate(sys.argv[1:]))
      print(json.dumps([row[0] for row in db.execute("SELECT term FROM v ORDER BY doc")]))
      """
    let process = Process()
    let output = Pipe()
    process.executableURL = python
    process.arguments = ["-c", program] + words
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0
      ? try JSONDecoder().decode([String].self, from: data) : nil
  }
}
