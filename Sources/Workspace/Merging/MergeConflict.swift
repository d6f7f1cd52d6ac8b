package import Sections

/// A section that two versions of a file changed in ways that exclude each other.
package struct MergeConflict: Codable, Sendable, Equatable {
  /// Why neither version can be taken without losing something of the other.
  package enum Reason: String, Codable, Sendable {
    /// The same lines were changed on both sides.
    case editedOnBothSides = "edited on both sides"
    /// It is gone from ours, and was changed in theirs.
    case removedInOurs = "removed in ours, edited in theirs"
    /// It is gone from theirs, and was changed in ours.
    case removedInTheirs = "edited in ours, removed in theirs"
    /// Both sides moved it or its neighbours, to different places.
    case movedToTwoPlaces = "moved to two places"
    /// Both sides added a section of its name, with different text.
    case addedTwice = "added twice differently"
    /// The file cannot be merged by section: it is binary, or has no outline.
    case file = "the file changed on both sides"
  }

  /// What it is.
  package let kind: SectionKind
  /// What a reader would call it.
  package let title: String
  /// What stands after `#` in its address; empty where the conflict is the file's.
  package let fragment: String
  /// Why it cannot be merged.
  package let reason: Reason
}

/// What became of one section that is not as base has it.
package struct MergedSection: Codable, Sendable, Equatable {
  /// Where what it is now came from.
  package enum Origin: String, Codable, Sendable {
    /// Only ours changed it.
    case ours
    /// Only theirs changed it.
    case theirs
    /// Both made the same change.
    case both
    /// Each changed something of it.
    case merged
  }

  /// What a reader would call it. A key of the frontmatter is a section here.
  package let title: String
  /// What stands after `#` in its address; for a key of the frontmatter, the frontmatter's.
  package let fragment: String
  /// What it is.
  package let kind: SectionKind
  /// Who changed it.
  package let origin: Origin
}
