/// One token of a source: a word of prose, or what the language's grammar calls a token.
public struct Token: Sendable, Hashable {
  /// What kind of token it is, as far as comparing needs to know.
  public enum Kind: UInt8, Sendable, CaseIterable {
    /// A name the author chose.
    case identifier
    /// A word of the language.
    case keyword
    /// A number, string, boolean or null.
    case literal
    /// An operator or bracket.
    case punctuation
    /// A comment.
    case comment
    /// A word of prose.
    case word
  }

  /// Its bytes: offsets into the source.
  public var range: Range<Int>
  /// What it is.
  public var kind: Kind

  /// A token.
  public init(_ range: Range<Int>, _ kind: Kind) {
    self.range = range
    self.kind = kind
  }
}
