/// What a parser says about a file: which ranges of it are sections.
///
/// An outline holds ranges, never text. The host cuts the sections out of the source itself, so
/// no parser, in whatever language, can alter a byte.
public struct Outline: Sendable, Equatable, Codable {
  /// One section-to-be.
  ///
  /// There is no tree to build: a node whose range lies inside an earlier node's is its child.
  public struct Node: Sendable, Equatable, Codable {
    /// The bytes of the section, children included: offsets into the source. Never empty.
    public var range: Range<Int>
    /// What it is.
    public var kind: SectionKind
    /// What a reader would call it: the heading's text, the function's name. One line.
    public var title: String
    /// The name an address uses after `#`, or nil to have it made from the title as GitHub does
    /// for headings. Code uses dotted names: `Form.fill`.
    public var anchor: String?
    /// The level of a heading, 1 to 6.
    public var level: Int?
    /// The language of a code block, as the file spells it.
    public var language: String?

    /// A node.
    public init(
      _ range: Range<Int>, _ kind: SectionKind, title: String, anchor: String? = nil,
      level: Int? = nil, language: String? = nil
    ) {
      self.range = range
      self.kind = kind
      self.title = title
      self.anchor = anchor
      self.level = level
      self.language = language
    }
  }

  /// A heading that begins no section, because it stands in a quotation or a list. Links lead to it
  /// all the same.
  public struct Landmark: Sendable, Equatable, Codable {
    /// Where its line begins: an offset into the source.
    public var offset: Int
    /// Its text, on one line.
    public var title: String

    /// A landmark.
    public init(_ offset: Int, title: String) {
      self.offset = offset
      self.title = title
    }
  }

  /// The nodes in reading order: by start, and of two that start together the longer first.
  public var nodes: [Node]
  /// What the file refers to, in any order.
  public var references: [Reference]
  /// The headings that begin no section, in order.
  public var landmarks: [Landmark]
  /// What the reader of a report should know: text that could not be parsed, a limit reached.
  public var warnings: [String]

  /// An outline.
  public init(
    _ nodes: [Node] = [], references: [Reference] = [], landmarks: [Landmark] = [],
    warnings: [String] = []
  ) {
    self.nodes = nodes
    self.references = references
    self.landmarks = landmarks
    self.warnings = warnings
  }
}
