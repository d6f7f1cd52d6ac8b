internal import Sections

/// The commands in the text of a prompt, which an agent replaces by what they print.
///
/// Claude Code’s documentation (“Skills”: “Inject dynamic context”): `` !`command` ``, or a code
/// block that begins with ```` ```! ````. Gemini CLI’s (“Custom commands”): `!{command}`.
enum InlineCommands {
  /// Those in Markdown. One in a code block or after another character is found too: whether an
  /// agent leaves it alone depends on its version.
  static func markdown(_ bytes: [UInt8]) -> [DeployCommand] {
    let fence = Array("```!".utf8)
    let lines = LineTable(bytes)
    var found: [DeployCommand] = []
    var rest = bytes[...]
    while let mark = rest.firstIndex(of: UInt8(ascii: "!")) {
      let isFence = bytes[..<mark].suffix(3) == fence[..<3]
      let start = mark + (isFence ? 1 : 2)
      let isInline = !isFence && bytes[mark...].dropFirst().first == UInt8(ascii: "`")
      let close: ArraySlice<UInt8> = isFence ? fence[..<3] : fence[..<1]
      guard isFence || isInline, let end = bytes[start...].range(of: close), end > start else {
        rest = bytes[(mark + 1)...]
        continue
      }
      found.append(command(bytes[start..<end], line: lines.line(at: mark) + 1))
      rest = bytes[(end + close.count)...]
    }
    return found
  }

  /// Those in TOML. Braces in a command come in pairs; one that is never closed has all the rest.
  static func braces(_ bytes: [UInt8]) -> [DeployCommand] {
    let lines = LineTable(bytes)
    var found: [DeployCommand] = []
    var mark = 0
    while mark + 1 < bytes.count {
      defer { mark += 1 }
      guard bytes[mark] == UInt8(ascii: "!"), bytes[mark + 1] == UInt8(ascii: "{") else { continue }
      var depth = 0
      let end = bytes[(mark + 1)...].firstIndex { byte in
        depth += byte == UInt8(ascii: "{") ? 1 : byte == UInt8(ascii: "}") ? -1 : 0
        return depth == 0
      }
      let text = bytes[(mark + 2)..<(end ?? bytes.count)]
      found.append(command(text, line: lines.line(at: mark) + 1))
      mark = end ?? bytes.count
    }
    return found
  }

  private static func command(_ bytes: ArraySlice<UInt8>, line: Int) -> DeployCommand {
    let text = String(decoding: bytes, as: UTF8.self)
    var shown = text[...]
    while let first = shown.first, first.isWhitespace { shown.removeFirst() }
    while let last = shown.last, last.isWhitespace { shown.removeLast() }
    return DeployCommand(what: .inline, name: "", line: line, text: String(shown))
  }
}

extension ArraySlice<UInt8> {
  /// Where `other` begins for the first time; nil where it does not occur.
  fileprivate func range(of other: ArraySlice<UInt8>) -> Int? {
    guard let first = other.first else { return nil }
    var rest = self
    while let start = rest.firstIndex(of: first) {
      if self[start...].starts(with: other) { return start }
      rest = rest[(start + 1)...]
    }
    return nil
  }
}
