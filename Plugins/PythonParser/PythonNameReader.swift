import Sections
import TreeSitter

/// Reads which names one statement at the top of a Python file defines, changes and uses.
struct PythonNameReader {
  private let syntax: Syntax
  private var scopes = NameScopes()
  /// Where identifiers are that define their names.
  private var targets: Set<Int> = []
  /// Where identifiers are that are no names of the file: attributes, keywords of arguments.
  private var passed: Set<Int> = []
  /// The end of the head of a function: what is used there means what it means around it.
  private var head = 0
  private(set) var changes: Set<String> = []
  private(set) var mentions: Set<String> = []

  init(_ syntax: Syntax) { self.syntax = syntax }

  /// The names that were defined at the top.
  var defined: Set<String> { scopes.defined }

  /// The names that are used from around.
  mutating func used() -> Set<String> { scopes.free() }

  /// Reads `statement`.
  mutating func read(_ statement: SyntaxNode) {
    statement.walk { visit($0) }
  }

  private mutating func visit(_ node: SyntaxNode) -> Bool {
    let start = node.range.lowerBound
    switch PythonName.vocabulary[node] {
    case .identifier: readIdentifier(node)
    case .function, .class: enterDefinition(node)
    case .lambda, .listComprehension, .setComprehension, .dictionaryComprehension, .generator:
      scopes.enter(.function, node.range)
    case .parameters, .lambdaParameters: readParameters(node)
    case .assignment: target(node.child("left"))
    case .augmented: changeRoot(of: node.child("left"))
    case .forIn, .for: target(node.child("left"))
    case .named: target(node.child("name"))
    case .asPatternTarget: for child in node.namedChildren { target(child) }
    case .casePattern: readPattern(node)
    case .genericType:
      for child in node.namedChildren { passed.insert(child.range.lowerBound) }
      node.firstNamedChild.map { _ = passed.remove($0.range.lowerBound) }
    case .typeParameter:
      // Of a definition; in a type it holds others.
      if !passed.contains(start) { for each in node.namedChildren { target(each.firstNamedChild) } }
    case .attribute: node.child("attribute").map { _ = passed.insert($0.range.lowerBound) }
    case .keywordArgument: node.child("name").map { _ = passed.insert($0.range.lowerBound) }
    case .expressionStatement: readCall(node)
    case .global, .nonlocal:
      for name in node.namedChildren { scopes.release(syntax.text(name), at: start) }
      return false
    case .importStatement, .importFrom, .future:
      for name in PythonImports(node, in: syntax).names { scopes.bind(name.name, at: start) }
      return false
    case .type: readQuotedType(node)
    default: break
    }
    return true
  }

  private mutating func readIdentifier(_ node: SyntaxNode) {
    let start = node.range.lowerBound
    guard !passed.contains(start) else { return }
    let name = syntax.text(node)
    if targets.contains(start) {
      scopes.bind(name, at: start)
    } else {
      scopes.use(name, at: start, isOutside: start < head)
    }
  }

  /// A function or a class: its name is defined around it.
  private mutating func enterDefinition(_ node: SyntaxNode) {
    let start = node.range.lowerBound
    if let name = node.child("name") {
      scopes.bind(syntax.text(name), at: start)
      passed.insert(name.range.lowerBound)
    }
    let isFunction = PythonName.vocabulary[node] == .function
    scopes.enter(isFunction ? .function : .type, node.range)
    head = max(head, node.child("body")?.range.lowerBound ?? start)
  }

  private mutating func readParameters(_ node: SyntaxNode) {
    for parameter in node.namedChildren {
      switch PythonName.vocabulary[parameter] {
      case .identifier: target(parameter)
      case .defaultParameter, .typedDefaultParameter: target(parameter.child("name"))
      case .typedParameter, .listSplat, .dictionarySplat: target(parameter.firstNamedChild)
      default: target(parameter)
      }
    }
  }

  /// Notes the names in `pattern` as defined, and what it changes.
  private mutating func target(_ pattern: SyntaxNode?) {
    guard let pattern else { return }
    var roots: [SyntaxNode] = []
    pattern.walk { node in
      switch PythonName.vocabulary[node] {
      case .identifier:
        targets.insert(node.range.lowerBound)
        return false
      case .attribute, .subscriptNode:
        roots.append(node)
        return false
      default: return true
      }
    }
    for root in roots { changeRoot(of: root) }
  }

  /// A captured name in a pattern of `match`: what is no attribute, call or value.
  private mutating func readPattern(_ node: SyntaxNode) {
    guard let name = node.firstNamedChild, PythonName.vocabulary[name] == .dottedName,
      name.namedChildren.count == 1, node.namedChildren.count == 1
    else { return }
    target(name)
  }

  /// `x.append(…)` alone on its line changes `x`.
  private mutating func readCall(_ statement: SyntaxNode) {
    guard let call = statement.firstNamedChild, PythonName.vocabulary[call] == .call,
      let function = call.child("function"), PythonName.vocabulary[function] == .attribute
    else { return }
    changeRoot(of: function)
  }

  /// At the top of the file: what `node` begins with stands for something else from now on.
  private mutating func changeRoot(of node: SyntaxNode?) {
    guard var node, scopes.depth(at: node.range.lowerBound) == 0 else { return }
    while let next = node.child("object") ?? node.child("value") { node = next }
    if PythonName.vocabulary[node] == .identifier { changes.insert(syntax.text(node)) }
  }

  /// The names in a type that is written as text.
  private mutating func readQuotedType(_ node: SyntaxNode) {
    node.walk { inner in
      guard PythonName.vocabulary[inner] == .string else { return true }
      let words = syntax.text(inner).split { !($0.isLetter || $0.isNumber || $0 == "_") }
      mentions.formUnion(words.map(String.init))
      return false
    }
  }
}
