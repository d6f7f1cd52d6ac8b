/// That some bytes of a file refer to something: a link, an import, a call.
public struct Reference: Sendable, Hashable, Codable {
  /// How it refers.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// A Markdown link or image.
    case link
    /// A path of a file named in prose or inline code.
    case path
    /// A Python or JavaScript import, `require`, or shell `source`.
    case `import`
    /// A call of a function, method or class.
    case call
  }

  /// What it refers to, as far as the file alone can tell.
  public enum Target: Sendable, Hashable, Codable {
    /// A file, by its path relative to the folder of the referring file, as it is written there
    /// but percent-decoded; an empty path is the referring file. The anchor is what follows `#`.
    /// A path that begins with ``PluginPath/marker`` is relative to the plugin around the file.
    case file(path: String, anchor: String?)
    /// A module by its path without suffix. `./` or `../` at its start means relative to the
    /// folder of the referring file; without, it may also be relative to the component's root.
    case module(path: String, name: String?)
    /// Something of that name, defined in the same component: `fill`, `Form.fill`.
    case name(String)
  }

  /// How it refers.
  public var kind: Kind
  /// To what.
  public var target: Target
  /// Where the reference stands: offsets into the source.
  public var range: Range<Int>
  /// Where the target is written, to the byte: the destination of a link, which for `[x][r]` is
  /// in the definition of `r`; nil where the parser cannot tell.
  public var destination: Range<Int>?

  /// A reference.
  public init(
    _ kind: Kind, _ target: Target, at range: Range<Int>, destination: Range<Int>? = nil
  ) {
    self.kind = kind
    self.target = target
    self.range = range
    self.destination = destination
  }
}
