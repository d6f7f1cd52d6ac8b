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
  /// them, and without the sections `gone`, positions in the old cuts.
  ///
  /// A section brings along what is inside it: new sections, removals and edits. A code block
  /// stands for the section it is in. A chosen section that is new or was moved goes after the one
  /// before it in the new version, as far as that is there, else before the next one, else to the
  /// end of what is around it. A position in `gone` of a section that the new version still has
  /// counts for nothing. Where the new version ends its lines in another way, the old way stays
  /// until everything is chosen.
  package func bytes(taking chosen: Set<Int>, removing gone: Set<Int>) -> [UInt8] {
    let ends = (LineEnds(of: old.source.bytes), LineEnds(of: new.source.bytes))
    guard ends.0 != ends.1, ends.0 != .mixed, ends.1 != .mixed else {
      return picked((old.source.bytes, old.cuts), (new.source.bytes, new.cuts), chosen, gone).bytes
    }
    let picked = picked(old.withUnixLines, new.withUnixLines, chosen, gone)
    return picked.isAll ? new.source.bytes : ends.0.written(picked.bytes)
  }

  private func picked(
    _ old: (bytes: [UInt8], cuts: [Cut]), _ new: (bytes: [UInt8], cuts: [Cut]),
    _ chosen: Set<Int>, _ gone: Set<Int>
  ) -> (bytes: [UInt8], isAll: Bool) {
    let path = self.old.source.path
    var tree = PickedTree(
      from: Version(path: path, bytes: old.bytes, cuts: old.cuts, splitsKeys: false),
      to: Version(path: path, bytes: new.bytes, cuts: new.cuts, splitsKeys: false))
    tree.choose(chosen, gone)
    return (PickedText(tree).bytes, tree.isAll)
  }
}
