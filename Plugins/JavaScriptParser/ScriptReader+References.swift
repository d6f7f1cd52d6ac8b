import Sections
import TreeSitter

extension ScriptReader {
  /// `import a, {b as c} from "d"`, `import "d"`, `import a = require("d")`
  mutating func readImport(_ statement: SyntaxNode) {
    let requires = statement.namedChildren.first { vocabulary[$0] == .importRequire }
    guard let source = statement.child("source") ?? requires?.child("source") else { return }
    var names: [SyntaxNode] = []
    statement.walk { node in
      if vocabulary[node] == .importSpecifier, let name = node.child("name") { names.append(name) }
      return true
    }
    refer(to: source, name: nil)
    for name in names { refer(to: source, name: plainName(name)) }
  }

  /// Refers to the module that the string `source` names.
  mutating func refer(to source: SyntaxNode, name: String?) {
    guard vocabulary[source] == .string else { return }
    let path = plainName(source)
    guard !path.isEmpty, path.utf8.count < 400 else { return }
    let suffixes = [".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"]
    let suffix = suffixes.first { path.hasSuffix($0) } ?? ""
    let target = Reference.Target.module(path: String(path.dropLast(suffix.count)), name: name)
    builder.refer(.import, to: target, at: source.range)
  }

  /// `fill()`, `Form.fill()` by those names, `this.fill()` as the class's own, of other calls the
  /// method's name; and `require("a")` and `import("a")`.
  mutating func readCall(_ call: SyntaxNode) {
    guard let function = call.child("function") else { return }
    let isImport =
      vocabulary[function] == .importKeyword
      || vocabulary[function] == .identifier && syntax.isText(function, "require")
    if isImport, let source = call.child("arguments")?.firstNamedChild {
      refer(to: source, name: nil)
    } else {
      readName(function)
    }
  }

  /// `<Form …>`: a call of what makes the element.
  mutating func readElement(_ element: SyntaxNode) {
    guard let name = element.child("name"),
      vocabulary[name] == .memberExpression
        || isCapitalised(syntax.text(name))
    else { return }
    readName(name)
  }

  /// Refers to what is called: a name, or a member of something.
  mutating func readName(_ callee: SyntaxNode?) {
    guard let callee else { return }
    switch vocabulary[callee] {
    case .identifier: builder.refer(.call, to: .name(plainName(callee)), at: callee.range)
    case .memberExpression:
      guard let property = callee.child("property"), let object = callee.child("object")
      else { return }
      let owner = type(named: object).map { $0 + "." } ?? ""
      let name = owner + plainName(property).replacing("#", with: "")
      builder.refer(.call, to: .name(name), at: property.range)
    default: break
    }
  }

  /// The class that `object` stands for, as far as the text alone tells.
  private func type(named object: SyntaxNode) -> String? {
    switch vocabulary[object] {
    case .this:
      return builder.scopes(at: object.range.lowerBound).last { $0.kind == .class }?.anchor
    case .identifier:
      let name = plainName(object)
      return isCapitalised(name) ? name : nil
    default: return nil
    }
  }

  private func isCapitalised(_ name: String) -> Bool { name.first?.isUppercase == true }
}
