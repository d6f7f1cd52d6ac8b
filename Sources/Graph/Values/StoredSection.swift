package import Sections

/// A section as the library has it, now or in the past.
package struct StoredSection: Sendable, Equatable {
  /// Its lasting name.
  package let id: SectionID
  /// The path of its file.
  package let path: String
  /// Which section of its file it is, counted from 0 in reading order.
  package let position: Int
  /// What it is, and where its bytes are. Its parent is a position in the file's outline.
  package let cut: Cut
  /// The section around it.
  package let parent: SectionID?
  /// False for a version that ``SectionGraph/history(of:)`` or a pinned address gave.
  package let isCurrent: Bool
  /// The version of the file that its bytes are in; nil once ``SectionGraph/gc(compacting:)``
  /// dropped it.
  package let blob: Int64?

  /// Its address by file and anchor: `pdf/SKILL.md#quick-start`.
  package var address: String { "\(path)#\(cut.fragment)" }
  /// About how many tokens it takes, children included.
  package var tokens: Int { TokenEstimate.tokens(bytes: cut.range.count) }
}
