internal import Composition
internal import Git
internal import Graph
internal import Sections
internal import Workspace

/// A file of the author's with sections that are linked to those they were copied from, as it is
/// now.
struct LinkedFile {
  /// A linked section.
  struct Link {
    /// What the lock has of it.
    var record: Composition.Lock.Range
    /// Its text as its source gave it when it was last brought up to date.
    let text: [UInt8]
    /// Where it is in the file now; nil where the author took it out.
    var place: Range<Int>?
    /// The level of its heading in the file now; nil where it has none.
    var level: Int?
    /// The same, as it was when it was last brought up to date.
    var formerLevel: Int?
    /// What stands after `#` in its address in the file now.
    var fragment: String?
  }

  /// Its path below the workspace.
  let path: String
  /// What is there.
  let there: FileContent
  /// The same, read.
  let reading: Reading
  /// The file as the lock's ranges have it.
  let base: [UInt8]
  /// The linked sections, in the order of the lock.
  var links: [Link]

  /// The linked sections that are in the file, in its order.
  var present: [Link] {
    links.filter { $0.place != nil }.sorted { $0.start < $1.start }
  }
}

extension LinkedFile.Link {
  /// Where it begins in the file now; 0 where it is not there.
  var start: Int { place?.lowerBound ?? 0 }
  /// Where it ends in the file now; 0 where it is not there.
  var end: Int { place?.upperBound ?? 0 }
}

extension LinkedFile {
  /// Finds the linked sections of `record` in a file.
  init(
    _ path: String, _ there: FileContent, _ record: Composition.Lock.Links, base: Reading,
    now: Reading
  ) {
    self.path = path
    self.there = there
    self.base = base.source.bytes
    reading = now
    let bytes = base.source.bytes
    var successors: [Int: Int] = [:]
    for (index, match) in now.matches(in: base).enumerated() {
      if let match { successors[match] = index }
    }
    links = record.sections.filter { $0.end <= bytes.count }.map { range in
      let former = base.cuts.position(of: range.start..<range.end, in: bytes)
      let index = former.flatMap { successors[$0] }
      var link = Link(record: range, text: Array(bytes[range.start..<range.end]))
      link.formerLevel = former.flatMap { base.cuts[$0].level }
      guard let index else {
        link.place = now.source.bytes.onlyPlace(of: link.text)
        link.level = link.formerLevel
        return link
      }
      let text = now.source.bytes.text(in: now.cuts[index].range)
      link.place = text.isEmpty ? nil : text
      (link.level, link.fragment) = (now.cuts[index].level, now.cuts[index].fragment)
      return link
    }
    separate()
  }

  /// Sees to it that no place is in another: sections that the author put below one, at its end,
  /// end it where they begin. Others that are in one are no longer linked by themselves.
  private mutating func separate() {
    let order = links.indices.filter { links[$0].place != nil }.sorted {
      (links[$0].start, links[$1].end) < (links[$1].start, links[$0].end)
    }
    for (number, outer) in order.enumerated() {
      guard var place = links[outer].place else { continue }
      for inner in order[(number + 1)...].reversed() {
        guard let other = links[inner].place, other.lowerBound < place.upperBound else { continue }
        if other.upperBound >= place.upperBound, other.lowerBound > place.lowerBound {
          place = there.bytes.text(in: place.lowerBound..<other.lowerBound)
        } else {
          links[inner].place = nil
        }
      }
      links[outer].place = place
    }
  }

  /// The file with these texts in the places of its linked sections, and where they are in it.
  func with(_ texts: [(place: Range<Int>, text: [UInt8])]) -> (bytes: [UInt8], ranges: [Range<Int>])
  {
    var bytes: [UInt8] = []
    var ranges: [Range<Int>] = []
    var end = 0
    for (place, text) in texts {
      bytes += there.bytes[end..<place.lowerBound]
      ranges.append(bytes.count..<bytes.count + text.count)
      bytes += text
      end = place.upperBound
    }
    return (bytes + there.bytes[end...], ranges)
  }
}

extension Workbench {
  /// The linked sections of the file at `path`, as the file is now; nil where there is no such file.
  ///
  /// - Throws: ``LinkFailure/baseLost(_:)`` where it was edited, and nothing has it as it was.
  func linkedFile(
    _ path: String, _ record: Composition.Lock.Links, in workspace: Workspace
  ) async throws -> LinkedFile? {
    guard let there = try await workspace.read(RelativePath(path)) else { return nil }
    guard let base = try await linkedBytes(of: path, record, there.bytes, in: workspace) else {
      throw LinkFailure.baseLost(path)
    }
    func read(_ bytes: [UInt8]) async -> Reading {
      await parsers.read(Source(path: path, bytes: bytes))
    }
    let now = await read(there.bytes)
    return LinkedFile(
      path, there, record, base: base == there.bytes ? now : await read(base), now: now)
  }

  /// The version of a file that the lock's links are in; nil where it is nowhere any more.
  private func linkedBytes(
    of path: String, _ record: Composition.Lock.Links, _ there: [UInt8], in workspace: Workspace
  ) async throws -> [UInt8]? {
    func isIt(_ bytes: [UInt8]) -> Bool { ContentHash(of: bytes) == record.hash }
    if isIt(there) { return there }
    if let id = ObjectID(hex: record.blob), let bytes = try? await workspace.blob(id), isIt(bytes) {
      return bytes
    }
    if home.hasLibrary, let bytes = try graph.bytes(of: record.hash) { return bytes }
    for revision in try await workspace.history(of: RelativePath(path)) {
      guard let entry = revision.entry else { continue }
      let bytes = try await workspace.blob(entry.id)
      if isIt(bytes) { return bytes }
    }
    return nil
  }
}

extension [Cut] {
  /// The section whose text is at `place` of `bytes`: just there, or else from there on.
  fileprivate func position(of place: Range<Int>, in bytes: [UInt8]) -> Int? {
    firstIndex { bytes.text(in: $0.range) == place }
      ?? firstIndex { bytes.text(in: $0.range).lowerBound == place.lowerBound }
  }
}

extension [UInt8] {
  /// Where `text` stands, from the beginning of a line to the end of one; nil where it is nowhere,
  /// or in several places.
  fileprivate func onlyPlace(of text: [UInt8]) -> Range<Int>? {
    var found: Range<Int>?
    for start in LineTable(self).starts where start + text.count <= count {
      let end = start + text.count
      guard end == count || self[end] == 0x0A || self[end] == 0x0D,
        self[start..<end].elementsEqual(text)
      else { continue }
      if found != nil { return nil }
      found = start..<end
    }
    return found
  }
}
