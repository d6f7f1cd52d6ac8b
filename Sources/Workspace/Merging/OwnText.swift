import Git

/// The merged head or tail of one part.
struct OwnText {
  /// The text, without a line end after it.
  let bytes: [UInt8]
  /// Whether it has conflict markers.
  let isAtOdds: Bool

  /// Merges what the versions have, line by line where both sides changed it. Nil stands for a
  /// version that does not have the part.
  ///
  /// The first line, which most often is the name, may be changed on one side, and the lines right
  /// below it on the other.
  init(
    _ texts: Three<ArraySlice<UInt8>?>, _ labels: SectionMerge.Labels
  ) throws(GitFailure) {
    guard let ours = texts.ours, let theirs = texts.theirs else {
      self.init(texts.ours ?? texts.theirs ?? [], isAtOdds: false)
      return
    }
    let full = Three(base: texts.base ?? [], ours: ours, theirs: theirs).map(OwnText.lines)
    let merged = try OwnText(lines: full, labels)
    guard merged.isAtOdds, let first = full.map(OwnText.firstLine).agreed else {
      self = merged
      return
    }
    let rest = try OwnText(lines: full.map { $0.dropFirst(OwnText.firstLine($0).count) }, labels)
    self = rest.isAtOdds ? merged : OwnText(first + rest.bytes, isAtOdds: false)
  }

  private init(_ bytes: some Sequence<UInt8>, isAtOdds: Bool) {
    self.bytes = Array(bytes)
    self.isAtOdds = isAtOdds
  }

  private init(
    lines texts: Three<ArraySlice<UInt8>>, _ labels: SectionMerge.Labels
  ) throws(GitFailure) {
    if let agreed = texts.agreed {
      self.init(agreed.dropLast(), isAtOdds: false)
      return
    }
    let merge = try Merge(
      base: Array(texts.base), ours: Array(texts.ours), theirs: Array(texts.theirs),
      labels: (labels.base, labels.ours, labels.theirs))
    self.init(merge.bytes.dropLast(), isAtOdds: !merge.isClean)
  }

  /// A text with a line end after its last line.
  private static func lines(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    text.isEmpty ? text : text + [0x0A]
  }

  /// The first line, with its line end.
  private static func firstLine(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    text.firstIndex(of: 0x0A).map { text[...$0] } ?? text
  }
}
