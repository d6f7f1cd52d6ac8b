import Sections
import TreeSitter

/// Reads one script's tree into an outline.
struct ShellReader {
  private let syntax: Syntax
  private var builder: OutlineBuilder
  /// Where the name of the last function is that the grammar understood.
  private var named: Int?
  private var broken = BrokenFunction()

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
      builder.define(.function, syntax.text(found.name), at: found.range)
    }
    switch ShellNode.vocabulary[node] {
    case .function:
      guard let name = node.child("name") else { break }
      named = name.range.lowerBound
      builder.define(.function, syntax.text(name), at: node.range)
    case .command: readCommand(node)
    default: break
    }
    return true
  }

  private mutating func readCommand(_ command: SyntaxNode) {
    guard let name = command.child("name") else { return }
    let text = syntax.text(name)
    if text == "source" || text == "." {
      guard let file = command.child("argument") else { return }
      refer(.import, toFile: file)
    } else if Commands.interpreters.contains(text) {
      guard let file = script(of: command) else { return }
      refer(.path, toFile: file)
    } else if text.contains("/") {
      refer(.path, toFile: name.firstNamedChild ?? name)
    } else if Commands.canBeFunction(text) {
      builder.refer(.call, to: .name(text), at: name.range)
    }
  }

  private mutating func refer(_ kind: Reference.Kind, toFile node: SyntaxNode) {
    guard let path = ShellPath(of: node, in: syntax)?.path else { return }
    builder.refer(kind, to: .file(path: path, anchor: nil), at: node.range)
  }

  /// The first argument that is no option: `x.sh` of `bash -e x.sh`. Nil for `bash -c …`.
  private func script(of interpreter: SyntaxNode) -> SyntaxNode? {
    for argument in interpreter.namedChildren.dropFirst() {
      let first = syntax.source.bytes[argument.range].first
      guard first == UInt8(ascii: "-") else {
        return ShellPath.isPath(argument) ? argument : nil
      }
      if syntax.isText(argument, "-c") || syntax.isText(argument, "-m") { return nil }
    }
    return nil
  }
}

/// What is known of commands by their names.
private enum Commands {
  /// Programs whose first argument is a file that they run.
  static let interpreters: Set<String> = [
    "sh", "bash", "dash", "ksh", "zsh", "python", "python3", "node", "ruby", "perl", "exec",
  ]

  /// The shell's own commands, which name nothing in a component.
  private static let builtins: Set<String> = [
    ":", "[", "alias", "bg", "break", "builtin", "cd", "command", "continue", "declare", "echo",
    "eval", "exit", "export", "false", "fg", "getopts", "hash", "jobs", "kill", "let", "local",
    "mapfile", "popd", "printf", "pushd", "pwd", "read", "readonly", "return", "set", "shift",
    "shopt", "test", "times", "trap", "true", "type", "typeset", "ulimit", "umask", "unalias",
    "unset", "wait",
  ]

  /// Whether a command of that name may be a function: it is a plain word, and no builtin.
  static func canBeFunction(_ name: String) -> Bool {
    !builtins.contains(name) && name.utf8.first.map(isLetter) == true
      && !name.utf8.contains { $0 <= 0x20 || "$\"'`*?{(\\".utf8.contains($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || (0x41...0x5A).contains(byte & 0xDF)
  }
}
