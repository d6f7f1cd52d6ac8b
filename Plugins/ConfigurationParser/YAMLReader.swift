import Sections

/// Reads the lines of one YAML file into an outline.
struct YAMLReader {
  /// What begins a line.
  private struct Line {
    var range: Range<Int>
    var indent: Int
    /// The key that it begins with.
    var key: String?
    var isBlank = false
    var isComment = false
    /// `---` or `...`, which end a document.
    var isMarker = false
    var isItem = false
  }

  private let source: Source
  private let lines: [Line]

  init(_ source: Source) {
    self.source = source
    let table = LineTable(source.bytes)
    lines = table.starts.indices.map { YAMLReader.line(table.range(ofLine: $0), in: source) }
  }

  /// The outline of the file.
  func outline() -> Outline {
    var words = PathWords(source)
    for line in lines where !line.isComment { words.find(in: line.range) }
    let content = lines.first { !$0.isBlank && !$0.isComment && !$0.isMarker }
    let nodes = content?.isItem == true && content?.indent == 0 ? items() : keys()
    return Outline(nodes, references: words.references)
  }

  private func keys() -> [Outline.Node] {
    sections(in: lines.indices) { $0.indent == 0 && $0.key != nil && !$0.isItem }.flatMap {
      section in
      let key = lines[section.first].key ?? ""
      let node = Outline.Node(section.range, .key, title: key, anchor: Entries.anchor(key))
      return [node] + entries(of: key, in: section.first + 1..<section.end)
    }
  }

  /// The members of `hooks` and `mcpServers`.
  private func entries(of holder: String, in range: Range<Int>) -> [Outline.Node] {
    let first = range.first { !lines[$0].isBlank && !lines[$0].isComment }
    guard Entries.holders.contains(holder), let first, lines[first].indent > 0 else { return [] }
    let indent = lines[first].indent
    return sections(in: range) { $0.indent == indent && $0.key != nil && !$0.isItem }.map {
      section in
      let key = lines[section.first].key ?? ""
      return Outline.Node(
        section.range, .entry, title: key, anchor: "\(holder).\(Entries.anchor(key))")
    }
  }

  /// The elements of a list that is the whole file.
  private func items() -> [Outline.Node] {
    let sections = sections(in: lines.indices) { $0.indent == 0 && $0.isItem }
    guard sections.count <= Entries.most else { return [] }
    return sections.enumerated().map { index, section in
      Outline.Node(
        section.range, .entry, title: lines[section.first].key ?? String(index + 1),
        anchor: String(index + 1))
    }
  }

  /// The sections that begin with the lines that `begins` tells, each with the comments directly
  /// above, up to the next section or the end of the document.
  private func sections(
    in range: Range<Int>, _ begins: (Line) -> Bool
  ) -> [(first: Int, end: Int, range: Range<Int>)] {
    var found: [(first: Int, end: Int, range: Range<Int>)] = []
    var start: (first: Int, above: Int)?
    var comments: Int?
    func close(_ end: Int) {
      guard let open = start else { return }
      let bytes = lines[open.above].range.lowerBound..<lines[end - 1].range.upperBound
      found.append((open.first, end, bytes))
      start = nil
    }
    for index in range {
      let line = lines[index]
      if line.isMarker || begins(line) {
        let above = comments ?? index
        close(line.isMarker ? index : above)
        start = line.isMarker ? nil : (index, above)
      }
      comments = line.isComment ? comments ?? index : nil
    }
    close(range.upperBound)
    return found
  }

  // MARK: - Lines

  private static func line(_ range: Range<Int>, in source: Source) -> Line {
    let start = range.lowerBound == 0 ? source.byteOrderMark : range.lowerBound
    var text = source.bytes[start..<range.upperBound]
    while let last = text.last, last <= 0x20 { text.removeLast() }
    let indent = text.prefix { $0 == 0x20 }.count
    var line = Line(range: range, indent: indent)
    text = text.dropFirst(indent)
    guard let first = text.first else {
      line.isBlank = true
      return line
    }
    line.isComment = first == UInt8(ascii: "#")
    let mark = text.prefix(3)
    line.isMarker =
      indent == 0 && (mark.elementsEqual("---".utf8) || mark.elementsEqual("...".utf8))
    line.isItem = first == UInt8(ascii: "-") && (text.count == 1 || text.dropFirst().first == 0x20)
    if line.isItem { text = text.dropFirst().drop { $0 == 0x20 } }
    if !line.isComment, !line.isMarker { line.key = key(text) }
    return line
  }

  /// The key that `text` begins with: up to a colon before a blank or the end, not in quotes.
  private static func key(_ text: ArraySlice<UInt8>) -> String? {
    guard let first = text.first, !"{}[],|>%@`&*!?".utf8.contains(first) else { return nil }
    let head = text.prefix(400)
    var colon = head.startIndex
    let isQuoted = first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
    if isQuoted {
      guard let end = head.dropFirst().firstIndex(of: first) else { return nil }
      colon = end + 1
    }
    while colon < head.endIndex {
      if head[colon] == UInt8(ascii: ":"),
        colon + 1 >= text.endIndex || head[colon...].dropFirst().first == 0x20
      {
        break
      }
      if isQuoted { return nil }
      colon += 1
    }
    guard colon < head.endIndex, colon > head.startIndex else { return nil }
    let key = head[..<colon]
    return String(decoding: isQuoted ? key.dropFirst().dropLast() : key, as: UTF8.self)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
