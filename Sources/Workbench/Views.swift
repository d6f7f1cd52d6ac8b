/// A section as lists show it.
package struct SectionView: Codable, Sendable, Equatable {
  /// Its id, 12 characters.
  package var id: String
  /// The shortest beginning of the id that no other section has, at least four characters.
  package var short: String
  /// `path#anchor`, what to type.
  package var address: String
  /// What it is.
  package var kind: String
  /// What a reader would call it.
  package var title: String
  /// How many sections are around it in its file.
  package var depth: Int
  /// The level of a heading.
  package var level: Int?
  /// The language of a code block.
  package var language: String?
  /// Its first line in the file, from 1.
  package var firstLine: Int
  /// Its last line in the file, from 1.
  package var lastLine: Int
  /// Its length with children.
  package var bytes: Int
  /// About how many tokens it costs an agent to read, children included.
  package var tokens: Int
  /// The content hash.
  package var hash: String
}
