import Sections
import Testing
import TreeSitter

@Suite struct `The syntax of a file` {
  @Test func `a file that parses is one part`() throws {
    let source = Source(path: "a.py", text: "def f():\n  pass\n")
    let syntax = try Syntax(source, as: .python)
    #expect(syntax.parts.map(\.kind) == ["module"])
    #expect(syntax.warnings.isEmpty)
  }

  @Test func `an open bracket costs one definition`() throws {
    let text = "def f():\n  x = (1\n\ndef g():\n  pass\n\nclass H:\n  def i(self): pass\n"
    let syntax = try Syntax(Source(path: "a.py", text: text), as: .python)
    var names: [String] = []
    syntax.walk { node in
      if let name = node.child("name") { names.append(syntax.text(name)) }
      return true
    }
    #expect(names == ["f", "g", "H", "i"])
    #expect(syntax.warnings.count == 1)
  }
}
