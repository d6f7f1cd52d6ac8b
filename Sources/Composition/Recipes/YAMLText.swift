internal import Yams

/// The text of a YAML document, in which the places of its nodes can be found.
///
/// Yams says where a node begins, and not where it ends. So ends are looked for by the rules of
/// the node's own style; and whoever replaces something reads the result again and looks whether
/// it says what it is to say.
struct YAMLText {
  private let scalars: [Unicode.Scalar]
  /// Where each line begins, as the YAML library counts lines.
  private let starts: [Int]

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    var starts = [0]
    for (index, scalar) in scalars.enumerated() where YAMLText.isBreak(scalar) {
      if scalar == "\r", index + 1 < scalars.count, scalars[index + 1] == "\n" { continue }
      starts.append(index + 1)
    }
    self.starts = starts
  }

  /// The text.
  var text: String { String(String.UnicodeScalarView(scalars)) }

  /// The line ending that the first line has.
  var lineEnding: String { text.contains("\r\n") ? "\r\n" : "\n" }

  /// Where `node` begins; nil where its mark is nowhere in the text.
  func start(of node: Node) -> Int? {
    guard let mark = node.mark, starts.indices.contains(mark.line - 1) else { return nil }
    let start = starts[mark.line - 1] + mark.column - 1
    return start <= scalars.count ? start : nil
  }

  /// How far from the left `node` begins.
  func column(of node: Node) -> Int { (node.mark?.column ?? 1) - 1 }

  /// Whether `node` is a list or mapping in brackets.
  func isOnOneLine(_ node: Node) -> Bool {
    guard node.scalar == nil, let start = start(of: node) else { return false }
    return ["[", "{"].contains(character(at: start))
  }

  /// The text with what is in `range` replaced.
  func replacing(_ range: Range<Int>, with new: String) -> String {
    String(
      String.UnicodeScalarView(
        scalars[..<range.lowerBound] + Array(new.unicodeScalars) + scalars[range.upperBound...]))
  }

  /// The first character of what is at `start`.
  func character(at start: Int) -> Unicode.Scalar? {
    start < scalars.count ? scalars[start] : nil
  }

  /// Where the blanks before `offset` begin.
  func blanks(before offset: Int) -> Int {
    var start = offset
    while start > 0, scalars[start - 1] == " " { start -= 1 }
    return start
  }

  /// Where the line of `offset` ends, its line ending not included.
  func lineEnd(_ offset: Int) -> Int {
    scalars[offset...].firstIndex(where: YAMLText.isBreak) ?? scalars.count
  }

  /// Where the line after that of `offset` begins; the end of the text where there is none.
  func nextLine(_ offset: Int) -> Int { starts.first { $0 > offset } ?? scalars.count }

  /// Where the line of `offset` begins.
  func lineStart(_ offset: Int) -> Int { starts.last { $0 <= offset } ?? 0 }

  /// Whether the line before `offset` has an ending, or there is none.
  func isAtLineStart(_ offset: Int) -> Bool { starts.contains(offset) }

  /// Where `node` may end, the likeliest first.
  func ends(of node: Node) -> [Int] {
    guard let start = start(of: node) else { return [] }
    if !isOnOneLine(node), let last = node.mapping?.map(\.value).last ?? node.sequence?.last {
      return ends(of: last)
    }
    switch character(at: start) {
    case "\"": return [quoteEnd(start, "\"")]
    case "'": return [quoteEnd(start, "'")]
    case "|", ">": return [blockEnd(start)]
    case "[": return scalars.indices[start...].filter { scalars[$0] == "]" }.map { $0 + 1 }
    case "{": return scalars.indices[start...].filter { scalars[$0] == "}" }.map { $0 + 1 }
    default: return plainEnds(start)
    }
  }

  private func quoteEnd(_ start: Int, _ quote: Unicode.Scalar) -> Int {
    var cursor = start + 1
    while cursor < scalars.count {
      if quote == "\"", scalars[cursor] == "\\" {
        cursor += 2
      } else if scalars[cursor] == quote {
        let isDoubled = quote == "'" && cursor + 1 < scalars.count && scalars[cursor + 1] == "'"
        if !isDoubled { return cursor + 1 }
        cursor += 2
      } else {
        cursor += 1
      }
    }
    return scalars.count
  }

  /// A block goes on while lines are blank or as far from the left as its first.
  private func blockEnd(_ start: Int) -> Int {
    var line = nextLine(start)
    var end = lineEnd(start)
    var indent: Int?
    while line < scalars.count {
      let last = lineEnd(line)
      let depth = scalars[line..<last].prefix { $0 == " " }.count
      let isBlank = line + depth == last
      if !isBlank {
        if depth < indent ?? max(1, depth) { break }
        indent = indent ?? depth
        end = last
      }
      let next = nextLine(line)
      if next <= line { break }
      line = next
    }
    return end
  }

  /// A plain scalar ends before a comment, in a list or mapping on one line before what goes on
  /// there, or at the end of this line or a later one.
  private func plainEnds(_ start: Int) -> [Int] {
    let end = lineEnd(start)
    let comment = scalars.indices[start..<end].dropFirst().first {
      scalars[$0] == "#" && (scalars[$0 - 1] == " " || scalars[$0 - 1] == "\t")
    }
    var ends = [trimmed(start, comment ?? end)]
    ends += scalars.indices[start..<end].filter { [",", "}", "]"].contains(scalars[$0]) }
      .map { trimmed(start, $0) }
    ends += starts.filter { $0 > start }.prefix(20).map { trimmed(start, lineEnd($0)) }
    return ends
  }

  private func trimmed(_ start: Int, _ end: Int) -> Int {
    var end = end
    while end > start, scalars[end - 1] == " " || scalars[end - 1] == "\t" { end -= 1 }
    return end
  }

  private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar)
  }
}

extension RecipeText {
  /// Looks whether the text is all that the bytes say.
  ///
  /// - Throws: ``CompositionFailure/unreadable(file:line:reason:)`` where they are not UTF-8.
  func expectUTF8() throws(CompositionFailure) {
    let decoded = Array(text.utf8)
    guard decoded != bytes else { return }
    let start = zip(decoded, bytes).prefix { $0 == $1 }
    throw .unreadable(
      file: file, line: 1 + start.count { $0.0 == UInt8(ascii: "\n") },
      reason: "this is not UTF-8, so that the recipe cannot be changed without losing it")
  }
}

extension Setting {
  /// The setting in the quotes that the value it replaces began with.
  func yaml(like first: Unicode.Scalar?) -> String {
    guard case .text(let text) = self else { return yaml }
    let isPlain = text.unicodeScalars.allSatisfy { (0x20..<0x7F).contains($0.value) }
    switch first {
    case "\"": return Quoted.json(text)
    case "'" where isPlain: return "'\(text.replacing("'", with: "''"))'"
    default: return yaml
    }
  }
}
