internal import Sections

/// Reads Markdown for what a composed file must know of it and no parser was asked: how deep the
/// last heading is, and whether a fence or a comment is open at the end.
///
/// Only lines of the document itself count. What stands in a list or quotation ends with it.
struct BlockScan {
  /// The level of the last heading; nil where there is none.
  private(set) var level: Int? { didSet { hasTop = hasTop || level == 1 } }
  /// Whether any heading has level 1.
  private(set) var hasTop = false
  /// What closes the block that is open at the end; nil where none is.
  private(set) var closer: String?

  /// The kinds of block that only their own end closes.
  private enum Open {
    case fence(ArraySlice<UInt8>)
    /// A comment and the like: the ends, in lower case; the first is what closes it here.
    case raw([String])
    /// Tags, up to a blank line.
    case tags
  }

  /// The paragraph that a line may go on with.
  private enum Paragraph { case none, own, inside }

  private var open: Open?
  /// Where text must begin to belong to the list above it; nil outside of lists.
  private var content: Int?
  private var paragraph = Paragraph.none
  /// Whether a comment that HTML began is open, which a reader of the page sees nothing after.
  private var isHidden = false

  /// Reads some text.
  ///
  /// - Parameter blocks: the fenced code in it, where that is known: then nothing else is. In
  ///   order, as offsets into `bytes`.
  init(_ bytes: [UInt8], in range: Range<Int>, besides blocks: [Range<Int>]? = nil) {
    var rest = (blocks ?? [])[...]
    var cursor = range.lowerBound
    while cursor < range.upperBound {
      while let block = rest.first, block.upperBound <= cursor { rest.removeFirst() }
      if open == nil, let block = rest.first, block.contains(cursor) {
        (cursor, paragraph) = (min(block.upperBound, range.upperBound), .none)
        continue
      }
      let line = Lines.lineEnd(bytes, from: cursor, limit: range.upperBound)
      read(bytes[cursor..<line.before], withFences: blocks == nil)
      cursor = line.after
    }
    switch open {
    case .fence(let run): closer = String(decoding: run, as: UTF8.self)
    case .raw(let ends): closer = ends.first
    case .tags: closer = isHidden ? "-->" : nil
    // The Markdown goes on, but its page does not. Only HTML ends that, so it begins some.
    case nil: closer = isHidden ? "<!-- -->" : nil
    }
  }

  private mutating func read(_ line: ArraySlice<UInt8>, withFences: Bool) {
    let text = line.drop { $0 == 0x20 || $0 == 0x09 }
    let indent = BlockScan.columns(line[..<text.startIndex])
    switch open {
    case .fence(let opening):
      if indent < 4, Lines.closes(line, opening) { open = nil }
      return
    case .raw(let ends):
      let shown = String(decoding: line, as: UTF8.self).lowercased()
      if ends.contains(where: shown.contains) { open = nil }
      if ends == ["-->"] { readHTML(line) }
      return
    case .tags:
      if text.allSatisfy(Lines.isBlank) { open = nil } else { readHTML(line) }
      return
    case nil: break
    }
    guard !text.allSatisfy(Lines.isBlank) else { return paragraph = .none }
    if let content, indent >= content {
      return paragraph = BlockScan.isPlain(text) ? .inside : .none
    }
    guard indent < 4 else { return }
    let isNext = paragraph != .own || BlockScan.interrupts(text)
    let item = isNext ? BlockScan.item(text) : nil
    let outer = content
    content = item.map { indent + $0 }
    if let item {
      return paragraph = BlockScan.isPlain(text.dropFirst(item)) ? .inside : .none
    }
    readBlock(text, withFences: withFences)
    // A line that only goes on with a paragraph of the list ends no list.
    if paragraph == .inside, text.first != UInt8(ascii: ">") { content = outer }
  }

  /// A line of the document itself, without its indentation.
  private mutating func readBlock(_ text: ArraySlice<UInt8>, withFences: Bool) {
    let marks = text.prefix { $0 == UInt8(ascii: "#") }
    let after = text[marks.endIndex...].first ?? 0x20
    if (1...6).contains(marks.count), Lines.isBlank(after) {
      (level, paragraph) = (marks.count, .none)
    } else if let run = Lines.fence(text), BlockScan.opens(text, run) {
      if withFences { open = .fence(run) }
      paragraph = .none
    } else if let ends = BlockScan.raw(text) {
      let shown = String(decoding: text, as: UTF8.self).lowercased()
      if !ends.contains(where: shown.contains) { open = .raw(ends) }
      if ends == ["-->"] { readHTML(text) }
      paragraph = .none
    } else if Tags.begin(text, inParagraph: paragraph == .own) {
      (open, paragraph) = (.tags, .none)
      readHTML(text)
    } else if paragraph == .own, BlockScan.isUnderline(text) {
      (level, paragraph) = (text.first == UInt8(ascii: "=") ? 1 : 2, .none)
    } else if text.first == UInt8(ascii: ">") {
      let words = text.drop { $0 == UInt8(ascii: ">") || Lines.isBlank($0) }
      paragraph = BlockScan.isPlain(words) ? .inside : .none
    } else if BlockScan.isBreak(text) {
      paragraph = .none
    } else if paragraph != .inside {
      paragraph = .own
    }
  }

