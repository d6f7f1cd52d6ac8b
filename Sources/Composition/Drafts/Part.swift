package import Sections

/// Bytes of a section, and where they are from.
package struct Passage: Sendable, Equatable {
  /// The section's id; nil where the bytes are a whole file.
  package var id: SectionID?
  /// The hash of the bytes.
  package var hash: ContentHash
  /// The bytes, children included.
  package var bytes: [UInt8]
  /// Where they begin in their file.
  package var start: Int

  /// A passage.
  package init(id: SectionID?, hash: ContentHash, bytes: [UInt8], start: Int) {
    self.id = id
    self.hash = hash
    self.bytes = bytes
    self.start = start
  }
}

/// A section as composing needs it. All offsets are into the passage's bytes.
package struct Part: Sendable, Equatable {
  /// What the recipe calls it.
  package var address: Address
  /// Its bytes.
  package var passage: Passage
  /// The path of the file it comes from.
  package var path: String
  /// What it is.
  package var kind: SectionKind
  /// What a reader would call it.
  package var title: String
  /// The language of a code block, as its file spells it.
  package var language: String?
  /// Where its text begins, after the frontmatter of a whole file.
  package var body = 0
  /// Its own bytes before its first child.
  package var head: Range<Int>
  /// Its own bytes after its last child.
  package var tail: Range<Int>
  /// The headings in it, its own included, in order.
  package var headings: [Heading] = []
  /// The headings in it that stand in quotations and lists, in order. They stay as they are.
  package var landmarks: [Heading] = []
  /// The links in it whose destinations stand in definitions, in order.
  package var labelled: [LabelledLink] = []
  /// The labels that its file leads to the web, and where to; and its footnotes, `^1`, and what
  /// they begin with.
  package var web: [String: String] = [:]
  /// The fenced code blocks in it.
  package var blocks: [Range<Int>] = []
  /// The file of code it comes from, for scripts; nil where its statements are not known.
  package var file: CodeFile?
  /// The files that its file imports, and those that they import in turn, where these are to be
  /// followed; for a whole file of code that file too.
  package var modules: [CodeFile] = []
  /// Whether the file it comes from can be run.
  package var isExecutable = false

  /// A heading in a section.
  package struct Heading: Sendable, Equatable {
    /// Where it begins.
    package var start: Int
    /// 1 to 6.
    package var level: Int
    /// What links call it, in the file it comes from: `usage-1` for the second “Usage”.
    package var anchor: String?

    /// A heading.
    package init(start: Int, level: Int, anchor: String? = nil) {
      self.start = start
      self.level = level
      self.anchor = anchor
    }
  }

  /// A part that has no headings or blocks yet.
  package init(
    address: Address, passage: Passage, path: String, kind: SectionKind, title: String,
    language: String? = nil
  ) {
    self.address = address
    self.passage = passage
    self.path = path
    self.kind = kind
    self.title = title
    self.language = language
    head = 0..<passage.bytes.count
    tail = passage.bytes.count..<passage.bytes.count
  }
}

extension Part {
  /// The part that is the section at `index` of `cuts`.
  ///
  /// - Parameters:
  ///   - id: the section's id.
  ///   - source: the file that was cut.
  ///   - landmarks: the headings of that file that begin no section.
  ///   - file: that file with its statements, for scripts.
  package init(
    address: Address, id: SectionID?, source: Source, cuts: [Cut], index: Int,
    landmarks: [Outline.Landmark] = [], file: CodeFile? = nil
  ) {
    let cut = cuts[index]
    let start = cut.range.lowerBound
    self.init(
      address: address,
      passage: Passage(id: id, hash: cut.hash, bytes: Array(source.bytes[cut.range]), start: start),
      path: source.path, kind: cut.kind, title: cut.title, language: cut.language)
    head = cut.head.lowerBound - start..<cut.head.upperBound - start
    tail = cut.tail.lowerBound - start..<cut.tail.upperBound - start
    self.file = file
    let inside = cuts[index...].prefix { $0.range.lowerBound < cut.range.upperBound }
    readHeadings(of: cuts, landmarks)
    blocks = inside.filter { $0.kind == .code }.map { block in
      block.range.lowerBound - start..<block.range.upperBound - start
    }
  }

  /// The part that is a whole file. Of Markdown the frontmatter is not among what is inlined, and
  /// the first heading is what it is called.
  package init(address: Address, whole reading: Reading) {
    let source = reading.source
    let name = source.path.split(separator: "/").last.map(String.init) ?? source.path
    self.init(
      address: address,
      passage: Passage(
        id: nil, hash: ContentHash(of: source.bytes), bytes: source.bytes, start: 0),
      path: source.path, kind: source.isBinary ? .binary : .text, title: name)
    guard isMarkdown, !source.isBinary else { return }
    body = source.frontmatter?.whole.upperBound ?? 0
    head = body..<source.bytes.count
    readHeadings(of: reading.cuts, reading.outline.landmarks)
    readLabels(of: reading)
    blocks = reading.cuts.filter { $0.kind == .code }.map(\.range)
    let first = reading.cuts.first { $0.level != nil }?.title ?? ""
    title = first.isEmpty ? String(name[..<(name.lastIndex(of: ".") ?? name.endIndex)]) : first
  }

  /// Takes the headings in its range out of `cuts` and `asides`, which are those of its whole file.
  private mutating func readHeadings(of cuts: [Cut], _ asides: [Outline.Landmark]) {
    var names = AnchorNames()
    let end = passage.start + passage.bytes.count
    let levels = Dictionary(
      cuts.compactMap { cut in cut.level.map { (cut.range.lowerBound, $0) } }
    ) { first, _ in first }
    let sections = cuts.filter { $0.level != nil }.map { ($0.range.lowerBound, $0.title) }
    for (start, title) in AnchorNames.inOrder(sections, asides) {
      let anchor = names.next(title)
      guard (passage.start..<end).contains(start) else { continue }
      let place = start - passage.start
      if let level = levels[start] {
        headings.append(Heading(start: place, level: level, anchor: anchor))
      } else {
        landmarks.append(Heading(start: place, level: 6, anchor: anchor))
      }
    }
  }

  /// All headings that links can lead to, in order.
  var anchored: [Heading] {
    guard !landmarks.isEmpty else { return headings }
    return (headings + landmarks).sorted { $0.start < $1.start }
  }

  /// Whether it begins with a heading that rules all of it.
  var isRuledByHeading: Bool {
    guard let first = headings.first,
      first.start <= Lines.trimmed(passage.bytes, body..<passage.bytes.count).lowerBound
    else { return false }
    return headings.dropFirst().allSatisfy { $0.level > first.level }
  }

  /// Whether its bytes are Markdown rather than code.
  package var isMarkdown: Bool {
    if [.heading, .block, .code].contains(kind) { return true }
    return MarkdownSuffix.ends(path)
  }

  /// The language of its code, or of the file it comes from.
  var codeLanguage: Language? {
    if kind == .code { return language.flatMap(Language.init(name:)) }
    // A script without a suffix says in its first line what runs it.
    return Language(path: path)
      ?? file.flatMap { Source(path: "", bytes: $0.bytes).interpreter }
      .flatMap(Language.init(name:))
  }
}
