/// A section as it was cut out of one version of a file, before the graph gives it its id.
public struct Cut: Sendable, Equatable {
  /// What it is.
  public var kind: SectionKind
  /// What a reader would call it. One line, perhaps empty.
  public var title: String
  /// The name an address uses after `#`.
  public var anchor: String
  /// 1 for the first section of that anchor in the file, 2 for the second, written `~2`.
  public var ordinal: Int
  /// The level of a heading.
  public var level: Int?
  /// The language of a code block.
  public var language: String?
  /// Its bytes, children included.
  public var range: Range<Int>
  /// The position, in the list of cuts, of the section around it.
  public var parent: Int?
  /// How many sections are around it.
  public var depth: Int
  /// Its own bytes before its first child that is not inline: for a heading without subheadings
  /// all of them.
  public var head: Range<Int>
  /// Its own bytes after its last child that is not inline: a class's closing brace. Often empty.
  public var tail: Range<Int>
  /// Whether it is part of its parent's own text: a code block that was listed.
  public var isInline: Bool
  /// The hash of its bytes, children included.
  public var hash: ContentHash

  /// A cut, as a library kept it. New ones come from ``Outline/cuts(of:)``.
  public init(
    kind: SectionKind, title: String, anchor: String, ordinal: Int, level: Int? = nil,
    language: String? = nil, range: Range<Int>, parent: Int? = nil, depth: Int,
    head: Range<Int>, tail: Range<Int>, isInline: Bool, hash: ContentHash
  ) {
    self.kind = kind
    self.title = title
    self.anchor = anchor
    self.ordinal = ordinal
    self.level = level
    self.language = language
    self.range = range
    self.parent = parent
    self.depth = depth
    self.head = head
    self.tail = tail
    self.isInline = isInline
    self.hash = hash
  }

  /// `anchor`, with `~2` for the second of its name.
  public var fragment: String { ordinal == 1 ? anchor : "\(anchor)~\(ordinal)" }
}

extension Outline {
  /// Sections nested more deeply than this stay part of the section around them.
  ///
  /// Every level is hashed once more, so the limit also keeps hostile files linear.
  public static let deepest = 32

  /// Cuts `source` along this outline, which must have been checked against it.
  ///
  /// The sections that are at the top tile the file: put together in order, they are its bytes.
  /// The same holds inside: the head of a section, its children that are not inline, and its tail
  /// are its bytes. Where the outline leaves a gap, blank bytes go to the section before, and
  /// other bytes become a section of their own, `preamble` at the start and `text` elsewhere. A
  /// file without an outline is one section; an empty file has none.
  public func cuts(of source: Source) -> [Cut] {
    if source.isBinary { return Outline.whole(source, .binary) }
    if source.bytes.isEmpty { return [] }
    if nodes.isEmpty { return Outline.whole(source, .text) }
    return Cutter(source: source, nodes: nodes).run()
  }

  private static func whole(_ source: Source, _ kind: SectionKind) -> [Cut] {
    let range = 0..<source.bytes.count
    let name = source.path.split(separator: "/").last.map(String.init) ?? source.path
    let title = kind == .text ? Cutter.firstLine(of: source, in: range) ?? name : name
    return [
      Cut(
        kind: kind, title: title, anchor: kind.rawValue, ordinal: 1, range: range, depth: 0,
        head: range, tail: range.upperBound..<range.upperBound, isInline: false,
        hash: ContentHash(of: source.bytes))
    ]
  }
}
