import Sections
import TreeSitter

/// Reads one Python file's tree into an outline.
struct PythonReader {
  private let syntax: Syntax
  private var builder: OutlineBuilder
  /// Where the definition begins whose decorators have been read already.
  private var decorated: Int?
  /// Where the name of the last definition is that the grammar understood.
  private var named: Int?
  private var broken = BrokenDefinition()

  init(_ syntax: Syntax) {
    self.syntax = syntax
    builder = OutlineBuilder(syntax)
  }

  /// The outline of the file.
  mutating func outline() -> Outline {
    for part in syntax.parts {
      broken.enter(part)
      part.walk { read($0) }
    }
    return builder.outline()
  }

  /// Reads one node, and says whether to look inside.
  private mutating func read(_ node: SyntaxNode) -> Bool {
    if let found = broken.next(node, in: syntax), found.name.range.lowerBound != named {
      define(found.kind, found.name, at: found.range)
    }
    switch PythonNode.vocabulary[node] {
    case .decorated:
      guard let definition = node.child("definition") else { break }
      define(definition, at: node.range)
      decorated = definition.range.lowerBound
    case .function, .class:
      if decorated != node.range.lowerBound { define(node, at: node.range) }
    case .if: readMain(node)
    case .importStatement: readImport(node)
    case .importFrom: readImportFrom(node)
    case .call: readCall(node)
    default: break
    }
    return true
  }

  private mutating func define(_ definition: SyntaxNode, at range: Range<Int>) {
    guard let name = definition.child("name") else { return }
    named = name.range.lowerBound
    let isClass = PythonNode.vocabulary[definition] == .class
    define(isClass ? .class : .function, name, at: range)
  }

  private mutating func define(_ kind: SectionKind, _ name: SyntaxNode, at range: Range<Int>) {
    let isInClass = builder.scopes(at: range.lowerBound).last?.kind == .class
    let isMethod = kind == .function && isInClass
    builder.define(isMethod ? .method : kind, syntax.text(name), at: range)
  }

  /// `if __name__ == "__main__":` at the top of the file, with its `else`.
  private mutating func readMain(_ statement: SyntaxNode) {
    guard PythonReader.isMain(statement, in: syntax),
      builder.scopes(at: statement.range.lowerBound).isEmpty
    else { return }
    builder.define(.main, "__main__", at: statement.range, isScope: false)
  }

  /// Whether `statement` asks if the file is run as a program.
  static func isMain(_ statement: SyntaxNode, in syntax: Syntax) -> Bool {
    guard PythonNode.vocabulary[statement] == .if, let condition = statement.child("condition"),
      condition.range.count < 80
    else { return false }
    let text = syntax.text(condition).filter { !" ()".contains($0) }
    return [
      "__name__==\"__main__\"", "__name__=='__main__'", "\"__main__\"==__name__",
      "'__main__'==__name__",
    ].contains(text)
  }
}

// MARK: - References

extension PythonReader {
  /// `import a.b, c as d`
  private mutating func readImport(_ statement: SyntaxNode) {
    for name in statement.namedChildren {
      guard let module = path(ofModule: name) else { continue }
      builder.refer(.import, to: .module(path: module, name: nil), at: statement.range)
    }
  }

  /// `from ..a import b, c as d`
  private mutating func readImportFrom(_ statement: SyntaxNode) {
    guard let module = statement.child("module_name"), let path = path(ofModule: module)
    else { return }
    let names = statement.namedChildren.filter { $0.range != module.range }
    for imported in names {
      let name = self.path(ofModule: imported)
      // `from . import a` names a module beside this one more often than a name in `__init__`.
      let target: Reference.Target =
        path.hasSuffix("/")
        ? .module(path: path + (name ?? ""), name: nil) : .module(path: path, name: name)
      builder.refer(.import, to: target, at: statement.range)
    }
  }

  /// `a/b` for `a.b`, `./a` for `.a`, `../../` for `...`; nil for `*`.
  private func path(ofModule node: SyntaxNode) -> String? {
    switch PythonNode.vocabulary[node] {
    case .dottedName:
      let text = syntax.text(node)
      return text.filter { !$0.isWhitespace }.replacing(".", with: "/")
    case .importAlias: return node.child("name").flatMap { path(ofModule: $0) }
    case .relativeImport:
      let dots = syntax.source.bytes[node.range].prefix { $0 == UInt8(ascii: ".") }.count
      let up = dots == 1 ? "./" : String(repeating: "../", count: dots - 1)
      let name = node.namedChildren.lazy.compactMap { path(ofModule: $0) }.first
      return up + (name ?? "")
    default: return nil
    }
  }

  /// `fill()` and `Form.fill()` by those names, `self.fill()` as the class's own, and of other
  /// calls the method's name.
  private mutating func readCall(_ call: SyntaxNode) {
    guard let function = call.child("function") else { return }
    switch PythonNode.vocabulary[function] {
    case .identifier:
      builder.refer(.call, to: .name(syntax.text(function)), at: function.range)
    case .attribute:
      guard let name = function.child("attribute") else { return }
      let owner = function.child("object").flatMap { type(named: $0) }
      let path = (owner.map { $0 + "." } ?? "") + syntax.text(name)
      builder.refer(.call, to: .name(path), at: name.range)
    default: break
    }
  }

  /// The class that `object` stands for, as far as the text alone tells.
  private func type(named object: SyntaxNode) -> String? {
    guard PythonNode.vocabulary[object] == .identifier else { return nil }
    let name = syntax.text(object)
    if name == "self" || name == "cls" {
      let scopes = builder.scopes(at: object.range.lowerBound)
      return scopes.last { $0.kind == .class }?.anchor
    }
    return name.first?.isUppercase == true ? name : nil
  }
}
