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
  /// Its own bytes before its first child.
  package var head: Range<Int>
  /// Its own bytes after its last child.
  package var tail: Range<Int>
  /// The headings in it, its own included, in order.
  package var headings: [Heading] = []
  /// The fenced code blocks in it.
  package var blocks: [Range<Int>] = []
  /// The file of code it comes from, for scripts; nil where its statements are not known.
  package var file: CodeFile?
  /// Whether the file it comes from can be run.
  package var isExecutable = false

  /// A heading in a section.
  package struct Heading: Sendable, Equatable {
    /// Where it begins.
    package var start: Int
    /// 1 to 6.
    package var level: Int

    /// A heading.
    package init(start: Int, level: Int) {
      self.start = start
      self.level = level
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
  ///   - file: that file with its statements, for scripts.
  package init(
    address: Address, id: SectionID?, source: Source, cuts: [Cut], index: Int,
    file: CodeFile? = nil
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
    headings = inside.compactMap { cut in
      cut.level.map { Heading(start: cut.range.lowerBound - start, level: $0) }
    }
    blocks = inside.filter { $0.kind == .code }.map { block in
      block.range.lowerBound - start..<block.range.upperBound - start
    }
  }

  /// Whether its bytes are Markdown rather than code.
  package var isMarkdown: Bool {
    if [.heading, .block, .code].contains(kind) { return true }
    return [".md", ".markdown", ".mdx"].contains { path.lowercased().hasSuffix($0) }
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
