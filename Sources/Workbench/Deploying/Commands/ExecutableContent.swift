internal import Components
internal import Sections

/// Finds what an agent would run because a file says so. Nothing is run, and names are not looked
/// up: what stands in the file is what is found.
enum ExecutableContent {
  /// The commands in a file, by line.
  ///
  /// - Parameter path: where the file is in the workspace: what it means depends on that.
  static func commands(in path: String, bytes: [UInt8]) -> [DeployCommand] {
    let source = Source(path: path, bytes: bytes)
    let parts = path.split(separator: "/").map(String.init)
    let name = parts.last ?? path
    let folders = Set(parts.dropLast())
    var found: [DeployCommand] = []
    if name.hasSuffix(".json") {
      found = json(source, name: name)
    } else if name.hasSuffix(".md") {
      found = frontmatter(source)
      if name == "SKILL.md" || folders.contains("commands") {
        found += InlineCommands.markdown(bytes)
      }
    } else if name.hasSuffix(".toml") {
      found =
        folders.contains("commands")
        ? InlineCommands.braces(bytes) : CommandLines.all(in: bytes, from: 0..<bytes.count)
    } else if isRunnable(source, folders: folders) {
      found = [DeployCommand(what: .script, name: "", line: 1, text: path)]
    }
    return found.sorted { ($0.line, $0.text) < ($1.line, $1.text) }
  }

  /// The commands of a file that the version before did not have; each as often as it is new. A
  /// script is new with every change.
  static func newCommands(
    in path: String, from old: [UInt8]?, to new: [UInt8]
  ) -> [DeployCommand] {
    guard let old, old != new else { return old == nil ? commands(in: path, bytes: new) : [] }
    var known: [[String]: Int] = [:]
    for command in commands(in: path, bytes: old) where command.what != .script {
      known[command.identity, default: 0] += 1
    }
    return commands(in: path, bytes: new).filter { command in
      known[command.identity, default: 0] -= 1
      return known[command.identity, default: 0] < 0
    }
  }

  private static func json(_ source: Source, name: String) -> [DeployCommand] {
    let isServers = [".mcp.json", "mcp.json", "mcp-config.json", ".lsp.json"].contains(name)
    let whole = 0..<source.bytes.count
    guard isServers || CommandLines.mayDeclare(source.bytes[whole]) else { return [] }
    let read = Frontmatter(json: source.bytes.dropFirst(source.byteOrderMark))
    guard read.forgiven.isEmpty else { return CommandLines.all(in: source.bytes, from: whole) }
    var declared = DeclaredCommands(read.fields)
    if isServers { declared.addServers(.map(read.fields)) }
    return declared.located(in: source.bytes, from: whole)
  }

  private static func frontmatter(_ source: Source) -> [DeployCommand] {
    guard let yaml = source.frontmatter?.yaml, CommandLines.mayDeclare(source.bytes[yaml]) else {
      return []
    }
    let read = Frontmatter(yaml: source.bytes[yaml])
    guard read.forgiven.isEmpty else { return CommandLines.all(in: source.bytes, from: yaml) }
    return DeclaredCommands(read.fields).located(in: source.bytes, from: yaml)
  }

  /// Whether a hook can run the file: what a plugin or a folder of hooks has, but for the skills
  /// in it, whose scripts an agent runs only when it decides to.
  private static func isRunnable(_ source: Source, folders: Set<String>) -> Bool {
    guard !folders.isDisjoint(with: ["hooks", "plugins"]), !folders.contains("skills") else {
      return false
    }
    let suffixes = [".sh", ".bash", ".py", ".js", ".mjs", ".cjs", ".ts", ".rb", ".pl", ".ps1"]
    return source.interpreter != nil || suffixes.contains { source.path.hasSuffix($0) }
  }
}

extension DeployCommand {
  /// What makes it the same command in another version of a file.
  fileprivate var identity: [String] { [what.rawValue, name, text] }
}
