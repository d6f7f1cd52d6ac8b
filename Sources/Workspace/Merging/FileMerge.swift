import Git
import Sections

/// Merges three versions of one file: by section where that is possible, else by lines, else not
/// at all.
struct FileMerge {
  /// The merged bytes, and what is at odds in them.
  typealias Merged = (bytes: [UInt8], conflicts: [MergeConflict])

  private let readings: Three<Reading>
  private let labels: SectionMerge.Labels

  /// A merge of `readings`.
  init(_ readings: Three<Reading>, _ labels: SectionMerge.Labels) {
    self.readings = readings
    self.labels = labels
  }

  /// Merges. What only one side changed, it does not look into.
  func result() throws(GitFailure) -> Merged {
    let bytes = readings.map(\.source.bytes)
    if let agreed = bytes.agreed { return (agreed, []) }
    if readings.all.contains(where: \.source.isBinary) { return (bytes.ours, [fileConflict]) }
    let ends = LineEnds.merged(bytes.map(LineEnds.init))
    let versions = Version.three(readings)
    let merged = try merge(versions)
    return (ends?.written(merged.bytes) ?? merged.bytes, merged.conflicts)
  }

  private func merge(_ versions: Three<Version>) throws(GitFailure) -> Merged {
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
    return try merge(changes, unlike, whole)
  }

  /// Merges by section. Where that cannot be done, git's result counts if it lost and doubled
  /// nothing; and what shows all that both sides have is better than what does not.
  private func merge(
    _ changes: OwnChanges, _ unlike: Set<Int>, _ whole: Merge
  ) throws(GitFailure) -> Merged {
    let fates = Fates(changes, unlike: unlike)
    let joining = Joining(changes, fates)
    let weave = try Weave(changes, fates, labels)
    let texts = weave?.pieces.map { $0.text[...] } ?? []
    let conflicts = weave?.conflicts ?? []
    if let weave, conflicts.isEmpty, joining.lines.isKept(in: texts) {
      return (joining.bytes(of: weave.pieces), [])
    }
    let lines = LineCount(changes.versions.map { [$0.bytes[...]] })
    let isOpen = conflicts.allSatisfy { !$0.reason.isCertain }
    if whole.isClean, isOpen, lines.isKept(in: [whole.bytes[...]]) { return (whole.bytes, []) }
    if let weave, !conflicts.isEmpty, joining.lines.isShown(in: texts) {
      return (joining.bytes(of: weave.pieces), conflicts)
    }
    let shown = whole.isClean ? allVersions(changes.versions) : whole.bytes
    return (shown, conflicts.isEmpty ? [fileConflict] : conflicts)
  }

  /// The three versions, whole, one after another.
  private func allVersions(_ versions: Three<Version>) -> [UInt8] {
    ConflictMarkers(labels: labels).text(versions.map { $0.bytes[...] }) + [0x0A]
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
