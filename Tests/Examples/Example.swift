public import Sections

/// One example of a corpus file: a title, a source, and what is expected of it.
///
/// ```
/// ===
/// Two headings
/// ===
/// # A
/// # B
/// ---
/// heading 0..<4 A
/// heading 4..<8 B
/// ```
///
/// In the source `\r`, `\t`, `\0` and `\xHH` stand for those bytes where the title ends in
/// `(escapes)`; its last line break is not part of it where the title ends in `(no final newline)`.
public struct Example: Sendable, CustomStringConvertible {
  /// Its title: what the test's report shows.
  public let title: String
  /// The source's bytes.
  public let bytes: [UInt8]
  /// What is expected, without surrounding blank lines.
  public let expected: String

  public var description: String { title }

  /// The examples that `text` holds.
  public static func all(in text: String) -> [Example] {
    var examples: [Example] = []
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let start = lines.firstIndex(of: "===") {
      let title = String(lines[start + 1])
      let body = lines[(start + 3)...]
      let end = body.firstIndex(of: "===") ?? body.endIndex
      let block = body[..<end]
      let rule = block.lastIndex(of: "---") ?? block.endIndex
      var source = block[..<rule].map { $0 + "\n" }.joined()
      if title.contains("no final newline") { source.removeLast() }
      let expected = rule < block.endIndex ? block[(rule + 1)...].joined(separator: "\n") : ""
      examples.append(
        Example(
          title: title, bytes: title.contains("escapes") ? unescaped(source) : Array(source.utf8),
          expected: expected.trimmed))
      lines = lines[end...]
    }
    return examples
  }

  private static func unescaped(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = text[...]
    while let character = rest.popFirst() {
      guard character == "\\", let escape = rest.popFirst() else {
        bytes += Array(String(character).utf8)
        continue
      }
      switch escape {
      case "r": bytes.append(0x0D)
      case "n": bytes.append(0x0A)
      case "t": bytes.append(0x09)
      case "0": bytes.append(0)
      case "x":
        bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
        rest = rest.dropFirst(2)
      default: bytes += Array(String(escape).utf8)
      }
    }
    return bytes
  }
}

extension String {
  var trimmed: String {
    var text = self[...]
    while let first = text.first, first.isNewline { text = text.dropFirst() }
    while let last = text.last, last.isWhitespace { text = text.dropLast() }
    return String(text)
  }
}

extension Outline {
  /// The outline as lines, a level of nesting two spaces: `heading 0..<6 A`.
  public var diagram: String {
    var open: [Range<Int>] = []
    return nodes.map { node in
      while let last = open.last, last.upperBound <= node.range.lowerBound { open.removeLast() }
      defer { open.append(node.range) }
      let indent = String(repeating: "  ", count: open.count)
      return "\(indent)\(node.kind.rawValue) \(node.range) \(node.title)"
    }.joined(separator: "\n")
  }
}
