import TreeSitter

/// Reads which names one statement at the top of a file defines, changes and uses.
struct ScriptNameReader {
  let syntax: Syntax
  let vocabulary: Vocabulary<ScriptName>
  private var scopes = NameScopes()
  /// Where identifiers are that define their names, and whether these are hoisted.
  private var targets: [Int: Bool] = [:]
  /// Where identifiers are that are no names of the file, or have been read already.
  private var passed: Set<Int> = []
  /// The names that others stand for something else after the statement.
  private(set) var changes: Set<String> = []
  /// The names that the statement can do without.
  private(set) var mentions: Set<String> = []

  init(_ syntax: Syntax, _ vocabulary: Vocabulary<ScriptName>) {
    self.syntax = syntax
    self.vocabulary = vocabulary
  }

  /// The names that were defined at the top.
  var defined: Set<String> { scopes.defined }

  /// The names that are used from around.
  mutating func used() -> Set<String> { scopes.free() }

  /// Reads `statement`.
  mutating func read(_ statement: SyntaxNode) { statement.walk { visit($0) } }

  private mutating func visit(_ node: SyntaxNode) -> Bool {
    guard let kind = vocabulary[node] else { return true }
    switch kind {
    case .identifier, .typeIdentifier, .shorthand, .shorthandPattern: readName(node)
    case .functionDeclaration, .generatorDeclaration, .classDeclaration, .abstractClass,
      .interface, .typeAlias, .functionSignature, .enum, .internalModule, .module:
      bindName(of: node)
      scopes.enter(.function, node.range)
    case .functionExpression, .generatorExpression, .classExpression:
      scopes.enter(.function, node.range)
      bindName(of: node)
    case .arrowFunction:
      scopes.enter(.function, node.range)
      target(node.child("parameter"))
    case .methodDefinition, .methodSignature, .functionType, .constructorType, .construct,
      .callSignature, .objectType:
      scopes.enter(.function, node.range)
    case .statementBlock, .forStatement, .switchBody: scopes.enter(.block, node.range)
    case .forIn: enterLoop(node)
    case .catchClause:
      scopes.enter(.block, node.range)
      target(node.child("parameter"))
    case .formalParameters: for child in node.namedChildren { target(child) }
    case .requiredParameter, .optionalParameter: target(node.child("pattern"))
    case .lexicalDeclaration: readDeclaration(node, isHoisted: false)
    case .variableDeclaration: readDeclaration(node, isHoisted: true)
    case .typeParameter, .mappedType: target(node.child("name"))
    case .infer: target(node.firstNamedChild)
    case .memberExpression: readMember(node)
    case .jsxOpening, .jsxClosing, .jsxSelfClosing: readElement(node)
    case .expressionStatement: readExpression(node)
    case .exportClause: readExported(node)
    case .unary: readTypeof(node)
    case .nestedTypeIdentifier, .indexSignature:
      node.child("name").map { _ = passed.insert($0.range.lowerBound) }
    default: break
    }
    return true
  }

  private mutating func readName(_ node: SyntaxNode) {
    let start = node.range.lowerBound
    guard !passed.contains(start) else { return }
    let name = syntax.text(node)
    if let isHoisted = targets[start] {
      scopes.bind(name, at: start, isHoisted: isHoisted)
    } else {
      scopes.use(name, at: start)
    }
  }

  private mutating func bindName(of node: SyntaxNode) {
    guard let name = node.child("name"), vocabulary[name] != .string else { return }
    scopes.bind(syntax.text(name), at: node.range.lowerBound)
    passed.insert(name.range.lowerBound)
  }

  private mutating func readDeclaration(_ node: SyntaxNode, isHoisted: Bool) {
    for child in node.namedChildren where vocabulary[child] == .variableDeclarator {
      target(child.child("name"), isHoisted: isHoisted)
    }
  }

  private mutating func enterLoop(_ node: SyntaxNode) {
    scopes.enter(.block, node.range)
    guard let keyword = node.child("kind") else { return }
    target(node.child("left"), isHoisted: syntax.isText(keyword, "var"))
  }

  /// Notes the names in `pattern` as defined; defaults and keys in it are not.
  private mutating func target(_ pattern: SyntaxNode?, isHoisted: Bool = false) {
    guard let pattern else { return }
    var values: [Range<Int>] = []
    pattern.walk { node in
      if values.contains(node.range) { return false }
      switch vocabulary[node] {
      case .identifier, .shorthandPattern, .typeIdentifier:
        targets[node.range.lowerBound] = isHoisted
      case .assignmentPattern, .objectAssignment:
        if let right = node.child("right") { values.append(right.range) }
      case .pairPattern:
        if let key = node.child("key") { values.append(key.range) }
      case .arrayPattern, .objectPattern, .restPattern: break
      default: return node.range == pattern.range
      }
      return true
    }
  }

  /// `exports.fill` is a name of its own.
  private mutating func readMember(_ node: SyntaxNode) {
    if let name = exported(node) { mentions.insert(name) }
  }

  /// `<div>` names nothing of the file.
  private mutating func readElement(_ node: SyntaxNode) {
    guard let name = node.child("name"), vocabulary[name] == .identifier,
      syntax.text(name).first?.isLowercase == true
    else { return }
    passed.insert(name.range.lowerBound)
  }

  /// `export { a as b }` uses `a`.
  private mutating func readExported(_ clause: SyntaxNode) {
    for each in clause.namedChildren {
      if let alias = each.child("alias") { passed.insert(alias.range.lowerBound) }
    }
  }

  /// `typeof x` is safe where nothing defines `x`.
  private mutating func readTypeof(_ node: SyntaxNode) {
    guard let name = node.child("argument"), vocabulary[name] == .identifier,
      let sign = node.child("operator"), syntax.isText(sign, "typeof")
    else { return }
    passed.insert(name.range.lowerBound)
    mentions.insert(syntax.text(name))
  }

  /// What a statement at the top of the file does to names: `x.y = 1`, `x.push(1)`, `x += 1`.
  private mutating func readExpression(_ statement: SyntaxNode) {
    guard scopes.depth(at: statement.range.lowerBound) == 0,
      let expression = statement.firstNamedChild
    else { return }
    switch vocabulary[expression] {
    case .assignment:
      guard let left = expression.child("left") else { return }
      if let name = exported(left) {
        scopes.bind(name, at: left.range.lowerBound)
      } else {
        changeRoot(of: left)
      }
    case .augmented, .update:
      changeRoot(of: expression.child("left") ?? expression.child("argument"))
    case .call:
      guard let function = expression.child("function"),
        vocabulary[function] == .memberExpression
      else { return }
      changeRoot(of: function)
    default: break
    }
  }

  private mutating func changeRoot(of node: SyntaxNode?) {
    guard var node else { return }
    while let next = node.child("object") ?? node.child("function") { node = next }
    if vocabulary[node] == .identifier { changes.insert(syntax.text(node)) }
  }

  /// `exports.fill` for that and for `module.exports.fill`.
  private func exported(_ node: SyntaxNode) -> String? {
    guard vocabulary[node] == .memberExpression, let object = node.child("object"),
      let property = node.child("property"), object.range.count < 40
    else { return nil }
    let text = syntax.text(object)
    guard text == "exports" || text == "module.exports" else { return nil }
    return "exports.\(syntax.text(property))"
  }
}
