internal import Composition
internal import Graph
internal import Sections
internal import Workspace

/// A file of the workspace, what the library has for it, and what both had when they last agreed.
struct Meeting {
  /// What the library has.
  let wanted: Wanted
  /// What the workspace has; nil for nothing.
  let there: FileContent?
  /// Whether both were put together.
  private(set) var isMerged = false
  /// The sections, or the file, that the workspace changed and that nobody said what to do with.
  private(set) var edited: [String] = []
  /// The sections that are at odds.
  private(set) var conflicts: [MergeConflict] = []
  /// The sections in which the file is to differ from what is there.
  private(set) var changes: [SectionChange] = []

  private let parsers: ParserRegistry
  private let ours: Reading
  private let theirs: Reading
  /// What both had; nil where that is not known.
  private let base: Reading?
  /// Whether what is there is what was checked out, or is committed where that is not known.
  private let isUntouched: Bool

  /// - Parameters:
  ///   - there: what the workspace has, with what this checkout already brings.
  ///   - onDisk: what it has without.
  ///   - record: what both had when they last agreed, as the lock says.
  init(
    _ wanted: Wanted, _ there: FileContent?, onDisk: FileContent?,
    record: Composition.Lock.Checkout?, of checkout: Checkout
  ) async throws {
    let path = wanted.path.text
    let parsers = checkout.workbench.parsers
    self.wanted = wanted
    self.there = there
    self.parsers = parsers
    ours = await parsers.read(Source(path: path, bytes: there?.bytes ?? []))
    theirs = await parsers.read(Source(path: path, bytes: wanted.content.bytes))
    let bytes = try record.flatMap { try checkout.workbench.graph.bytes(of: $0.hash) }
    if let bytes { base = await parsers.read(Source(path: path, bytes: bytes)) } else { base = nil }
    guard let onDisk else {
      isUntouched = true
      return
    }
    // Without a record it is somebody's own file, committed or not.
    isUntouched = record.map { ContentHash(of: onDisk.bytes) == $0.hash } ?? false
  }

  /// What the file becomes; nil where it is left.
  mutating func resolve(_ edits: CheckoutRequest.Edits) async throws -> FileContent? {
    let picked = picked(from: ours)
    guard let there else {
      return FileContent(bytes: picked, isExecutable: wanted.content.isExecutable)
    }
    if picked == there.bytes || isUntouched || edits == .replace || isSectionUntouched {
      return await becoming(picked, over: there)
    }
    guard edits == .merge else {
      edited = editedSections()
      return nil
    }
    return try await merged(with: there)
  }

  private mutating func merged(with there: FileContent) async throws -> FileContent? {
    guard let base else { throw CheckoutFailure.noBase(wanted.path.text) }
    let incoming = await parsers.read(
      Source(path: wanted.path.text, bytes: picked(from: base)))
    let merge = try SectionMerge(
      base: base, ours: ours, theirs: incoming,
      labels: SectionMerge.Labels(ours: "workspace", theirs: "library"))
    conflicts = merge.conflicts
    guard merge.isClean else { return nil }
    isMerged = true
    return await becoming(merge.bytes, over: there)
  }

  private mutating func becoming(
    _ bytes: [UInt8], over there: FileContent
  ) async -> FileContent {
    let reading = await parsers.read(Source(path: wanted.path.text, bytes: bytes))
    changes = SectionComparison(from: ours, to: reading).changes
    let isExecutable =
      wanted.section == nil ? wanted.content.isExecutable : there.isExecutable
    return FileContent(bytes: bytes, isExecutable: isExecutable)
  }

  /// `reading` with what is wanted in it: everything, or the one section.
  private func picked(from reading: Reading) -> [UInt8] {
    guard wanted.section != nil else { return wanted.content.bytes }
    return SectionPick(from: reading, to: theirs).bytes(
      taking: chosen.map { [$0] } ?? [], removing: [])
  }

  /// The position of the one section that is wanted.
  private var chosen: Int? { theirs.cuts.firstIndex { $0.range == wanted.section } }

  /// Whether the one section that is wanted is in the workspace as it was checked out, or is not
  /// there at all.
  private var isSectionUntouched: Bool {
    guard let chosen else { return false }
    guard let place = theirs.matches(in: ours)[chosen] else { return true }
    guard let base, let former = ours.matches(in: base)[place] else { return false }
    return base.cuts[former].hash == ours.cuts[place].hash
  }

  /// What of the file was edited in the workspace.
  private func editedSections() -> [String] {
    guard let base else { return ["not checked out from the library"] }
    return SectionComparison(from: base, to: ours).changes.map { "#\($0.anchor) \($0.change)" }
  }
}

extension Reading {
  /// For each section the position of the one in `old` that it continues.
  func matches(in old: Reading) -> [Int?] {
    Alignment(from: old.cuts, of: old.source.bytes, to: cuts, of: source.bytes).matches
  }
}
