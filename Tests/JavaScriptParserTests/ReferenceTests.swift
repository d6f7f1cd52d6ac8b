import JavaScriptParser
import Sections
import Testing

@Suite struct `References in JavaScript` {
  private func targets(_ text: String, path: String = "a.js") throws -> [Reference.Target] {
    let source = Source(path: path, text: text)
    let outline =
      try path.hasSuffix("js")
      ? JavaScriptParser().outline(of: source) : TypeScriptParser().outline(of: source)
    return outline.references.map(\.target)
  }

  @Test(arguments: [
    "import './a/b.js'", "import * as c from './a/b.mjs'", "const c = require('./a/b')",
    "const c = await import(\"./a/b.ts\")", "export * from './a/b.jsx'", "import c from './a/b'",
  ])
  func `every kind of import names its module`(text: String) throws {
    #expect(try targets(text).first == .module(path: "./a/b", name: nil))
  }

  @Test func `imported names are named`() throws {
    #expect(
      try targets("import d, { a, b as c } from 'm'") == [
        .module(path: "m", name: nil), .module(path: "m", name: "a"),
        .module(path: "m", name: "b"),
      ])
    #expect(
      try targets("import m = require('./m')", path: "a.ts") == [.module(path: "./m", name: nil)])
  }

  @Test(arguments: [
    ("fill()", ["fill"]), ("new Form()", ["Form"]), ("Form.make(x)", ["Form.make"]),
    ("form.fill()", ["fill"]), ("<Form a={b()}><p/></Form>", ["Form", "b"]),
    ("class Form { a() { this.b(); this.#c() } }", ["Form.b", "Form.c"]),
    ("a.b.c()", ["c"]), ("a[0](); (() => 1)(); `${f()}`", ["f"]),
  ])
  func `calls name what is called`(text: String, names: [String]) throws {
    #expect(try targets(text) == names.map { .name($0) })
  }

  @Test func `a call is told once for each section`() throws {
    #expect(try targets("function a() { f(); f() }\nfunction b() { f() }").count == 2)
  }

  @Test func `tokens are told by kind`() throws {
    let source = Source(path: "a.ts", text: "const a: B = `x${1}` // c\n")
    let tokens = try TypeScriptParser().tokens(of: source)
    #expect(
      tokens.map { "\($0.kind) \(source.text($0.range))" } == [
        "keyword const", "identifier a", "punctuation :", "identifier B", "punctuation =",
        "literal `x${1}`", "comment // c",
      ])
  }
}
