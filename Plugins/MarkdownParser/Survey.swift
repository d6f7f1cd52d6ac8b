internal import CMarkGFM
import Sections

/// What one walk over a document finds. Lines are the file's, counted from 0.
struct Survey {
  /// A heading of the document itself.
  struct Heading {
    let line: Int
    let level: Int
    var title: String
  }

  /// A code block, fenced or indented, at any depth.
  struct CodeBlock {
    var lines: Range<Int>
    let isFenced: Bool
    let language: String?
    let title: String
  }

  /// The headings, in order.
  private(set) var headings: [Heading] = []
  /// The code blocks, in order.
  private(set) var codeBlocks: [CodeBlock] = []
  /// The lines of comments, scripts and the like, in which a tag is no tag.
  var rawHTML: [Range<Int>] = []
  /// The headings in quotations and lists, in order.
  private(set) var landmarks: [Outline.Landmark] = []
  /// The references, in order.
  var references: [Reference] = []

  /// The file.
  let source: Source
  /// Its lines.
  let lines: LineTable
  /// The line of the file at which the document begins.
  let firstLine: Int
  /// Which heading is open: one of the document itself, or one in a quotation or list.
  private enum OpenHeading { case none, own, aside }
  private var open = OpenHeading.none
  private var linkDepth = 0
  /// The links that are open: their place among the references, where they are one.
  private var openLinks: [Int?] = []
  /// Where the last destination or code that was found ends.
  private var found = 0
  /// The links whose destination is in a definition, by their place among the references.
  private var defined: [(index: Int, destination: String)] = []
  /// The lines in which inline nodes may be: from the start of the block they are in.
  private var blockLine = 0

  /// A survey of `source`, for the walk over the document that begins at line `firstLine`.
  init(source: Source, lines: LineTable, firstLine: Int) {
    self.source = source
    self.lines = lines
    self.firstLine = firstLine
    blockLine = firstLine
  }

  /// Takes note of one node.
  mutating func visit(_ visit: Document.Visit, _ node: Node) {
    if visit == .enter, node.isBlock { enterBlock(node) }
    switch (visit, node.type) {
    case (.enter, CMARK_NODE_HEADING): enterHeading(node)
    case (.exit, CMARK_NODE_HEADING): open = .none
    case (.enter, CMARK_NODE_CODE_BLOCK): addCode(node)
    case (.enter, CMARK_NODE_HTML_BLOCK): addHTML(node)
    case (.enter, CMARK_NODE_HTML_INLINE): addLinks(ofInlineHTML: node)
    case (.enter, CMARK_NODE_LINK), (.enter, CMARK_NODE_IMAGE): enterLink(node)
    case (.exit, CMARK_NODE_LINK), (.exit, CMARK_NODE_IMAGE): exitLink(node)
    case (.enter, CMARK_NODE_TEXT): addText(node, .prose)
    case (.enter, CMARK_NODE_CODE): addText(node, .code)
    case (.enter, CMARK_NODE_SOFTBREAK), (.enter, CMARK_NODE_LINEBREAK): addToTitle(" ")
    default: break
    }
  }

  /// A code block that ended with the list or quote around it is said to end a line late: no block
  /// reaches into the next.
  private mutating func enterBlock(_ node: Node) {
    let line = firstLine + node.line
    blockLine = max(line, blockLine)
    guard let last = codeBlocks.indices.last else { return }
    let lines = codeBlocks[last].lines
    guard lines.lowerBound < line, line < lines.upperBound else { return }
    codeBlocks[last].lines = lines.lowerBound..<line
  }

  // MARK: Blocks

  private mutating func enterHeading(_ node: Node) {
    guard node.isTopLevel else {
      open = .aside
      let line = lines.range(ofLine: min(firstLine + node.line, lines.starts.count - 1))
      return landmarks.append(Outline.Landmark(line.lowerBound, title: ""))
    }
    open = .own
    headings.append(Heading(line: firstLine + node.line, level: node.level, title: ""))
  }

  private mutating func addToTitle(_ text: String) {
    switch open {
    case .none: break
    case .own: headings[headings.count - 1].title += text
    case .aside: landmarks[landmarks.count - 1].title += text
    }
  }

  private mutating func addCode(_ node: Node) {
    let language = node.info.split(whereSeparator: \.isWhitespace).first.map(String.init)
    let last = max(node.lastLine, node.line)
    let block = CodeBlock(
      lines: firstLine + node.line..<firstLine + last + 1, isFenced: node.isFenced,
      language: language,
      title: language ?? Survey.firstLine(of: node.literal) ?? "code")
    codeBlocks.append(block)
    guard block.isFenced, block.lines.count > 1 else { return }
    let start = lines.range(ofLine: block.lines.lowerBound + 1).lowerBound
    let end = lines.range(ofLine: block.lines.upperBound - 1).upperBound
    let mentions = source.bytes.withUnsafeBufferPointer {
      PathMention.all(in: UnsafeBufferPointer(rebasing: $0[start..<end]), .listing)
    }
    for mention in mentions {
      let (from, to) = (start + mention.range.lowerBound, start + mention.range.upperBound)
      references.append(Reference(.path, mention.target, at: from..<to, destination: from..<to))
    }
  }

