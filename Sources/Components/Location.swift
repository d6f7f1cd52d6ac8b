import Sections

/// What the path of a file says about it, in the words of Claude Code and the Agent Skills
/// specification. Names of folders count only below the plugin around the file: a plugin may well
/// be called `agents`.
struct Location {
  /// The names of the folders from the plugin, or the library, down to the file.
  let folders: ArraySlice<Substring>
  /// The file's name.
  let name: String

  /// The location of the file whose path has these parts, the first `skipping` of them being the
  /// folder of the plugin around it.
  init(_ parts: [Substring], skipping: Int) {
    folders = parts[skipping..<max(parts.count - 1, skipping)]
    name = parts.last.map(String.init) ?? ""
  }

  /// Whether it lies in the folder of a plugin's manifest.
  var isManifest: Bool { folders.contains { $0.hasPrefix(".") && $0.hasSuffix("-plugin") } }

  /// The kind of component a file here is, on its own.
  ///
  /// - Parameter interpreter: the program that the file's `#!` line names, where that is known.
  func kind(interpreter: String?) -> Component.Kind {
    // In the folder of a plugin, which is the plugin's: elsewhere the skill is the folder.
    if Location.isSkill(name) { return .skill }
    if isMarkdown, !Location.isDocument(name) {
      // The innermost of the folders that Claude Code loads from decides.
      let folder = folders.last { Location.loaded[$0] != nil }
      if let kind = folder.flatMap({ Location.loaded[$0] }) { return kind }
    }
    if folders.contains("hooks"), isScript(interpreter) || name.hasSuffix(".json") { return .hook }
    if folders.contains(where: { $0 == "references" || $0 == "reference" }) { return .reference }
    if isScript(interpreter) { return .script }
    return isConfiguration ? .configuration : .documentation
  }

  /// The name of a command, agent or output style: its file's without suffix, after the folders
  /// between it and the folder of its kind, joined by colons: `git:commit`.
  func qualifiedName(in folder: Substring) -> String {
    let stem = String(name.prefix(upTo: name.lastIndex(of: ".") ?? name.endIndex))
    guard let start = folders.lastIndex(of: folder) else { return stem }
    return (folders[(start + 1)...].map(String.init) + [stem]).joined(separator: ":")
  }

  private static let loaded: [Substring: Component.Kind] = [
    "commands": .command, "agents": .agent, "output-styles": .outputStyle,
  ]

  /// Whether a file of that name is documentation wherever it is.
  private static func isDocument(_ name: String) -> Bool {
    let stem = name.prefix { $0 != "." }.uppercased()
    return [
      "README", "CLAUDE", "AGENTS", "GEMINI", "CHANGELOG", "CONTRIBUTING", "LICENSE", "NOTICE",
    ].contains(stem)
  }

  private var suffix: String {
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return "" }
    return name[dot...].dropFirst().lowercased()
  }

  private var isMarkdown: Bool { Location.isMarkdown(name) }

  /// Whether a file of that name makes its folder a skill.
  static func isSkill(_ name: some StringProtocol) -> Bool {
    name == "SKILL.md" || name == "skill.md"
  }

  /// Whether a file of that name is Markdown.
  static func isMarkdown(_ name: String) -> Bool {
    MarkdownSuffix.ends(name)
  }

  private var isConfiguration: Bool {
    let names = [".gitignore", ".gitattributes", ".editorconfig", ".env", ".env.example"]
    return names.contains(name)
      || [
        "json", "jsonc", "json5", "yaml", "yml", "toml", "ini", "cfg", "conf", "properties", "xml",
        "lock", "plist",
      ].contains(suffix)
  }

  private func isScript(_ interpreter: String?) -> Bool {
    interpreter != nil || Location.scriptNames.contains(name)
      || Location.scriptSuffixes.contains(suffix)
  }

  private static let scriptNames: Set<String> = [
    "Makefile", "makefile", "GNUmakefile", "Dockerfile", "Justfile", "justfile", "Rakefile",
    "Procfile",
  ]

  private static let scriptSuffixes: Set<String> = [
    "py", "js", "mjs", "cjs", "ts", "mts", "cts", "tsx", "jsx", "sh", "bash", "zsh", "fish", "ps1",
    "psm1", "bat", "cmd", "rb", "pl", "pm", "php", "lua", "go", "rs", "java", "kt", "kts", "swift",
    "c", "h", "cc", "cpp", "hpp", "cs", "m", "scala", "clj", "ex", "exs", "erl", "hs", "ml", "r",
    "jl", "sql", "awk", "sed", "applescript", "vim", "el", "dart", "groovy", "gradle", "nix", "tf",
    "mk", "css", "scss", "vue", "svelte", "ipynb",
  ]
}
