internal import Composition
internal import Graph
internal import Sections
internal import Workspace

/// The work of bringing the linked sections of one file up to date.
///
/// Three versions of the file meet: with each linked section as its source gave it last, as the
/// author has it, and with each as its source gives it now. Outside of these sections all three are
/// what the author has, so nothing else can change.
struct LinkUpdate {
  /// What a linked section is to be.
  struct Item {
    /// The section.
    var link: LinkedFile.Link
    /// Its text before, at the level that its heading has in the file now.
    var before: [UInt8]
    /// Its text now.
    var after: [UInt8]
    /// What the lock is to have of it; its range is of no account.
    var record: Composition.Lock.Range
  }

  /// The file.
  let file: LinkedFile
  /// The linked sections that are in it, in its order.
  private(set) var items: [Item] = []
  /// Those that are followed to a new address.
  private(set) var followed: [FollowedSection] = []
  /// Why a section stays as it is: the first such reason.
  private(set) var failure: (any Explained)?

  /// Asks for what each linked section of `file` is now.
  init(
    of file: LinkedFile, _ workbench: Workbench, seeing foreseen: [String: [UInt8]]
  ) async throws {
    self.file = file
    for link in file.present {
      var item = Item(link: link, before: link.text, after: link.text, record: link.record)
      do {
        try await item.read(into: file.path, workbench, foreseen, &followed)
      } catch let failure as any Explained where failure is AddressFailure || failure is LinkFailure
      {
        self.failure = self.failure ?? failure
      }
      items.append(item)
    }
  }

  /// The addresses of sections that the author took out of the file.
  var lost: [String] { file.links.filter { $0.place == nil }.map(\.record.address) }

  /// The file as its sources give it now, without the author's edits in linked sections, and where
  /// these are.
  func composed() -> (content: FileContent, sections: [Composition.Lock.Range]) {
    let (bytes, ranges) = file.with(items.map { ($0.link.place ?? 0..<0, $0.after) })
    let sections = zip(items, ranges).map { item, range in
      var record = item.record
      (record.start, record.end) = (range.lowerBound, range.upperBound)
      return record
    }
    return (FileContent(bytes: bytes, isExecutable: file.there.isExecutable), sections)
  }

  /// What becomes of the file.
  ///
  /// - Parameter isForced: whether the author's edits in linked sections are given up.
  func settled(_ parsers: ParserRegistry, isForced: Bool) async throws -> SettledFile {
    let new = composed().content
    let base = file.with(items.map { ($0.link.place ?? 0..<0, $0.before) }).bytes
    var result = SettledFile(
      path: try RelativePath(file.path), before: file.there, composed: new, after: file.there,
      outcome: base == file.there.bytes ? .unchanged : .kept)
    guard new.bytes != file.there.bytes, isForced || base != new.bytes else { return result }
    guard !isForced, base != file.there.bytes else {
      (result.after, result.outcome) = (new, .composed)
      return result
    }
    func read(_ bytes: [UInt8]) async -> Reading {
      await parsers.read(Source(path: file.path, bytes: bytes))
    }
    let merge = try SectionMerge(
      base: await read(base), ours: file.reading, theirs: await read(new.bytes),
      labels: SectionMerge.Labels(base: "last linked", ours: "workspace", theirs: "source"))
    result.conflicts = merge.conflicts.map { Conflict.Section($0) }
    guard merge.isClean else {
      result.outcome = .conflict
      return result
    }
    result.after = FileContent(bytes: merge.bytes, isExecutable: file.there.isExecutable)
    result.outcome = merge.bytes == file.there.bytes ? .kept : .merged
    return result
  }
}

extension LinkUpdate.Item {
  /// Finds out what the section is now.
  fileprivate mutating func read(
    into path: String, _ workbench: Workbench, _ foreseen: [String: [UInt8]],
    _ followed: inout [FollowedSection]
  ) async throws {
    let level = link.level == link.formerLevel ? record.level : link.level ?? record.level
    if level != record.level, let former = try await workbench.formerPart(of: record),
      former.copied(into: path, level: record.level)?.bytes == link.text,
      let text = former.copied(into: path, level: level)?.bytes
    {
      // The author gave the heading another level. The rest of the section is to follow.
      (before, after, record.level) = (text, text, level)
    }
    guard let source = try await workbench.source(of: record, seeing: foreseen) else { return }
    // The heading keeps its level here, whatever level it gets there.
    let isAsThere = source.part.headings.first?.level == link.level
    let wanted = record.level ?? (isAsThere ? nil : link.level)
    guard let text = source.part.copied(into: path, level: wanted)?.bytes else {
      throw LinkFailure.emptied(record.address)
    }
    if let former = source.former {
      followed.append(FollowedSection(former: former, address: source.part.address.text))
    }
    after = text
    record = Composition.Lock.Range(source.part, at: 0..<0, level: wanted)
  }
}