  private static func firstLine(of text: String) -> String? {
    let line = text.prefix(4096).split(whereSeparator: \.isNewline).first {
      !$0.allSatisfy(\.isWhitespace)
    }
    let words = line?.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.map { $0.count > 60 ? $0.prefix(59) + "…" : $0 }
  }

  // MARK: References

  private mutating func enterLink(_ node: Node) {
    linkDepth += 1
    guard let target = LinkTarget.file(node.destination) else { return openLinks.append(nil) }
    let range = range(ofLink: node)
    guard !isFootnote(range) else { return openLinks.append(nil) }
    openLinks.append(references.count)
    references.append(Reference(.link, target, at: range))
  }

  /// Whether a link is the mark of a footnote of one word, `[^1]: One.`, which without footnotes
  /// defines a link.
  private func isFootnote(_ range: Range<Int>) -> Bool {
    let text = source.bytes[range]
    guard text.last == UInt8(ascii: "]"), let label = text.lastIndex(of: UInt8(ascii: "[")) else {
      return false
    }
    return text[(label + 1)...].first == UInt8(ascii: "^")
  }

  /// Links end in the order in which their destinations stand in the text.
  private mutating func exitLink(_ node: Node) {
    linkDepth -= 1
    guard let index = openLinks.popLast().flatMap(\.self) else { return }
    let range = references[index].range
    let search = LinkDestination(in: source.bytes)
    let destination = node.destination
    let last = range.isEmpty ? 0 : source.bytes[range.upperBound - 1]
    if last == UInt8(ascii: ")"),
      let place = search.inline(
        from: range.lowerBound, endingAt: range.upperBound, as: destination)
    {
      references[index].destination = place
      found = max(found, place.upperBound)
      return
    }
    let start = max(found, line(of: node).lowerBound)
    guard last != UInt8(ascii: "]"),
      let place = search.first(from: start, limit: source.bytes.count, as: destination)
    else { return defined.append((index, destination)) }
    references[index].destination = place.range
    found = place.end
  }

  /// Finds the definitions of the links that have their destinations there. To be called once, at
  /// the end of the walk.
  mutating func findDefinitions() {
    guard !defined.isEmpty else { return }
    let definitions = LinkDefinitions(
      in: source, lines: lines, from: firstLine, hidden: codeBlocks.map(\.lines))
    for (index, destination) in defined {
      let text = source.text(references[index].range)
      references[index].destination = definitions.place(for: text, as: destination)
    }
  }

  private mutating func addText(_ node: Node, _ style: PathMention.Style) {
    if style == .code { skipCode(node) }
    if open != .none { addToTitle(node.literal) }
    guard linkDepth == 0 else { return }
    node.withLiteral { text in
      for mention in PathMention.all(in: text, style) {
        let word = UnsafeBufferPointer(rebasing: text[mention.range])
        let range = range(of: word, at: mention.range.lowerBound, in: node)
        let isExact = range.count == word.count
        references.append(
          Reference(.path, mention.target, at: range, destination: isExact ? range : nil))
      }
    }
  }

  /// What looks like a link in inline code is none.
  private mutating func skipCode(_ node: Node) {
    let start = line(of: node).lowerBound + node.column
    node.withLiteral { text in
      let end = start + text.count
      guard start >= 0, end <= source.bytes.count, source.bytes[start..<end].elementsEqual(text)
      else { return }
      found = max(found, end)
    }
  }

  /// Where a link stands, if cmark-gfm's positions hold; else the line it is on.
  private func range(ofLink node: Node) -> Range<Int> {
    let line = line(of: node)
    let start = line.lowerBound + node.column
    let end = lines.range(ofLine: firstLine + node.lastLine).lowerBound + node.endColumn
    guard start < end, end <= source.bytes.count, line.contains(start) else { return line }
    let opens = "[!<".utf8.contains(source.bytes[start])
    return opens && ")]>".utf8.contains(source.bytes[end - 1]) ? start..<end : line
  }

  /// Where `word`, found at `offset` of a node's literal, stands; its line if that is unclear.
  private func range(
    of word: UnsafeBufferPointer<UInt8>, at offset: Int, in node: Node
  ) -> Range<Int> {
    let line = line(of: node)
    let start = line.lowerBound + node.column + offset
    let end = start + word.count
    guard start >= line.lowerBound, end <= line.upperBound,
      source.bytes[start..<end].elementsEqual(word)
    else { return line }
    return start..<end
  }

  /// The line an inline node begins on, never before the block it is in.
  func line(of node: Node) -> Range<Int> {
    lines.range(ofLine: min(max(firstLine + node.line, blockLine), lines.starts.count - 1))
  }
}
