import Sections
import Testing
import TreeSitter

@Suite struct `The syntax of a file` {
  static let python = Source(
    path: "a.py",
    text: "\u{FEFF}# one\n  # two\n# three\ndef f(): # four\n\tpass;  x = 1 # five\r\n\n"
      + "@g\nclass H: pass")

  @Test func `a file that parses is one part`() throws {
    let syntax = try Syntax(Self.python, as: .python)
    #expect(syntax.parts.map(\.kind) == ["module"])
    #expect(syntax.warnings.isEmpty)
  }

  @Test func `a file of no bytes has no parts`() throws {
    let syntax = try Syntax(Source(path: "a.py", bytes: []), as: .python)
    #expect(syntax.parts.isEmpty)
    #expect(OutlineBuilder(syntax).outline() == Outline())
  }

  @Test func `a walk visits every node before what is in it, in reading order`() throws {
    let syntax = try Syntax(Self.python, as: .python)
    var visited: [Range<Int>] = []
    syntax.walk { node in
      visited.append(node.range)
      return true
    }
    #expect(visited.count > 20)
    for (one, next) in zip(visited, visited.dropFirst()) {
      #expect(next.lowerBound >= one.lowerBound)
    }
  }

  @Test func `a walk stays out of what the visitor declines`() throws {
    let syntax = try Syntax(Self.python, as: .python)
    var kinds: [String] = []
    syntax.walk { node in
      kinds.append(node.kind)
      return node.kind == "module"
    }
    #expect(
      kinds == [
        "module", "comment", "comment", "comment", "function_definition", "decorated_definition",
      ])
  }

  @Test func `whole lines hold their range, and only blanks and a comment more`() throws {
    let syntax = try Syntax(Self.python, as: .python)
    syntax.walk { node in
      let lines = syntax.wholeLines(node.range)
      #expect(
        lines.lowerBound <= node.range.lowerBound && lines.upperBound >= node.range.upperBound)
      let before = syntax.source.text(lines.lowerBound..<node.range.lowerBound)
      #expect(before.allSatisfy { $0.isWhitespace || $0 == "\u{FEFF}" })
      let after = syntax.source.text(node.range.upperBound..<lines.upperBound)
      let blanks = after.drop(while: \.isWhitespace)
      #expect(blanks.isEmpty || blanks.hasPrefix("#"))
      return true
    }
  }

  @Test func `comments above at the same indentation belong to a range`() throws {
    let syntax = try Syntax(Self.python, as: .python)
    let function = try #require(syntax.parts[0].children.first { $0.kind == "function_definition" })
    let lines = syntax.wholeLinesWithComments(function.range)
    #expect(syntax.source.text(lines).hasPrefix("# three\ndef"))
    #expect(syntax.source.text(lines).hasSuffix("# five\r\n"))
  }

  @Test func `a file over the limit is refused`() {
    #expect(throws: ParseFailure.tooLarge(bytes: 11, limit: 10)) {
      try Syntax(
        Source(path: "a.py", text: "x = 1 + 2 \n"), as: .python, within: .init(bytes: 10))
    }
  }

  @Test func `time that is up is a failure`() {
    #expect(throws: ParseFailure.timedOut(seconds: 0)) {
      try Syntax(Self.python, as: .python, within: .init(time: .zero))
    }
  }

  @Test func `a file that takes too long as a whole is read piece by piece`() throws {
    let text = "def f():\n  x = (1\n" + String(repeating: "def g():\n  g()\n", count: 20_000)
    let source = Source(path: "a.py", text: text)
    var milliseconds = 10
    while milliseconds < 60_000 {
      milliseconds *= 2
      let limits = Syntax.Limits(time: .milliseconds(milliseconds))
      guard let syntax = try? Syntax(source, as: .python, within: limits) else { continue }
      var count = 0
      syntax.walk { node in
        if node.kind == "function_definition", !node.hasError { count += 1 }
        return node.kind == "module"
      }
      #expect(count >= 20_000)
      break
    }
    #expect(milliseconds < 60_000)
  }

  @Test(arguments: [
    (Grammar.python, "def f():\n  x = (1\n", "def g():\n  pass\n"),
    (.javascript, "function f() {\n  x = (1\n", "function g() {\n  x()\n}\n"),
    (.typescript, "interface f {\n  x: {\n", "export function g(): void {\n}\n"),
    (.bash, "f() {\n  if x; then\n", "g() {\n  x\n}\n"),
  ])
  func `what is open costs one definition`(grammar: Grammar, broken: String, sound: String) throws {
    let count = 50
    let text = broken + "\n" + String(repeating: sound + "\n", count: count)
    let syntax = try Syntax(Source(path: "a", text: text), as: grammar)
    var names: [String] = []
    syntax.walk { node in
      if let name = node.child("name"), !node.hasError { names.append(syntax.text(name)) }
      return true
    }
    #expect(names.filter { $0 == "g" }.count == count)
    #expect(syntax.warnings.count == 1)
  }
}
