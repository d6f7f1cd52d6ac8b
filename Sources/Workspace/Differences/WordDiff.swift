package import Git

/// How the lines of a hunk differ, word by word: what `git diff --word-diff` says of them.
///
/// A word is what stands between blanks. Blanks are not compared: they are the new text's.
package struct WordDiff: Sendable {
  /// Some words of one kind, with the blanks between them.
  package struct Piece: Hashable, Sendable {
    /// What became of them.
    package let kind: LineDiff.Line.Kind
    /// The bytes.
    package let bytes: [UInt8]
  }

  /// The pieces, in order. Those that are not removed are the new text.
  package private(set) var pieces: [Piece] = []

  /// Compares the lines of a hunk, block by block.
  package init(of hunk: LineDiff.Hunk) throws(GitFailure) {
    var (old, new): ([UInt8], [UInt8]) = ([], [])
    for line in hunk.lines {
      switch line.kind {
      case .removed: old += line.bytes
      case .added: new += line.bytes
      case .context:
        try compare(old, new)
        (old, new) = ([], [])
        append(.context, line.bytes[...])
      }
    }
    try compare(old, new)
  }

  private mutating func compare(_ old: [UInt8], _ new: [UInt8]) throws(GitFailure) {
    guard !new.isEmpty else {
      append(.removed, old[...])
      return
    }
    let (oldWords, newWords) = (Self.words(of: old), Self.words(of: new))
    let diff = try LineDiff(
      from: Self.lines(oldWords, old), to: Self.lines(newWords, new), context: 0,
      followsIndentation: false)
    var done = 0
    for hunk in diff.hunks {
      let removed = Self.range(oldWords, hunk.oldStart, hunk.oldCount)
      let added = Self.range(newWords, hunk.newStart, hunk.newCount)
      append(.context, new[done..<added.lowerBound])
      append(.removed, old[removed])
      append(.added, new[added])
      done = added.upperBound
    }
    append(.context, new[done...])
  }

  private mutating func append(_ kind: LineDiff.Line.Kind, _ bytes: ArraySlice<UInt8>) {
    if !bytes.isEmpty { pieces.append(Piece(kind: kind, bytes: Array(bytes))) }
  }

  private static func words(of bytes: [UInt8]) -> [Range<Int>] {
    bytes.indices.split { [0x20, 0x09, 0x0A, 0x0D].contains(bytes[$0]) }
      .map { $0.startIndex..<$0.endIndex }
  }

  /// The words, one a line, so that comparing lines compares words.
  private static func lines(_ words: [Range<Int>], _ bytes: [UInt8]) -> [UInt8] {
    words.flatMap { bytes[$0] + [0x0A] }
  }

  /// From the first byte of word `start`, counted from 1, to the last of `count` words. Where there
  /// is none, nothing behind the word `start`.
  private static func range(_ words: [Range<Int>], _ start: Int, _ count: Int) -> Range<Int> {
    if count > 0 { return words[start - 1].lowerBound..<words[start + count - 2].upperBound }
    let end = start > 0 ? words[start - 1].upperBound : 0
    return end..<end
  }
}
