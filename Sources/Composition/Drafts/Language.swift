/// A language whose sections can be put into a script, or shown in a fence.
struct Language: Sendable, Equatable {
  /// What a fence calls it.
  let name: String
  /// How its files end.
  let suffix: String
  /// The program that runs its scripts, if there is one everybody has.
  let interpreter: String?
  private let otherNames: Set<String>
  private let otherSuffixes: Set<String>

  private init(
    _ name: String, _ suffix: String, runs interpreter: String? = nil,
    otherNames: Set<String> = [], otherSuffixes: Set<String> = []
  ) {
    self.name = name
    self.suffix = suffix
    self.interpreter = interpreter
    self.otherNames = otherNames
    self.otherSuffixes = otherSuffixes
  }

  private static let all = [
    Language(
      "python", ".py", runs: "python3", otherNames: ["py", "python3"], otherSuffixes: [".pyi"]),
    Language(
      "javascript", ".js", runs: "node", otherNames: ["js", "node"],
      otherSuffixes: [".mjs", ".cjs"]),
    Language("jsx", ".jsx"),
    Language("typescript", ".ts", otherNames: ["ts"], otherSuffixes: [".mts", ".cts"]),
    Language("tsx", ".tsx"),
    Language(
      "bash", ".sh", runs: "bash", otherNames: ["sh", "shell", "dash", "ksh", "zsh"],
      otherSuffixes: [".bash"]),
    Language("json", ".json"),
    Language("yaml", ".yaml", otherNames: ["yml"], otherSuffixes: [".yml"]),
    Language("toml", ".toml"),
  ]

  /// The language a fence calls `name`.
  init?(name: String) {
    let name = name.lowercased()
    guard let found = Language.all.first(where: { $0.name == name || $0.otherNames.contains(name) })
    else { return nil }
    self = found
  }

  /// The language of files that end as `path` does.
  init?(path: String) {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    let end = path[dot...].lowercased()
    guard
      let found = Language.all.first(where: { $0.suffix == end || $0.otherSuffixes.contains(end) })
    else { return nil }
    self = found
  }
}
