import Sections
import TreeSitter

/// What one statement imports: `import … from`, and declarations whose values are `require(…)`.
struct ScriptImports {
  /// By module and way; empty where the statement is no import.
  private(set) var imports: [Import] = []
  private let syntax: Syntax

  init(_ statement: SyntaxNode, in syntax: Syntax, _ vocabulary: Vocabulary<ScriptName>) {
    self.syntax = syntax
    switch vocabulary[statement] {
    case .importStatement: readImport(statement)
    case .lexicalDeclaration, .variableDeclaration: readRequire(statement, vocabulary)
    default: break
    }
  }

  /// `import a, {b as c} from "d"`, `import * as a from "d"`, `import "d"`.
  private mutating func readImport(_ statement: SyntaxNode) {
    let start = statement.range.lowerBound
    guard let source = statement.child("source"),
      let clause = statement.namedChildren.first(where: { $0.kind == "import_clause" })
    else { return readWhole(statement) }
    let from = statement.children.first { !$0.isNamed && syntax.isText($0, "from") }
    let closing = (from ?? source).range.lowerBound..<statement.range.upperBound
    let isType = statement.children.contains { !$0.isNamed && syntax.isText($0, "type") }
    let before = syntax.source.text(start..<clause.range.lowerBound)
    let opening = start..<start + before.utf8.count - before.trailingBlanks
    let module = syntax.text(source)
    func add(_ form: String, _ names: [Import.Name], isBraced: Bool = false) {
      imports.append(
        Import(
          form:
            "\(isType ? "import type" : "import") \(form) from \(module.dropFirst().dropLast())",
          module: ScriptImports.path(module), opening: opening, names: names, isBraced: isBraced,
          closing: closing, style: .module))
    }
    for child in clause.namedChildren {
      switch child.kind {
      case "identifier": add(syntax.text(child), [Import.Name(child.range, syntax.text(child))])
      case "namespace_import":
        guard let name = child.namedChildren.last else { continue }
        add(syntax.text(child), [Import.Name(child.range, syntax.text(name))])
      default:
        let names = child.namedChildren.compactMap { each in
          (each.child("alias") ?? each.child("name")).map {
            Import.Name(each.range, syntax.text($0))
          }
        }
        add("{}", names, isBraced: true)
      }
    }
  }

  /// An import that is taken whole or not at all.
  private mutating func readWhole(_ statement: SyntaxNode) {
    let clause = statement.namedChildren.first { $0.kind == "import_require_clause" }
    let source = statement.child("source") ?? clause?.child("source")
    let name = clause?.namedChildren.first { $0.kind == "identifier" }
    let names = name.map { [Import.Name($0.range, syntax.text($0))] } ?? []
    imports.append(
      Import(
        form: syntax.text(statement),
        module: source.map { ScriptImports.path(syntax.text($0)) } ?? "",
        opening: statement.range, names: names, style: clause == nil ? .module : .common))
  }

  /// `const a = require("b")`, `const { a, b: c } = require("d")`.
  private mutating func readRequire(
    _ statement: SyntaxNode, _ vocabulary: Vocabulary<ScriptName>
  ) {
    let declarators = statement.namedChildren.filter { $0.kind == "variable_declarator" }
    guard declarators.count == 1, let declarator = declarators.first,
      let pattern = declarator.child("name"), let value = declarator.child("value"),
      let module = required(value, vocabulary)
    else { return }
    let start = statement.range.lowerBound
    let keyword = syntax.source.text(start..<pattern.range.lowerBound)
    let opening = start..<start + keyword.utf8.count - keyword.trailingBlanks
    var end = pattern.range.upperBound
    while syntax.source.bytes[end] == 0x20 { end += 1 }
    let closing = end..<statement.range.upperBound
    let rest = syntax.source.text(closing).filter { !$0.isWhitespace && $0 != ";" }
    let isBraced = vocabulary[pattern] == .objectPattern
    guard let names = names(of: pattern, isBraced: isBraced, vocabulary) else { return }
    let form = isBraced ? "{}" : names.first?.name ?? ""
    imports.append(
      Import(
        form: "\(form) \(rest)", module: ScriptImports.path(module), opening: opening,
        names: names, isBraced: isBraced, closing: closing, style: .common))
  }

  /// The names in `pattern`, or nil where it is more than a list of them.
  private func names(
    of pattern: SyntaxNode, isBraced: Bool, _ vocabulary: Vocabulary<ScriptName>
  ) -> [Import.Name]? {
    guard isBraced else {
      guard vocabulary[pattern] == .identifier else { return nil }
      return [Import.Name(pattern.range, syntax.text(pattern))]
    }
    var names: [Import.Name] = []
    for child in pattern.namedChildren {
      switch vocabulary[child] {
      case .shorthandPattern: names.append(Import.Name(child.range, syntax.text(child)))
      case .pairPattern:
        guard let name = child.child("value"), vocabulary[name] == .identifier else { return nil }
        names.append(Import.Name(child.range, syntax.text(name)))
      default: return nil
      }
    }
    return names.isEmpty ? nil : names
  }

  /// The module of `require("a")`, also of `require("a").b`, with its quotes.
  private func required(_ value: SyntaxNode, _ vocabulary: Vocabulary<ScriptName>) -> String? {
    var value = value
    while vocabulary[value] == .memberExpression, let object = value.child("object") {
      value = object
    }
    guard vocabulary[value] == .call, let function = value.child("function"),
      syntax.isText(function, "require"),
      let source = value.child("arguments")?.firstNamedChild, vocabulary[source] == .string
    else { return nil }
    return syntax.text(source)
  }

  /// `./a` for `"./a.js"`.
  private static func path(_ quoted: String) -> String {
    let path = String(quoted.dropFirst().dropLast())
    let suffixes = [".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"]
    return String(path.dropLast(suffixes.first { path.hasSuffix($0) }?.count ?? 0))
  }
}

extension String {
  /// How many blank bytes it ends in.
  fileprivate var trailingBlanks: Int {
    utf8.reversed().prefix { $0 == 0x20 || (0x09...0x0D).contains($0) }.count
  }
}
