import Examples
import PythonParser
import Sections
import Testing
import TreeSitter

@Suite struct `The Python parser` {
  @Test(arguments: Example.all(in: outlineExamples))
  func `outlines`(example: Example) throws {
    let source = Source(path: "example.py", bytes: example.bytes)
    let outline = try PythonParser().outline(of: source)
    #expect(outline.diagram == example.expected)
  }

  @Test(arguments: Example.all(in: referenceExamples))
  func `references`(example: Example) throws {
    let source = Source(path: "example.py", bytes: example.bytes)
    let references = try PythonParser().outline(of: source).references.map(\.line)
    #expect(references.joined(separator: "\n") == example.expected)
  }

  @Test func `conforms`() async {
    let examples = Example.all(in: outlineExamples + "\n" + referenceExamples)
    let sources = examples.map { Source(path: "\($0.title).py", bytes: $0.bytes) }
    #expect(sources.count > 10)
    #expect(await Conformance.findings(for: PythonParser(), on: sources) == [])
  }

  @Test func `anchors are the dotted names, and titles the bare ones`() throws {
    let text = "class A:\n  class B:\n    def c(self):\n      def d(): pass\n"
    let outline = try PythonParser().outline(of: Source(path: "a.py", text: text))
    #expect(outline.nodes.map(\.anchor) == ["A", "A.B", "A.B.c", "A.B.c.d"])
    #expect(outline.nodes.map(\.title) == ["A", "B", "c", "d"])
  }

  @Test func `every line end is a line end`() throws {
    let text = "import a\n\n# about f\ndef f():\n  pass\n\nclass G:\n  x = 1\n"
    let expected = ["Preamble", "f", "G"]
    for ending in ["\n", "\r\n", "\r"] {
      let source = Source(path: "a.py", text: text.replacing("\n", with: ending))
      let outline = try PythonParser().outline(of: source)
      #expect(outline.nodes.map(\.title) == expected)
      #expect(source.text(outline.nodes[1].range).hasPrefix("# about f"))
    }
  }

  @Test func `8,000 functions after an open bracket are all found`() throws {
    let functions = (0..<8_000).map { "def f\($0)(a, b):\n    return f\($0 + 1)(a)\n\n" }.joined()
    let source = Source(path: "a.py", text: "def broken():\n    x = (1\n\n" + functions)
    let outline = try PythonParser().outline(of: source)
    #expect(outline.nodes.count == 8_001)
    #expect(outline.references.count == 8_000)
    #expect(outline.warnings == ["the syntax at line 2 was not understood"])
  }

  @Test func `nested more deeply than sections go costs no more than its bytes`() throws {
    let text = (0..<90).map { String(repeating: " ", count: $0) + "def f\($0)():\n" }.joined()
    let source = Source(path: "a.py", text: text + String(repeating: " ", count: 90) + "pass\n")
    let outline = try PythonParser().outline(of: source)
    #expect(outline.nodes.count == Outline.deepest)
  }

  @Test func `the grammar knows every node that is asked for`() {
    #expect(PythonNode.vocabulary.unknown.isEmpty)
  }

  @Test func `tokens cover all but white space, a string being one`() throws {
    let text = "def f(x):  # why\n    return x + 'a b' * 12\n"
    let source = Source(path: "a.py", text: text)
    let tokens = try PythonParser().tokens(of: source)
    #expect(
      tokens.map { "\($0.kind) \(source.text($0.range))" } == [
        "keyword def", "identifier f", "punctuation (", "identifier x", "punctuation )",
        "punctuation :", "comment # why", "keyword return", "identifier x", "punctuation +",
        "literal 'a b'", "punctuation *", "literal 12",
      ])
  }

}

extension Reference {
  /// It, on one line.
  var line: String {
    switch target {
    case .file(let path, let anchor): "\(kind) file \(path) \(anchor ?? "")"
    case .module(let path, let name): "\(kind) \(path)\(name.map { " \($0)" } ?? "")"
    case .name(let name): "\(kind) \(name)"
    }
  }
}
