internal import Sections

extension Rule {
  static let leftovers: [Rule] = [.conflictMarker, .placeholder, .templateTag]

  static let conflictMarker = Rule(
    "conflict-marker", .warning, "No merge is left half done in a file.")
  static let placeholder = Rule(
    "placeholder", .warning, "What a skill was begun with, “[TODO: …]”, is filled in.")
  static let templateTag = Rule(
    "template-tag", .warning, "No “{{tag}}” of a template is left in the frontmatter.")
}

extension Validation {
  /// The rules for what should have been filled in or resolved. In text `{{ }}` may be what the
  /// author means; in frontmatter nobody fills it in.
  mutating func checkTemplateTags(_ header: Header) {
    for (name, field) in header.fields.sorted(by: { $0.key < $1.key }) {
      guard let text = field.text, let open = text.firstRange(of: "{{"),
        text[open.upperBound...].contains("}}")
      else { continue }
      report(.templateTag, "“\(name)” has a template's tag in it", line: field.line)
    }
  }

  /// The rules for markers in any text.
  mutating func checkLeftovers(_ bytes: [UInt8], in path: String) {
    let lines = LineTable(bytes)
    var conflict: (line: Int, hasMiddle: Bool)?
    for number in lines.starts.indices {
      let line = bytes[lines.range(ofLine: number)]
      switch line.first {
      case UInt8(ascii: "<") where line.starts(with: "<<<<<<< ".utf8): conflict = (number, false)
      case UInt8(ascii: "=") where line.starts(with: "=======".utf8): conflict?.hasMiddle = true
      case UInt8(ascii: ">") where line.starts(with: ">>>>>>> ".utf8):
        if let start = conflict, start.hasMiddle {
          let message = "a merge is not resolved: “<<<<<<<” up to line \(number + 1)"
          report(.conflictMarker, message, line: start.line + 1, path: path)
        }
        conflict = nil
      default: break
      }
      if let text = Placeholder.first(in: line) {
        report(.placeholder, "“\(text)” is not filled in", line: number + 1, path: path)
      }
    }
  }
}

/// What those who begin a skill leave for later.
private enum Placeholder {
  private static let words = ["[TODO", "[FIXME", "[INSERT ", "[PLACEHOLDER"].map { Array($0.utf8) }

  /// The first in a line, shortened; nil where there is none.
  static func first(in line: ArraySlice<UInt8>) -> String? {
    var close = line.startIndex
    for start in line.indices where line[start] == UInt8(ascii: "[") {
      let rest = line[start...]
      guard let word = words.first(where: { rest.starts(with: $0) }), isEnd(rest, after: word.count)
      else { continue }
      // Looked for only once where many begin before it.
      if close < start || line[close] != UInt8(ascii: "]") {
        guard let next = rest.firstIndex(of: UInt8(ascii: "]")) else { return nil }
        close = next
      }
      // What follows makes it a link, whose text is the author's.
      let next = line[(close + 1)...].first
      guard next != UInt8(ascii: "("), next != UInt8(ascii: "[") else { continue }
      let text = Secrets.masked(String(decoding: line[start...close], as: UTF8.self))
      return text.count > 60 ? text.prefix(59) + "…" : text
    }
    return nil
  }

  private static func isEnd(_ rest: ArraySlice<UInt8>, after count: Int) -> Bool {
    guard let next = rest.dropFirst(count).first else { return false }
    return rest[rest.startIndex + count - 1] == UInt8(ascii: " ") || "]: -".utf8.contains(next)
  }
}
