import Sections
import TreeSitter

extension ScriptReader {
  /// `export function f`, `export const a = 1, b = 2`, `export default …`, `export … from`
  mutating func readExport(_ statement: SyntaxNode) {
    if let source = statement.child("source") { refer(to: source, name: nil) }
    if let declaration = statement.child("declaration") {
      widen(declaration, like: statement)
      exported.insert(declaration.range)
    } else if let value = statement.child("value") {
      define(value, as: "default", at: statement.range, otherwise: .export)
    }
  }

  /// `declare …`
  mutating func readAmbient(_ statement: SyntaxNode) {
    guard let inner = statement.namedChildren.last else { return }
    widen(inner, like: statement)
  }

  /// `const f = …, g = …`: the first takes what is before it, each the comma after it.
  mutating func readDeclaration(_ statement: SyntaxNode) {
    let outer = range(of: statement)
    let isExported = exported.contains(statement.range)
    let declarators = statement.namedChildren.filter { vocabulary[$0] == .variableDeclarator }
    for (index, declarator) in declarators.enumerated() {
      let own = withSeparators(declarator.range)
      let start = index == 0 ? outer.lowerBound : own.lowerBound
      let end = index == declarators.count - 1 ? outer.upperBound : own.upperBound
      widened[declarator.range] = start..<end
      if isExported { exported.insert(declarator.range) }
    }
  }

  /// `f = …` in a declaration.
  mutating func readDeclarator(_ declarator: SyntaxNode) {
    guard let name = declarator.child("name"), vocabulary[name] == .identifier else { return }
    let isExported = exported.contains(declarator.range)
    define(
      declarator.child("value"), as: plainName(name), at: range(of: declarator),
      otherwise: isExported ? .export : nil)
  }

  /// `exports.f = …`, `module.exports = …`, `Form.prototype.fill = …`
  mutating func readAssignment(_ assignment: SyntaxNode) {
    guard let left = assignment.child("left"), let right = assignment.child("right") else { return }
    guard let path = path(of: left) else { return }
    let isModule = path == ["module", "exports"]
    let name = isModule ? "module.exports" : path.last ?? ""
    define(
      right, as: name, at: range(of: assignment), anchor: anchor(ofPath: path), isScope: !isModule)
  }

  /// `["a", "b", "c"]` for `a.b.c`; nil where there is more than names and dots in it.
  private func path(of expression: SyntaxNode) -> [String]? {
    var names: [String] = []
    var node = expression
    while vocabulary[node] == .memberExpression, names.count < 8 {
      guard let property = node.child("property"), let object = node.child("object")
      else { return nil }
      names.append(plainName(property))
      node = object
    }
    guard vocabulary[node] == .identifier || vocabulary[node] == .this else { return nil }
    return [syntax.text(node)] + names.reversed()
  }

  /// The anchor of what is assigned to `path`: `fill` for `exports.fill` and `this.fill`,
  /// `Form.fill` for `Form.prototype.fill`.
  private func anchor(ofPath path: [String]) -> String {
    var path = path
    if path == ["module", "exports"] { return "module.exports" }
    if path.starts(with: ["module", "exports"]) { path.removeFirst(2) }
    if path.count > 1, path[0] == "exports" || path[0] == "this" { path.removeFirst() }
    path.removeAll { $0 == "prototype" }
    return path.joined(separator: ".").replacing("#", with: "")
  }
}

extension SectionKind {
  /// A value that a module gives to others under a name.
  static let export = SectionKind(rawValue: "export")
}
