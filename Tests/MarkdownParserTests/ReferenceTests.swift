import MarkdownParser
import Sections
import Testing

struct ReferenceTests {
  /// The references of `text`, each as `kind target @ the bytes it stands at`.
  private func references(_ text: String) throws -> [String] {
    let source = Source(path: "a.md", text: text)
    let outline = try MarkdownParser().outline(of: source)
    try outline.check(against: source)
    return outline.references.map { reference in
      guard case .file(let path, let anchor) = reference.target else { return "?" }
      let fragment = anchor.map { "#" + $0 } ?? ""
      return "\(reference.kind.rawValue) \(path)\(fragment) @ \(source.text(reference.range))"
    }
  }

  @Test(arguments: [
    ("[x](b.md)", "link b.md @ [x](b.md)"),
    ("![x](img/a%20b.png \"t\")", "link img/a b.png @ ![x](img/a%20b.png \"t\")"),
    ("see [x](../b.md#c-d) there", "link ../b.md#c-d @ [x](../b.md#c-d)"),
    ("[x](#here)", "link #here @ [x](#here)"),
    ("[x](</a b.md>)", "link /a b.md @ [x](</a b.md>)"),
    ("[x][r]\n\n[r]: ./b.md?raw=1", "link ./b.md @ [x][r]"),
    ("[r]\n\n[R]: b.md", "link b.md @ [r]"),
    ("> - *[x](b.md)*", "link b.md @ [x](b.md)"),
  ])
  func `links to files and anchors, by address or definition`(text: String, expected: String) throws
  {
    #expect(try references(text) == [expected])
  }

  @Test(arguments: [
    ("[x](b.md)", ["b.md"]), ("![x]( <a b.md> 't')", ["a b.md"]),
    ("[x](b.md#c \"a (b) c\") [y](b.md)", ["b.md#c", "b.md"]),
    ("[![i](i.png)](i.png)", ["i.png", "i.png"]), ("[x](a\\_b(c).md)", ["a\\_b(c).md"]),
    ("`[x](b.md)` [x](b.md)", ["b.md"]), ("| a |\n|---|\n| `](b.md)` [x](b.md) |", ["b.md"]),
    ("> - *[x\n>   y](b.md\n>   't')*", ["b.md"]), ("[x](a&amp;b.md)", ["a&amp;b.md"]),
    ("[x][R]\n\n```\n[r]: b.md\n```\n\n[r]: <b.md> 't'", ["b.md"]),
    ("[x y]\n\n> [X  Y]:\n> b.md", ["b.md"]), ("[x][]\n\n[x]: b.md", ["b.md"]),
    ("# [x](b.md#y) ##", ["b.md#y"]), ("| a |\n|---|\n| \\| [x](b.md) |", ["b.md"]),
    ("- a\n\n      [x](b.md)\n  [x](b.md)", ["b.md"]),
  ])
  func `where the destination of a link is written`(text: String, expected: [String]) throws {
    let source = Source(path: "a.md", text: text)
    let references = try MarkdownParser().outline(of: source).references.filter { $0.kind == .link }
    #expect(references.map { $0.destination.map(source.text) } == expected)
    let code = (text.firstRange(of: "`](b.md)` ") ?? text.firstRange(of: "`[x](b.md)` "))
      .map { text.utf8.distance(from: text.startIndex, to: $0.upperBound) }
    #expect(references.allSatisfy { ($0.destination?.lowerBound ?? 0) >= code ?? 0 })
  }

  @Test(.enabled(if: !MarkdownCorpus.files.isEmpty))
  func `every destination of a corpus is found, and is the one that was read`() throws {
    var (count, missing) = (0, 0)
    for source in MarkdownCorpus.files {
      for reference in try MarkdownParser().outline(of: source).references
      where reference.kind == .link {
        count += 1
        guard let range = reference.destination else {
          missing += 1
          print("\(source.path): \(source.text(reference.range))")
          continue
        }
        let text = "[x](<\(source.text(range))>)"
        let again = try MarkdownParser().outline(of: Source(path: "a.md", text: text))
        #expect(again.references.first?.target == reference.target)
      }
    }
    print("found the destinations of \(count) links but \(missing)")
    #expect(missing == 0)
  }

