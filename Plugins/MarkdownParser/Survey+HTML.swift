internal import CMarkGFM
import Sections

extension Survey {
  /// Takes note of a block of HTML: of what is hidden in it, or of its links.
  mutating func addHTML(_ node: Node) {
    let text = node.literal.drop(while: \.isWhitespace).prefix(9).lowercased()
    let raw = ["<!", "<?", "<script", "<style", "<pre", "<textarea"]
    let block = firstLine + node.line..<firstLine + max(node.lastLine, node.line) + 1
    guard raw.contains(where: text.hasPrefix) else {
      let start = lines.range(ofLine: block.lowerBound).lowerBound
      let last = min(block.upperBound, lines.starts.count) - 1
      return addLinks(inHTML: start..<max(start, lines.range(ofLine: last).upperBound))
    }
    rawHTML.append(block)
  }

  /// A tag in a line, where cmark-gfm's position holds.
  mutating func addLinks(ofInlineHTML node: Node) {
    let start = line(of: node).lowerBound + node.column
    var range = start..<start
    node.withLiteral { text in
      guard start >= 0, start + text.count <= source.bytes.count,
        source.bytes[start..<start + text.count].elementsEqual(text)
      else { return }
      range = start..<start + text.count
    }
    addLinks(inHTML: range)
  }

  /// The links that are written in HTML. A value with a character reference in it, which would read
  /// as another text, is passed over.
  private mutating func addLinks(inHTML range: Range<Int>) {
    for link in HTMLLinks.all(in: source.bytes, range) {
      let text = source.text(link.value)
      guard !text.contains("&"), !text.contains(where: \.isNewline),
        let target = LinkTarget.file(text)
      else { continue }
      references.append(Reference(.link, target, at: link.tag, destination: link.value))
    }
  }
}
