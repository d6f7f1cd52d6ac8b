package import Git
package import Sections

/// Tells in which section each hunk of a difference begins.
package struct SectionTrail: Sendable {
  private let old: (reading: Reading, lines: [Int])
  private let new: (reading: Reading, lines: [Int])

  /// For a file that was `old` and is `new`.
  package init(from old: Reading, to new: Reading) {
    self.old = (old, Self.lineStarts(old.source.bytes))
    self.new = (new, Self.lineStarts(new.source.bytes))
  }

  /// Git's lines end with LF alone.
  private static func lineStarts(_ bytes: [UInt8]) -> [Int] {
    [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
  }

  /// The sections around the first line of `hunk` that differs, from the outermost inwards: those
  /// of the new file for an added line, of the old one for a removed line.
  package func sections(around hunk: LineDiff.Hunk) -> [Cut] {
    let before = hunk.lines.prefix { $0.kind == .context }.count
    guard before < hunk.lines.count else { return [] }
    let isAdded = hunk.lines[before].kind == .added
    let (reading, lines) = isAdded ? new : old
    let line = (isAdded ? hunk.newStart : hunk.oldStart) - 1 + before
    return lines.indices.contains(line) ? reading.sections(around: lines[line]) : []
  }

  /// The titles of those sections: `Quick start › Options`.
  package func text(of hunk: LineDiff.Hunk) -> String {
    sections(around: hunk).map { $0.title.isEmpty ? $0.anchor : $0.title }.joined(separator: " › ")
  }
}

extension Reading {
  /// The sections that byte `offset` is in, from the outermost inwards. What is part of its
  /// parent's own text, a code block, is not told apart from it.
  package func sections(around offset: Int) -> [Cut] {
    cuts.filter { !$0.isInline && $0.range.contains(offset) }
  }
}
