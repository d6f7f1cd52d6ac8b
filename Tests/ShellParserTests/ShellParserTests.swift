import Examples
import Sections
import ShellParser
import Testing
import TreeSitter

@Suite struct `The shell parser` {
  @Test(arguments: Example.all(in: outlineExamples))
  func `outlines`(example: Example) throws {
    let source = Source(path: "example.sh", bytes: example.bytes)
    let outline = try ShellParser().outline(of: source)
    #expect(outline.diagram == example.expected)
  }

  @Test(arguments: Example.all(in: referenceExamples))
  func `references`(example: Example) throws {
    let source = Source(path: "example.sh", bytes: example.bytes)
    let references = try ShellParser().outline(of: source).references.map(\.line)
    #expect(references.joined(separator: "\n") == example.expected)
  }

  @Test func `conforms`() async {
    let examples = Example.all(in: outlineExamples + "\n" + referenceExamples)
    let sources = examples.map { Source(path: "\($0.title).sh", bytes: $0.bytes) }
    #expect(sources.count > 8)
    #expect(await Conformance.findings(for: ShellParser(), on: sources) == [])
  }

  @Test func `every line end is a line end`() throws {
    let text = "set -e\n\n# about f\nf() {\n  g\n}\n\nfunction g {\n  :\n}\n"
    for ending in ["\n", "\r"] {
      let source = Source(path: "a.sh", text: text.replacing("\n", with: ending))
      let outline = try ShellParser().outline(of: source)
      #expect(outline.nodes.map(\.title) == ["Preamble", "f", "g"])
      #expect(source.text(outline.nodes[1].range).hasPrefix("# about f"))
    }
  }

  @Test func `the grammar knows every node that is asked for`() {
    #expect(ShellNode.vocabulary.unknown.isEmpty)
  }

  @Test func `tokens cover all but white space, a string being one`() throws {
    let source = Source(path: "a.sh", text: "f() { echo \"a $b\" >&2; } # why\n")
    let tokens = try ShellParser().tokens(of: source)
    #expect(
      tokens.map { "\($0.kind) \(source.text($0.range))" } == [
        "identifier f", "punctuation (", "punctuation )", "punctuation {", "identifier echo",
        "literal \"a $b\"", "punctuation >&", "literal 2", "punctuation ;", "punctuation }",
        "comment # why",
      ])
  }
}

extension Reference {
  /// It, on one line.
  var line: String {
    switch target {
    case .file(let path, _): "\(kind) file \(path)"
    case .module(let path, _): "\(kind) module \(path)"
    case .name(let name): "\(kind) \(name)"
    }
  }
}
