package import Sections
import TreeSitter

extension ShellParser: StatementParser {
  /// The variables that the shell itself sets or reads, and those that every login has.
  package var builtIns: Set<String> {
    Set(
      """
      HOME PATH PWD OLDPWD USER LOGNAME SHELL TMPDIR TMP TEMP LANG LC_ALL LC_CTYPE TERM EDITOR
      VISUAL PAGER HOSTNAME HOSTTYPE OSTYPE MACHTYPE UID EUID GROUPS PPID SHLVL SECONDS RANDOM
      SRANDOM EPOCHSECONDS EPOCHREALTIME LINENO IFS PS1 PS2 PS3 PS4 OPTARG OPTIND OPTERR REPLY
      COLUMNS LINES DISPLAY BASH BASHPID BASH_SOURCE BASH_LINENO BASH_VERSION BASH_VERSINFO
      BASH_REMATCH BASH_COMMAND BASH_SUBSHELL BASH_ENV FUNCNAME PIPESTATUS DIRSTACK HISTFILE
      MAPFILE COPROC ENV MAIL XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME XDG_RUNTIME_DIR
      NO_COLOR CI SHELLOPTS BASHOPTS ZSH_VERSION KSH_VERSION SUDO_USER CDPATH FIGNORE
      CLAUDE_PLUGIN_ROOT CLAUDE_PROJECT_DIR CLAUDE_ENV_FILE
      """.split(whereSeparator: \.isWhitespace).map { "$" + $0 })
  }

  package func statements(of source: Source) throws(ParseFailure) -> [Statement] {
    let syntax = try Syntax(source, as: .bash)
    var builder = StatementBuilder(syntax)
    for node in StatementBuilder.nodes(of: syntax, root: "program") where node.kind != "comment" {
      builder.add(ShellParser.statement(node, in: syntax))
    }
    return builder.list()
  }

  private static func statement(_ node: SyntaxNode, in syntax: Syntax) -> Statement {
    var reader = ShellNameReader(syntax)
    reader.read(node)
    let imports = reader.isActing ? [] : reader.sources.map { imported($0, by: node, in: syntax) }
    var role = Statement.Role.effect
    if !imports.isEmpty {
      role = .import
    } else if isSetup(node, in: syntax) {
      role = .setup
    } else if isPlain(node) || !reader.isActing && !reader.defined.isEmpty {
      role = .definition
    }
    let isDefinition = role == .definition || role == .import
    // What a function sets itself it may need from before; where nothing sets it, it does not.
    let used = reader.used()
    return Statement(
      node.range, role, defines: isDefinition ? reader.defined : [],
      changes: isDefinition ? reader.changes : [], uses: used.subtracting(reader.assigned),
      mentions: reader.mentions.union(used.intersection(reader.assigned)), imports: imports)
  }

  /// An assignment may run anything to find the value.
  private static func isPlain(_ node: SyntaxNode) -> Bool {
    switch ShellName.vocabulary[node] {
    case .assignment, .declaration, .function: true
    default: node.kind == "variable_assignments"
    }
  }

  /// `set -e`, `shopt -s …`, `trap … EXIT`, `umask 077`, `IFS=…`
  private static func isSetup(_ node: SyntaxNode, in syntax: Syntax) -> Bool {
    if ShellName.vocabulary[node] == .assignment, let name = node.child("name") {
      return syntax.isText(name, "IFS")
    }
    guard let name = node.child("name"), ShellName.vocabulary[node] == .command else {
      return false
    }
    // With `--` it sets the arguments.
    if syntax.isText(name, "set") {
      return node.namedChildren.dropFirst().allSatisfy { !syntax.isText($0, "--") }
    }
    return ["shopt", "trap", "umask", "setopt"].contains(syntax.text(name))
  }

  /// `source FILE`, `. FILE`
  private static func imported(
    _ file: SyntaxNode, by statement: SyntaxNode, in syntax: Syntax
  ) -> Import {
    Import(
      form: syntax.text(statement),
      module: ShellPath(of: file, in: syntax).map { "./\($0.path)" } ?? syntax.text(file),
      opening: statement.range, names: [], isOpen: true)
  }
}
