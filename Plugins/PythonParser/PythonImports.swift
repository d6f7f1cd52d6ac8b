import Sections
import TreeSitter

/// What one import statement of Python brings.
struct PythonImports {
  /// By module and way.
  private(set) var imports: [Import] = []

  /// All names it defines.
  var names: [Import.Name] { imports.flatMap(\.names) }

  init(_ statement: SyntaxNode, in syntax: Syntax) {
    let isPlain = PythonName.vocabulary[statement] == .importStatement
    if isPlain { readPlain(statement, syntax) } else { readFrom(statement, syntax) }
  }

  /// `import a.b, c as d`: each by itself.
  private mutating func readPlain(_ statement: SyntaxNode, _ syntax: Syntax) {
    let start = statement.range.lowerBound
    for child in statement.namedChildren {
      guard let name = PythonImports.name(child, in: syntax, isModule: true) else { continue }
      let text = syntax.text(child)
      let module = syntax.text(child.child("name") ?? child)
      imports.append(
        Import(
          form: "import \(text)", module: PythonImports.path(module),
          opening: start..<start + "import".utf8.count, names: [name]))
    }
  }

  /// `from a import b, c as d`, `from __future__ import a`.
  private mutating func readFrom(_ statement: SyntaxNode, _ syntax: Syntax) {
    let module = statement.child("module_name")
    let start = statement.range.lowerBound
    let keyword = statement.children.first { !$0.isNamed && syntax.isText($0, "import") }
    guard let end = keyword?.range.upperBound else { return }
    let children = statement.namedChildren.filter { $0.range.lowerBound >= end }
    let names = children.compactMap { PythonImports.name($0, in: syntax, isModule: false) }
    let text = module.map { syntax.text($0) } ?? "__future__"
    let isOpen = children.contains { PythonName.vocabulary[$0] == .wildcard }
    guard isOpen || !names.isEmpty else { return }
    imports.append(
      Import(
        form: "from \(text.filter { !$0.isWhitespace })\(isOpen ? " *" : "")",
        module: PythonImports.path(text), opening: start..<end, names: names, isOpen: isOpen))
  }

  /// `a.b` defines `a`, `a.b as c` defines `c`.
  private static func name(
    _ node: SyntaxNode, in syntax: Syntax, isModule: Bool
  ) -> Import.Name? {
    switch PythonName.vocabulary[node] {
    case .importAlias:
      return node.child("alias").map { Import.Name(node.range, syntax.text($0)) }
    case .dottedName:
      let text = syntax.text(node)
      let first = text.split { $0 == "." || $0.isWhitespace }.first.map(String.init) ?? text
      return Import.Name(node.range, isModule ? first : text)
    case .identifier: return Import.Name(node.range, syntax.text(node))
    default: return nil
    }
  }

  /// `a/b` for `a.b`, `./a` for `.a`, `../../a` for `...a`.
  private static func path(_ module: String) -> String {
    let text = module.filter { !$0.isWhitespace }
    let dots = text.prefix { $0 == "." }.count
    let name = text.dropFirst(dots).replacing(".", with: "/")
    switch dots {
    case 0: return String(name)
    case 1: return "./" + name
    default: return String(repeating: "../", count: dots - 1) + name
    }
  }
}
