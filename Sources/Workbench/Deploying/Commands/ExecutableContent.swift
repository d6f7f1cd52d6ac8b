internal import Components
internal import Sections

/// Finds what an agent would run because a file says so. Nothing is run, and names are not looked
/// up: what stands in the file is what is found.
package enum ExecutableContent {
  /// The commands in a file, by line.
  ///
  /// - Parameter path: where the file is in the workspace: what it means depends on that.
  package static func commands(in path: String, bytes: [UInt8]) -> [DeployCommand] {
    let source = Source(path: path, bytes: bytes)
    let parts = path.split(separator: "/").map(String.init)
    let name = parts.last ?? path
    let folders = Set(parts.dropLast())
    var found: [DeployCommand] = []
    if name.hasSuffix(".json") {
      found = json(source, name: name)
    } else if MarkdownSuffix.ends(name) {
      found = frontmatter(source)
      if name == "SKILL.md" || folders.contains("commands") {
        found += InlineCommands.markdown(bytes)
      }
    } else if name.hasSuffix(".toml") {
      found =
        folders.contains("commands")
        ? InlineCommands.braces(bytes) : CommandLines.all(in: bytes, from: 0..<bytes.count)
    } else if isRunnable(source) {
      found = [DeployCommand(what: .script, name: "", line: 1, text: path)]
    }
    return found.sorted { ($0.line, $0.text) < ($1.line, $1.text) }
  }

  /// The commands of a file that no version of `old` has; each as often as it is new. A script is
  /// new with every change.
  package static func newCommands(
    in path: String, from old: [[UInt8]], to new: [UInt8]
  ) -> [DeployCommand] {
    guard !old.contains(new) else { return [] }
    var known: [[String]: Int] = [:]
    for bytes in old {
      let counts = Dictionary(
        grouping: commands(in: path, bytes: bytes).filter { $0.what != .script }, by: \.identity)
      known.merge(counts.mapValues(\.count)) { max($0, $1) }
    }
    return commands(in: path, bytes: new).filter { command in
      known[command.identity, default: 0] -= 1
      return known[command.identity, default: 0] < 0
    }
  }

  /// Whether files of that name and place can have commands: what it costs nothing to know.
  static func mayHaveCommands(_ path: String) -> Bool {
    MarkdownSuffix.ends(path) || [".json", ".toml"].contains { path.hasSuffix($0) }
      || isRunnablePlace(path)
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

  /// Whether a hook can run the file.
  private static func isRunnable(_ source: Source) -> Bool {
    let suffixes = [
      ".sh", ".bash", ".zsh", ".fish", ".py", ".js", ".mjs", ".cjs", ".ts", ".rb", ".pl", ".ps1",
      ".bat", ".cmd", ".exe",
    ]
    // A program has no ending often, and a shell runs a text without a first line that says so. Of
    // names in capitals, README and LICENSE, none does.
    let name = source.path.split(separator: "/").last ?? ""
    let isNamedProgram = !name.dropFirst().contains(".") && name != name.uppercased()
    return isRunnablePlace(source.path)
      && (source.interpreter != nil || source.isBinary || isNamedProgram
        || suffixes.contains { source.path.hasSuffix($0) })
  }

  /// Whether hooks run what is there: in a plugin or a folder of hooks, but for the skills in it,
  /// whose scripts an agent runs only when it decides to.
  private static func isRunnablePlace(_ path: String) -> Bool {
    let folders = Set(path.split(separator: "/").dropLast())
    return !folders.isDisjoint(with: ["hooks", "plugins"]) && !folders.contains("skills")
  }
}

extension DeployCommand {
  /// What makes it the same command in another version of a file.
  fileprivate var identity: [String] { [what.rawValue, name, text] }
}
