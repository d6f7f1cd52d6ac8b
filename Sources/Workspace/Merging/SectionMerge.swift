package import Git
package import Sections

/// What came of merging three versions of a file, section by section.
///
/// A section that one side changed is taken from that side. Where both changed it, its own text is
/// merged line by line; where one moved it and the other edited it, both is done. The frontmatter
/// is merged by key. Where git merges the whole file without a conflict, and no side moved a
/// section, that is the result; and no result is called clean that lost a line a side added.
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
  private let readings: Three<Reading>

  /// Whether nothing is at odds.
  package var isClean: Bool { conflicts.isEmpty }

  /// Merges what `ours` and `theirs` made of `base`.
  ///
  /// - Throws: ``GitFailure`` where libgit2 cannot compare lines, for a text of over a gigabyte.
  package init(
    base: Reading, ours: Reading, theirs: Reading, labels: Labels = Labels()
  ) throws(GitFailure) {
    readings = Three(base: base, ours: ours, theirs: theirs)
    let result = try FileMerge(readings, labels).result()
    (bytes, conflicts) = (result.bytes, result.conflicts)
  }

  /// What became of each section that is not as base has it: those of base in its order, then
  /// those that are new. Found out each time it is asked for.
  package var sections: [MergedSection] {
    guard
      readings.ours.source.bytes != readings.base.source.bytes
        || readings.theirs.source.bytes != readings.base.source.bytes
    else { return [] }
    var versions = Version.three(readings)
    let pairing = Pairing(versions)
    _ = versions.splitTails(pairing)
    return OwnChanges(versions, pairing).sections
  }
}
