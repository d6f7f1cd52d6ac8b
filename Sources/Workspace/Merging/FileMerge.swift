import Git
import Sections

/// Merges three versions of one file: by section where that is possible, else by lines, else not
/// at all.
struct FileMerge {
  /// The merged bytes, and what is at odds in them.
  typealias Result = (bytes: [UInt8], conflicts: [MergeConflict])

  private let readings: Three<Reading>
  private let labels: SectionMerge.Labels

  /// A merge of `readings`.
  init(_ readings: Three<Reading>, _ labels: SectionMerge.Labels) {
    self.readings = readings
    self.labels = labels
  }

  /// Merges. What only one side changed, it does not look into.
  func result() throws(GitFailure) -> Result {
    let bytes = readings.map(\.source.bytes)
    if let agreed = bytes.agreed { return (agreed, []) }
    if readings.all.contains(where: \.source.isBinary) { return (bytes.ours, [fileConflict]) }
    let ends = LineEnds.merged(bytes.map(LineEnds.init))
    let versions = Version.three(readings)
    let merged = try merge(versions)
    return (ends?.written(merged.bytes) ?? merged.bytes, merged.conflicts)
  }

  private func merge(_ versions: Three<Version>) throws(GitFailure) -> Result {
    let texts = versions.map(\.bytes)
    if let agreed = texts.agreed { return (agreed, []) }
    let whole = try Merge(
      base: texts.base, ours: texts.ours, theirs: texts.theirs,
      labels: (labels.base, labels.ours, labels.theirs))
    let byLines = (whole.bytes, whole.isClean ? [] : [fileConflict])
    guard readings.all.allSatisfy({ !$0.outline.nodes.isEmpty }),
      versions.all.allSatisfy({ !$0.hasCommentInList })
    else { return byLines }
    var versions = versions
    let pairing = Pairing(versions)
    let unlike = versions.splitTails(pairing)
    let changes = OwnChanges(versions, pairing)
    let isPlain = !changes.isDisplaced(in: .ours) && !changes.isDisplaced(in: .theirs)
    if whole.isClean, isPlain, !changes.haveCommonAdditions { return byLines }
    return try merge(changes, unlike, whole) ?? byLines
  }

  /// Merges by section; nil where only a merge by lines shows all there is.
  private func merge(
    _ changes: OwnChanges, _ unlike: Set<Int>, _ whole: Merge
  ) throws(GitFailure) -> Result? {
    let fates = Fates(changes, unlike: unlike)
    let joining = Joining(changes, fates)
    guard let weave = try Weave(changes, fates, labels) else { return nil }
    let texts = weave.pieces.map { $0.text[...] }
    if weave.conflicts.isEmpty, joining.lines.isKept(in: texts) {
      return (joining.bytes(of: weave.pieces), [])
    }
    let isTextOnly = weave.conflicts.allSatisfy { !$0.reason.isCertain }
    let lines = LineCount(changes.versions.map { [$0.bytes[...]] })
    if whole.isClean, isTextOnly, lines.isKept(in: [whole.bytes[...]]) { return (whole.bytes, []) }
    if weave.conflicts.isEmpty || !joining.lines.isShown(in: texts) {
      return whole.isClean ? allAtOdds(changes.versions, weave.conflicts) : nil
    }
    return (joining.bytes(of: weave.pieces), weave.conflicts)
  }

  /// All of the three versions, one after another.
  private func allAtOdds(_ versions: Three<Version>, _ conflicts: [MergeConflict]) -> Result {
    let text = ConflictMarkers(labels: labels).text(versions.map { $0.bytes[...] })
    return (text + [0x0A], conflicts.isEmpty ? [fileConflict] : conflicts)
  }

  private var fileConflict: MergeConflict {
    let source = readings.ours.source
    return MergeConflict(
      kind: source.isBinary ? .binary : .text, title: source.path, fragment: "", reason: .file)
  }
}

extension Version {
  /// The versions that were read, with unix line ends where all can be brought to those.
  static func three(_ readings: Three<Reading>) -> Three<Version> {
    let ends = LineEnds.merged(readings.map { LineEnds(of: $0.source.bytes) })
    return readings.map { reading in
      let text = ends == nil ? (reading.source.bytes, reading.cuts) : reading.withUnixLines
      return Version(path: reading.source.path, bytes: text.0, cuts: text.1, splitsKeys: true)
    }
  }
}

extension MergeConflict.Reason {
  /// Whether it is one even where the lines can be put together: two sections of one name, or one
  /// section twice.
  fileprivate var isCertain: Bool { self == .movedToTwoPlaces || self == .addedTwice }
}
