import Sections

/// A path of a file that a text names without linking to it: `scripts/fill.py`.
struct PathMention {
  /// Where the text stands, which decides how much a word must look like a path.
  enum Style {
    /// Running text: a known suffix is needed, for `and/or` and `Node.js` are no paths.
    case prose
    /// Inline code: a known suffix, or a folder that components bundle.
    case code
    /// A code block: a folder and a known suffix.
    case listing
  }

  /// Where it is: indices of the text that was searched.
  let range: Range<Int>
  /// What it names.
  let target: Reference.Target

  /// The mentions in `text`, in order.
  static func all(in text: ArraySlice<UInt8>, _ style: Style) -> [PathMention] {
    text.split(whereSeparator: isSeparator).compactMap { word in
      guard word.count <= 300, word.contains(where: { $0 == dot || $0 == slash }) else {
        return nil
      }
      let trimmed = trim(word)
      guard let target = target(of: String(decoding: trimmed, as: UTF8.self), style) else {
        return nil
      }
      return PathMention(range: trimmed.startIndex..<trimmed.endIndex, target: target)
    }
  }

  private static let dot = UInt8(ascii: ".")
  private static let slash = UInt8(ascii: "/")

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte <= 0x20 || "\"'`()[]<>,;|=".utf8.contains(byte)
  }

  private static func trim(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var word = word.drop { "*_~@".utf8.contains($0) }
    while let last = word.last, ".:!?*_~".utf8.contains(last) { word = word.dropLast() }
    return word
  }

  private static func target(of word: String, _ style: Style) -> Reference.Target? {
    var rest = withoutVariable(word[...])
    let isAnchored = rest.count < word.count || rest.hasPrefix("./") || rest.hasPrefix("../")
    var anchor: String?
    if let mark = rest.firstIndex(of: "#") {
      anchor = String(rest[rest.index(after: mark)...])
      rest = rest[..<mark]
    }
    if let colon = rest.firstIndex(of: ":") {
      // A line number may follow, nothing else.
      guard rest[colon...].allSatisfy({ $0 == ":" || $0.isNumber }) else { return nil }
      rest = rest[..<colon]
    }
    guard looksRelative(rest), isLikely(rest, isAnchored: isAnchored, style) else { return nil }
    return .file(path: String(rest), anchor: anchor)
  }

  /// Drops `${CLAUDE_PLUGIN_ROOT}/`, `$SKILL_DIR/` or `{baseDir}/` from the start.
  private static func withoutVariable(_ word: Substring) -> Substring {
    guard word.hasPrefix("$") || word.hasPrefix("{"), let end = word.firstIndex(of: "/"),
      word[..<end].allSatisfy({ $0.isLetter || $0.isNumber || "${}_-".contains($0) })
    else { return word }
    return word[end...].dropFirst()
  }

  private static func looksRelative(_ path: Substring) -> Bool {
    guard let first = path.unicodeScalars.first, first != "/", first != "-" else { return false }
    return !path.utf8.starts(with: "www.".utf8)
      && path.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          || "._-/+@".unicodeScalars.contains(scalar)
          || scalar.properties.generalCategory == .nonspacingMark
      }
  }

  private static func isLikely(_ path: Substring, isAnchored: Bool, _ style: Style) -> Bool {
    let hasFolder = path.contains("/")
    let hasSuffix = hasKnownSuffix(path)
    switch style {
    case .listing: return hasSuffix && (hasFolder || isAnchored)
    case .prose: return hasSuffix && (hasFolder || isAnchored || !path.hasSuffix(".js"))
    case .code:
      return hasSuffix || hasFolder && (isAnchored || bundled.contains(path.prefix { $0 != "/" }))
    }
  }

  private static func hasKnownSuffix(_ path: Substring) -> Bool {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    guard let mark = name.lastIndex(of: "."), mark > name.startIndex else { return false }
    // `a.b.c` is more often a member than a file.
    let suffix = name[mark...].dropFirst().lowercased()
    return suffixes.contains(suffix) && (suffix.count > 1 || path.contains("/"))
  }

  /// The folders in which components keep what belongs to them.
  private static let bundled: Set<Substring> = [
    "scripts", "references", "reference", "assets", "examples", "templates", "resources", "docs",
    "agents", "commands", "skills", "hooks",
  ]

  private static let suffixes: Set<String> = [
    "md", "markdown", "mdx", "mdc", "txt", "py", "js", "mjs", "cjs", "ts", "tsx", "jsx", "sh",
    "bash", "zsh", "ps1", "json", "jsonl", "yaml", "yml", "toml", "ini", "cfg", "conf", "html",
    "css", "svg", "png", "jpg", "jpeg", "gif", "webp", "pdf", "csv", "tsv", "xml", "xsd", "sql",
    "rb", "go", "rs", "java", "swift", "c", "h", "cpp", "php", "pl", "lua", "r", "ipynb", "docx",
    "pptx", "xlsx", "ttf", "otf", "tmpl", "template", "dot",
  ]
}