  @Test(arguments: [
    "[x](https://e.org/a.md)", "[x](//e.org/a.md)", "[x](mailto:a@e.org)", "<https://e.org/a.md>",
    "https://e.org/scripts/a.py", "www.e.org/a.html", "[x]()", "[x](C:\\a.md)", "[x](#)",
  ])
  func `what leads out of the library is no reference`(text: String) throws {
    #expect(try references(text).isEmpty)
  }

  @Test(arguments: [
    ("Run `scripts/fill.py` now", "path scripts/fill.py @ scripts/fill.py"),
    ("Run `python scripts/fill.py --all`.", "path scripts/fill.py @ scripts/fill.py"),
    ("Read ./references/x_y_z.md.", "path ./references/x_y_z.md @ ./references/x_y_z.md"),
    ("(see forms.md)", "path forms.md @ forms.md"),
    (
      "`${CLAUDE_PLUGIN_ROOT}/scripts/x.sh`",
      "path ${CLAUDE_PLUGIN_ROOT}/scripts/x.sh @ ${CLAUDE_PLUGIN_ROOT}/scripts/x.sh"
    ),
    (
      "[x](${CLAUDE_PLUGIN_ROOT}/x.md#y)",
      "link ${CLAUDE_PLUGIN_ROOT}/x.md#y @ [x](${CLAUDE_PLUGIN_ROOT}/x.md#y)"
    ),
    ("`$DIR/x.sh`", "path x.sh @ $DIR/x.sh"), ("`{baseDir}/x.sh`", "path x.sh @ {baseDir}/x.sh"),
    ("@docs/a.md", "path docs/a.md @ docs/a.md"),
    ("`docs/a.md#top`", "path docs/a.md#top @ docs/a.md#top"),
    ("`src/a.py:12`", "path src/a.py @ src/a.py:12"),
    ("`templates/basic`", "path templates/basic @ templates/basic"),
    ("| a |\n|---|\n| `b/c.py` |", "path b/c.py @ b/c.py"),
    ("- one\n  two `b/c.py`", "path b/c.py @ b/c.py"),
    ("Größe: `bücher/straße.md`", "path bücher/straße.md @ bücher/straße.md"),
    ("```sh\npython scripts/fill.py in.pdf\n```", "path scripts/fill.py @ scripts/fill.py"),
  ])
  func `paths of bundled files named in text`(text: String, expected: String) throws {
    #expect(try references(text) == [expected])
  }

  @Test(arguments: [
    "and/or, TCP/IP, 24/7", "Node.js and e.g. this", "`/slash-command`",
    "`~/.claude/settings.json`",
    "`a.b.c`", "`*.md`", "`git@host:a/b.md`", "`--flag/x.md`", "`.md`", "`x | y`", "version 1.2.3",
    "```\nx.md\n```", "    scripts/a.py",
  ])
  func `what only resembles a path is none`(text: String) throws {
    #expect(try references(text).isEmpty)
  }

  @Test func `every reference stands in the section it belongs to`() throws {
    let part =
      "# H\n\n| a |\n|---|\n| [x](b.md) `c/d.py` |\n\npara\ngraph `e/f.py`\n> [y](g.md)\n\n"
    let source = Source(path: "a.md", text: String(repeating: part, count: 50))
    let outline = try MarkdownParser().outline(of: source)
    #expect(outline.nodes.count == 50)
    for node in outline.nodes {
      let inside = outline.references.filter { node.range.contains($0.range.lowerBound) }
      #expect(inside.count == 4)
    }
  }
}
