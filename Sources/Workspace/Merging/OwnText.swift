import Git

/// The merged head or tail of one part.
struct OwnText {
  /// The text, without a line end after it.
  let bytes: [UInt8]
  /// Whether it has conflict markers.
  let isAtOdds: Bool

  /// Merges what the versions have, line by line where both sides changed it. Nil stands for a
  /// version that does not have the part.
  init(
    _ texts: Three<ArraySlice<UInt8>?>, _ labels: SectionMerge.Labels
  ) throws(GitFailure) {
    guard let ours = texts.ours, let theirs = texts.theirs else {
      bytes = Array(texts.ours ?? texts.theirs ?? [])
      isAtOdds = false
      return
    }
    let full = Three(base: texts.base ?? [], ours: ours, theirs: theirs)
    if let agreed = full.agreed {
      bytes = Array(agreed)
      isAtOdds = false
      return
    }
    let lines = full.map { $0.isEmpty ? [] : Array($0) + [0x0A] }
    let merge = try Merge(
      base: lines.base, ours: lines.ours, theirs: lines.theirs,
      labels: (labels.base, labels.ours, labels.theirs))
    bytes = merge.bytes.last == 0x0A ? merge.bytes.dropLast() : merge.bytes
    isAtOdds = !merge.isClean
  }
}
