internal import Git
internal import Sections
internal import Workspace

/// How two states of the workspace differ, or a target and what the workspace would deploy.
package struct DiffReport: Codable, Sendable, Equatable {
  /// What stands on the side of `-`.
  package var from: String
  /// What stands on the side of `+`.
  package var to: String
  /// The files that differ, by path.
  package var files: [DiffFile]
  /// How many lines were added.
  package var added: Int { files.reduce(0) { $0 + $1.added } }
  /// How many lines were removed.
  package var removed: Int { files.reduce(0) { $0 + $1.removed } }
  /// All of it as a unified diff, byte for byte what ‘git apply’ takes. Not part of the JSON.
  package var patch: [UInt8] { files.flatMap(\.patch) }
}

/// How a file differs.
package struct DiffFile: Codable, Sendable, Equatable {
  /// Its path; where it was, if it was removed.
  package var path: String
  /// Its path before, where that was another.
  package var formerPath: String?
  /// What happened to it: added, removed, edited or renamed.
  package var change: String
  /// Whether it can be run from now on; nil where that stays as it was.
  package var isExecutable: Bool?
  /// Whether it is no text, and so has no hunks.
  package var isBinary: Bool
  /// How many lines were added.
  package var added: Int
  /// How many lines were removed.
  package var removed: Int
  /// Which sections differ.
  package var sections: [SectionChange]
  /// The lines that differ, with three around them that do not.
  package var hunks: [DiffHunk]
  /// The file's difference as a unified diff.
  package var patch: [UInt8] = []

  private enum CodingKeys: String, CodingKey {
    case path, formerPath, change, isExecutable, isBinary, added, removed, sections, hunks
  }
}

/// Lines that differ, in one place.
package struct DiffHunk: Codable, Sendable, Equatable {
  /// Some text of which one thing became.
  package struct Piece: Codable, Sendable, Equatable {
    /// What became of it: context, removed or added.
    package var kind: String
    /// The text. Invalid UTF-8 is shown as U+FFFD.
    package var text: String
  }

  /// The first line before, from 1.
  package var oldStart: Int
  /// How many lines there are before.
  package var oldLines: Int
  /// The first line after, from 1.
  package var newStart: Int
  /// How many lines there are after.
  package var newLines: Int
  /// The titles of the sections around what differs, from the outermost inwards; ` › ` between.
  package var section: String
  /// What stands after `#` in the address of the innermost of them.
  package var anchor: String?
  /// What the hunk begins with: `@@ -1,4 +1,5 @@` and the sections.
  package var header: String
  /// The lines, each with the line break at its end; or runs of words, where words are asked for.
  package var pieces: [Piece]
}

extension DiffFile {
  init(_ difference: FileDifference, from old: Reading, to new: Reading, byWord: Bool) throws {
    let trail = SectionTrail(from: old, to: new)
    let mode = difference.new?.content.isExecutable
    self.init(
      path: difference.path,
      formerPath: difference.kind == .renamed ? difference.old?.path.text : nil,
      change: difference.kind.rawValue,
      isExecutable: difference.old?.content.isExecutable == mode ? nil : mode,
      isBinary: difference.lines.isBinary, added: difference.lines.added,
      removed: difference.lines.removed,
      sections: difference.lines.isBinary ? [] : SectionComparison(from: old, to: new).changes,
      hunks: try difference.lines.hunks.map { try DiffHunk($0, trail, byWord: byWord) },
      patch: Patch(difference, context: difference.lines.hunks.map(trail.text)).bytes)
  }
}

extension DiffHunk {
  fileprivate init(_ hunk: LineDiff.Hunk, _ trail: SectionTrail, byWord: Bool) throws {
    let text = trail.text(of: hunk)
    let pieces =
      byWord
      ? try WordDiff(of: hunk).pieces.map { ($0.kind, $0.bytes) }
      : hunk.lines.map { ($0.kind, $0.bytes) }
    self.init(
      oldStart: hunk.oldStart, oldLines: hunk.oldCount, newStart: hunk.newStart,
      newLines: hunk.newCount, section: text,
      anchor: trail.sections(around: hunk).last?.fragment, header: hunk.header(context: text),
      pieces: pieces.map { Piece(kind: $0.0.rawValue, text: String(decoding: $0.1, as: UTF8.self)) }
    )
  }
}
