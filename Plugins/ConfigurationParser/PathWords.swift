import Sections

/// Finds the paths of bundled files in values: `${CLAUDE_PLUGIN_ROOT}/hooks/x.sh`, `./scripts/x`.
struct PathWords {
  private static let ends = Set(" \t\r\n\"'\\`;|&()<>,=*?[]".utf8)

  private let source: Source
  private var seen: Set<String> = []
  /// What was found.
  private(set) var references: [Reference] = []

  init(_ source: Source) { self.source = source }

  /// Looks for paths in the bytes of `range`, each path once a file.
  mutating func find(in range: Range<Int>) {
    var start = range.lowerBound
    for offset in range where PathWords.ends.contains(source.bytes[offset]) {
      add(start..<offset)
      start = offset + 1
    }
    add(start..<range.upperBound)
  }

  private mutating func add(_ range: Range<Int>) {
    guard (3...400).contains(range.count), let path = path(source.text(range)),
      seen.insert(path).inserted
    else { return }
    references.append(Reference(.path, .file(path: path, anchor: nil), at: range))
  }

  /// The path from the file's folder or the plugin's; nil where `word` is no path of a bundled file.
  private func path(_ word: String) -> String? {
    if let rest = PluginPath.rest(of: word) { return PluginPath.marker + rest }
    guard word.hasPrefix("./") || word.hasPrefix("../"), !word.hasSuffix("/") else { return nil }
    // A manifest is in a folder of its own, but its paths begin at the plugin's.
    return folder == ".claude-plugin" ? "../\(word.trimmingPrefix("./"))" : word
  }

  private var folder: String? {
    source.path.split(separator: "/").dropLast().last.map(String.init)
  }
}
