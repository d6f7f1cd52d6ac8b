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

  /// Where it is: offsets into the text that was searched.
  let range: Range<Int>
  /// What it names.
  let target: Reference.Target

  /// The mentions in `text`, in order. Looks at most words by their bytes alone.
  static func all(in text: UnsafeBufferPointer<UInt8>, _ style: Style) -> [PathMention] {
    var mentions: [PathMention] = []
    var start = 0
    var isCandidate = false
    for end in 0...text.count {
      if end < text.count, !isSeparator(text[end]) {
        isCandidate = isCandidate || text[end] == UInt8(ascii: ".") || text[end] == slash
        continue
      }
      if isCandidate, end - start <= 300 {
        let range = trim(start..<end, of: text)
        if let target = target(of: UnsafeBufferPointer(rebasing: text[range]), style) {
          mentions.append(PathMention(range: range, target: target))
        }
      }
      start = end + 1
      isCandidate = false
    }
    return mentions
  }

  private static let slash = UInt8(ascii: "/")

  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "("),
      UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "<"),
      UInt8(ascii: ">"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"),
      UInt8(ascii: "="):
      true
    default: false
    }
  }

  private static func trim(
    _ word: Range<Int>, of text: UnsafeBufferPointer<UInt8>
  ) -> Range<Int> {
    var (start, end) = (word.lowerBound, word.upperBound)
    while start < end, "*_~@".utf8.contains(text[start]) { start += 1 }
    while start < end, ".:!?*_~".utf8.contains(text[end - 1]) { end -= 1 }
    return start..<end
  }

  private static func target(
    of bytes: UnsafeBufferPointer<UInt8>, _ style: Style
  ) -> Reference.Target? {
    // What is left of `done.`, `/help` and `https://` is worth no more work.
    let hasFolder = bytes.contains(slash)
    guard hasFolder || style != .listing && bytes.contains(UInt8(ascii: ".")), bytes[0] != slash,
      !isAddress(bytes)
    else { return nil }
    return target(of: String(decoding: bytes, as: UTF8.self), style)
  }

  private static func isAddress(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return false }
    return colon + 1 < bytes.count && bytes[colon + 1] == slash
  }

  private static func target(of word: String, _ style: Style) -> Reference.Target? {
    var rest = withoutVariable(word[...])
    let isAnchored = rest.count < word.count || rest.hasPrefix("./") || rest.hasPrefix("../")
    var anchor: String?
    if let mark = rest.unicodeScalars.firstIndex(of: "#") {
      anchor = String(rest[rest.unicodeScalars.index(after: mark)...])
      rest = rest[..<mark]
    }
    if let colon = rest.firstIndex(of: ":") {
      // A line number may follow, nothing else.
      guard rest[colon...].allSatisfy({ $0 == ":" || $0.isNumber }) else { return nil }
      rest = rest[..<colon]
    }
    guard looksRelative(rest), isLikely(rest, isAnchored: isAnchored, style) else { return nil }
    let root = PluginPath.rest(of: word) == nil ? "" : PluginPath.marker
    return .file(path: root + rest, anchor: anchor)
  }

  /// Drops `${CLAUDE_PLUGIN_ROOT}/`, `$SKILL_DIR/` or `{baseDir}/` from the start.
  private static func withoutVariable(_ word: Substring) -> Substring {
    guard word.hasPrefix("$") || word.hasPrefix("{"), let end = word.firstIndex(of: "/"),
      word[..<end].allSatisfy({ $0.isLetter || $0.isNumber || "${}_-".contains($0) })
    else { return word }
    return word[end...].dropFirst()
  }

  private static func looksRelative(_ path: Substring) -> Bool {
    guard let first = path.utf8.first, first != UInt8(ascii: "-") else { return false }
    return !path.utf8.starts(with: "www.".utf8)
      && path.unicodeScalars.allSatisfy { $0.isASCII ? isPathASCII($0) : isLetter($0) }
  }

  private static func isPathASCII(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-", "/", "+", "@": true
    default: false
    }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      || scalar.properties.generalCategory == .nonspacingMark
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
