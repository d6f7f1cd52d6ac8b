import Sections
import Testing

@Suite struct Sources {
  @Test(arguments: [
    ("#!/bin/bash\n", "bash"), ("#!/usr/bin/env python3.11\n", "python"),
    ("#!/usr/bin/env -S node --flag\r\n", "node"), ("#! /usr/bin/env A=1 ruby", "ruby"),
    ("\u{FEFF}#!/bin/sh", "sh"), ("# not one", nil), ("#!", nil), ("", nil),
  ])
  func `know the program of their first line`(text: String, program: String?) {
    #expect(Source(path: "x", text: text).interpreter == program)
  }

  @Test func `are binary when NUL comes early`() {
    #expect(Source(path: "x", bytes: [0x41, 0]).isBinary)
    #expect(!Source(path: "x", bytes: [UInt8](repeating: 0x41, count: 8192) + [0]).isBinary)
  }
}

@Suite struct `Line tables` {
  @Test(arguments: [
    ("", [0]), ("a", [0]), ("a\n", [0]), ("a\nb", [0, 2]), ("a\r\nb\rc\n", [0, 3, 5]),
    ("\n\n", [0, 1]),
  ])
  func `end lines at LF, CR LF and CR`(text: String, starts: [Int]) {
    let table = LineTable(Array(text.utf8))
    #expect(table.starts == starts)
    for (line, start) in starts.enumerated() where start < table.count {
      #expect(table.line(at: start) == line)
      #expect(table.range(ofLine: line).lowerBound == start)
    }
  }
}

@Suite struct `Content hashes` {
  @Test func `are SHA-256`() {
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    #expect(ContentHash(of: []).hex == empty)
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(ContentHash(of: Array("abc".utf8)).hex == abc)
    #expect(ContentHash(of: "abc".utf8.lazy.map { $0 }).hex == abc)
    #expect(ContentHash(hex: abc)?.bytes.count == 32)
    #expect(ContentHash(hex: abc.dropLast()) == nil)
  }
}

@Suite struct Registries {
  struct Fixed: SectionParser {
    let id: String
    var version = 1
    let claims: [Claim]
    var outline: Outline? = Outline()
    func outline(of source: Source) throws(ParseFailure) -> Outline {
      guard let outline else { throw .failed("no") }
      return outline
    }
  }

  let registry = ParserRegistry([
    Fixed(id: "first", claims: [.suffix(".py"), .interpreter("python")]),
    Fixed(id: "second", claims: [.suffix(".py"), .suffix(".test.py"), .name("Makefile")]),
  ])

  @Test(arguments: [
    ("a/x.py", "", "first"), ("a/x.test.py", "", "second"), ("a/X.PY", "", "first"),
    ("a/Makefile", "", "second"), ("a/run", "#!/usr/bin/python3", "first"), ("a/.py", "", nil),
    ("a/x.txt", "", nil),
  ])
  func `tell a file by suffix, name and first line`(path: String, text: String, id: String?) {
    #expect(registry.parser(for: Source(path: path, text: text))?.id == id)
  }

  @Test func `keep a file whole whose parser fails or lies`() async {
    let liar = Fixed(
      id: "liar", claims: [.suffix(".x")], outline: Outline([.init(5..<99, .text, title: "")]))
    let quitter = Fixed(id: "quitter", claims: [.suffix(".y")], outline: nil)
    let registry = ParserRegistry([liar, quitter])
    for path in ["a.x", "a.y"] {
      let reading = await registry.read(Source(path: path, text: "some text"))
      #expect(reading.cuts.count == 1)
      #expect(reading.outline.warnings.count == 1)
    }
  }

  @Test func `find what a parser does wrong`() async {
    let source = Source(path: "a.x", text: "# one\n\n# two\n")
    let good = Fixed(id: "good", claims: [.suffix(".x")])
    #expect(await Conformance.findings(for: good, on: [source]).isEmpty)
    let bad = Fixed(
      id: "Bad id", version: 0, claims: [], outline: Outline([.init(3..<999, .text, title: "")]))
    #expect(await Conformance.findings(for: bad, on: [source]).count > 4)
  }
}