  /// A line that stands in the page as it is: where comments begin and end in it.
  private mutating func readHTML(_ line: ArraySlice<UInt8>) {
    var rest = line
    while !rest.isEmpty {
      if isHidden {
        if rest.starts(with: "-->".utf8) { isHidden = false }
        rest = rest.dropFirst()
      } else if rest.starts(with: "<!--".utf8) {
        isHidden = true
        // `<!-->` is a whole one.
        rest = rest.dropFirst(2)
      } else {
        rest = rest.dropFirst()
      }
    }
  }

  private static func isUnderline(_ text: ArraySlice<UInt8>) -> Bool {
    guard let mark = text.first, "=-".utf8.contains(mark) else { return false }
    return text.drop { $0 == mark }.allSatisfy(Lines.isBlank)
  }

  /// Whether a line in a list or quotation is part of a paragraph, as far as that can be told.
  private static func isPlain(_ line: ArraySlice<UInt8>) -> Bool {
    let text = line.drop(while: Lines.isBlank)
    let marks = text.prefix { $0 == UInt8(ascii: "#") }
    if (1...6).contains(marks.count), Lines.isBlank(text[marks.endIndex...].first ?? 0x20) {
      return false
    }
    if let run = Lines.fence(text), opens(text, run) { return false }
    return !text.isEmpty && raw(text) == nil && !isBreak(text)
      && !Tags.begin(text, inParagraph: false)
  }

  /// After backquotes no other may stand in the line.
  private static func opens(_ text: ArraySlice<UInt8>, _ run: ArraySlice<UInt8>) -> Bool {
    run.first != UInt8(ascii: "`") || !text[run.endIndex...].contains(UInt8(ascii: "`"))
  }

  /// What ends the HTML that `text` begins, where it goes on over blank lines (CommonMark, “HTML
  /// blocks”, 1 to 5).
  private static func raw(_ text: ArraySlice<UInt8>) -> [String]? {
    guard text.first == UInt8(ascii: "<") else { return nil }
    let start = String(decoding: text.prefix(10), as: UTF8.self).lowercased()
    let fixed = [("<!--", "-->"), ("<?", "?>"), ("<![cdata[", "]]>")]
    if let found = fixed.first(where: { start.hasPrefix($0.0) }) { return [found.1] }
    if start.hasPrefix("<!"), start.dropFirst(2).first?.isLetter == true { return [">"] }
    let names = ["script", "pre", "style", "textarea"]
    for name in names where start.hasPrefix("<\(name)") {
      let next = text.dropFirst(name.utf8.count + 1).first ?? 0x20
      guard Lines.isBlank(next) || next == UInt8(ascii: ">") else { continue }
      return ["</\(name)>"] + names.map { "</\($0)>" }
    }
    return nil
  }

  /// How far in the text of a list's item stands; nil where `text` begins none.
  private static func item(_ text: ArraySlice<UInt8>) -> Int? {
    guard let first = text.first, !isBreak(text) else { return nil }
    var mark = text.startIndex + 1
    if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) {
      let digits = text.prefix(10).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      mark = digits.endIndex + 1
      guard digits.count < 10, let end = text[digits.endIndex...].first, ".)".utf8.contains(end)
      else { return nil }
    } else if !"-+*".utf8.contains(first) {
      return nil
    }
    guard text[mark...].first.map(Lines.isBlank) ?? true else { return nil }
    let blanks = columns(text[mark...].prefix { $0 == 0x20 || $0 == 0x09 })
    return mark - text.startIndex + ((1...4).contains(blanks) ? blanks : 1)
  }

  /// Whether an item may stand right below a paragraph: not an empty one, and of numbers only 1.
  private static func interrupts(_ text: ArraySlice<UInt8>) -> Bool {
    let digits = text.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let isFirst = digits.isEmpty || digits.elementsEqual("1".utf8)
    return isFirst && !text[digits.endIndex...].dropFirst().allSatisfy(Lines.isBlank)
  }

  /// Whether `text` is a line across the page: three or more of one mark.
  private static func isBreak(_ text: ArraySlice<UInt8>) -> Bool {
    guard let mark = text.first, "-_*".utf8.contains(mark) else { return false }
    return text.allSatisfy { $0 == mark || Lines.isBlank($0) } && text.count { $0 == mark } > 2
  }

  private static func columns(_ blanks: ArraySlice<UInt8>) -> Int {
    blanks.reduce(0) { $1 == 0x09 ? $0 + 4 - $0 % 4 : $0 + 1 }
  }
}

extension Draft {
  /// Adds what closes a fence, a comment or the like that would take in everything after it.
  mutating func close(_ scan: BlockScan) {
    guard let closer = scan.closer else { return }
    endLine()
    append("\(closer)\n", from: .glue)
  }
}

/// How deep the headings of a file are that is being written.
struct HeadingDepth {
  /// The level of the last heading; nil where there is none.
  private(set) var last: Int?
  /// Whether any heading has level 1.
  private(set) var hasTop = false
  private var read = 0

  /// The depth where nothing is written yet.
  init() {}

  /// Reads what `draft` has grown by.
  mutating func read(_ draft: Draft) {
    if read == 0 { read = HeadingDepth.frontmatter(draft.bytes) }
    let scan = BlockScan(draft.bytes, in: read..<draft.bytes.count)
    last = scan.level ?? last
    hasTop = hasTop || scan.hasTop
    read = draft.bytes.count
  }

  /// Where the text begins: a line of hyphens that ends frontmatter makes no heading.
  private static func frontmatter(_ bytes: [UInt8]) -> Int {
    let header = Source(path: "", bytes: bytes).frontmatter
    return header?.whole.upperBound ?? 0
  }
}
