import TreeSitter

/// Reads which functions and variables one statement at the top of a script defines and uses.
///
/// Variables are noted with a `$` before their names.
struct ShellNameReader {
  private let syntax: Syntax
  private var scopes = NameScopes()
  private var passed: Set<Int> = []
  /// The names that the statement uses if the file defines them.
  private(set) var mentions: Set<String> = []
  /// The variables that the statement changes.
  private(set) var changes: Set<String> = []
  /// Whether the statement, outside of functions, runs anything but what sets and asks.
  private(set) var isActing = false
  /// The variables that functions in it set for the whole script.
  private(set) var assigned: Set<String> = []
  /// The files that are sourced outside of functions.
  private(set) var sources: [SyntaxNode] = []

  init(_ syntax: Syntax) { self.syntax = syntax }

  /// The names that were defined at the top.
  var defined: Set<String> { scopes.defined }

  /// The variables that are used from around.
  mutating func used() -> Set<String> { scopes.free() }

  /// Reads `statement`.
  mutating func read(_ statement: SyntaxNode) { statement.walk { visit($0) } }

  private mutating func visit(_ node: SyntaxNode) -> Bool {
    let start = node.range.lowerBound
    switch ShellName.vocabulary[node] {
    case .function:
      guard let name = node.child("name") else { return true }
      scopes.bind(syntax.text(name), at: start)
      passed.insert(name.range.lowerBound)
      scopes.enter(.function, node.range)
    case .assignment: readAssignment(node)
    case .declaration: readDeclaration(node)
    case .for: node.child("variable").map { bind($0) }
    case .command: readCommand(node)
    case .variableName: use(node)
    case .word: if !passed.contains(start) { mention(syntax.text(node)) }
    default: break
    }
    return true
  }

  private mutating func use(_ node: SyntaxNode) {
    let start = node.range.lowerBound
    // `$1` is what the caller gives.
    guard !passed.contains(start), syntax.text(node).first?.isNumber == false else { return }
    scopes.use("$" + syntax.text(node), at: start)
  }

  private mutating func mention(_ text: String) {
    mentions.insert(text)
  }

  /// Notes that a variable is set: at the top for the file, in a function that has declared it
  /// for that; what else a function sets is not told.
  private mutating func bind(_ name: SyntaxNode) {
    let start = name.range.lowerBound
    passed.insert(start)
    let variable = "$" + syntax.text(name)
    if scopes.depth(at: start) == 0 {
      scopes.bind(variable, at: start)
    } else {
      assigned.insert(variable)
    }
  }

  private mutating func readAssignment(_ node: SyntaxNode) {
    guard var name = node.child("name") else { return }
    if ShellName.vocabulary[name] == .subscriptNode { name = name.child("name") ?? name }
    bind(name)
    let isAdded = node.children.contains { !$0.isNamed && syntax.isText($0, "+=") }
    if isAdded || name.range != node.child("name")?.range {
      if scopes.depth(at: node.range.lowerBound) == 0 { changes.insert("$" + syntax.text(name)) }
    }
  }

  /// `local a b=1`, `declare -A c`, `export D`
  private mutating func readDeclaration(_ node: SyntaxNode) {
    let start = node.range.lowerBound
    let isInside = scopes.depth(at: start) > 0
    let first = node.children.first.map { syntax.text($0) } ?? ""
    for child in node.namedChildren {
      let isAssignment = ShellName.vocabulary[child] == .assignment
      guard isAssignment || ShellName.vocabulary[child] == .variableName,
        let name = isAssignment ? child.child("name") : child
      else { continue }
      passed.insert(name.range.lowerBound)
      let variable = "$" + syntax.text(name)
      if isInside, first != "export", first != "readonly" {
        scopes.bind(variable, at: start)
      } else if !isInside {
        scopes.bind(variable, at: start)
        if !isAssignment { changes.insert(variable) }
      }
    }
  }

  private mutating func readCommand(_ command: SyntaxNode) {
    guard let name = command.child("name") else { return }
    let text = syntax.text(name)
    let start = command.range.lowerBound
    let isInside = scopes.depth(at: start) > 0
    mention(text)
    name.walk { node in
      if ShellName.vocabulary[node] == .word { passed.insert(node.range.lowerBound) }
      return true
    }
    let arguments = command.namedChildren.filter { $0.range.lowerBound >= name.range.upperBound }
    switch text {
    case "echo", "printf":
      for argument in arguments where ShellName.vocabulary[argument] == .word {
        passed.insert(argument.range.lowerBound)
      }
    case "read", "mapfile", "readarray", "getopts":
      for argument in arguments where ShellName.vocabulary[argument] == .word {
        let word = syntax.text(argument)
        guard word.isName else { continue }
        passed.insert(argument.range.lowerBound)
        scopes.bind("$" + word, at: start)
      }
    case "trap", "eval", "alias": for argument in arguments { readQuoted(argument) }
    default: break
    }
    if !isInside, text == "source" || text == ".", let file = command.child("argument") {
      sources.append(file)
    } else if !isInside, !ShellNameReader.harmless.contains(text) {
      isActing = true
    }
  }

  /// The names in a text that is run as a script later.
  private mutating func readQuoted(_ argument: SyntaxNode) {
    let text = syntax.text(argument)
    for word in text.split(whereSeparator: { !($0.isLetter || $0.isNumber || "_-$:".contains($0)) })
    {
      let name = String(word)
      mentions.insert(name)
      if !name.hasPrefix("$") { mentions.insert("$" + name) }
    }
  }

  /// Commands that change nothing but variables, or only ask.
  private static let harmless: Set<String> = [
    ":", "[", "command", "echo", "false", "getopts", "hash", "let", "mapfile", "printf", "read",
    "readarray", "shift", "test", "true", "type", "exit", "set", "shopt", "umask", "alias",
    "uname", "tput", "dirname", "basename", "pwd", "id", "date", "cat", "cd", "realpath",
    "readlink", "which", "return", "break", "continue",
  ]
}

extension String {
  /// Whether it can be the name of a variable.
  fileprivate var isName: Bool {
    !isEmpty && utf8.first.map { $0 > 0x39 } == true
      && utf8.allSatisfy { byte in
        byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte)
          || (0x41...0x5A).contains(byte & 0xDF)
      }
  }
}
