internal import Composition
internal import Graph
internal import Sections
internal import Workspace

extension Workbench {
  /// Where each line, and each byte, of a file of the workspace comes from, as the file is now.
  ///
  /// Lines that are as they were composed or checked out come from there; others are the
  /// author's.
  ///
  /// - Parameter name: its path below the workspace, or an address of it.
  /// - Throws: ``BlameFailure``, ``AddressFailure``.
  package func blame(_ name: String) async throws -> BlameReport {
    let workspace = try workspace()
    let path = try await workspaceFile(name, in: workspace)
    guard let bytes = try await workspace.read(try RelativePath(path))?.bytes else {
      throw BlameFailure.notThere(name)
    }
    let lock = try await lock(of: workspace)
    var report = BlameReport(path: path, lines: [], spans: [])
    var base: (bytes: [UInt8], spans: [BlameReport.Span]) = ([], [])
    if let file = lock.files[path] {
      report.recipe = file.recipe
      guard let found = try await composedBytes(of: path, file, lock, in: workspace) else {
        throw BlameFailure.baseLost(path)
      }
      base = (found, file.blamed(count: found.count))
    } else if let checkout = lock.checkouts[path] {
      guard
        let found = ContentHash(of: bytes) == checkout.hash
          ? bytes : try graph.bytes(of: checkout.hash)
      else { throw BlameFailure.baseLost(path) }
      base = (found, [BlameReport.Span(checkout, count: found.count)])
    }
    report.spans = Blaming(base: base.bytes, spans: base.spans, now: bytes).spans
    let links = try await movedLinks(lock, in: workspace).applied(to: lock).links
    if let record = links[path], let file = try await linkedFile(path, record, in: workspace) {
      for link in file.present { report.spans.lay(try await spans(of: link, in: file)) }
    }
    report.lines = BlameReport.lines(of: bytes, report.spans)
    return report
  }

  /// The origins of the bytes of a linked section, as the file is now.
  private func spans(
    of link: LinkedFile.Link, in file: LinkedFile
  ) async throws -> [BlameReport.Span] {
    guard let place = link.place else { return [] }
    var whole = BlameReport.Span(start: 0, end: link.text.count, origin: .section)
    (whole.address, whole.hash) = (link.record.address, link.record.hash.hex)
    whole.section = link.record.section?.description
    let copy = try await formerPart(of: link.record)?.copied(
      into: file.path, level: link.record.level)
    let known = copy?.bytes == link.text ? copy?.spans : nil
    let spans = known?.map { BlameReport.Span($0, in: link.record) } ?? [whole]
    let bytes = file.there.bytes
    var laid = Blaming(base: link.text, spans: spans, now: Array(bytes[place])).spans.map { span in
      var span = span
      (span.start, span.end) = (span.start + place.lowerBound, span.end + place.lowerBound)
      return span
    }
    // The end of the last line goes with the line.
    let ending = bytes[place.upperBound...].prefix(2)
    let count = ending.starts(with: [0x0D, 0x0A]) ? 2 : ending.first == 0x0A ? 1 : 0
    if !laid.isEmpty { laid[laid.count - 1].end += count }
    return laid
  }

  /// The path below the workspace of the one file that `name` stands for.
  func workspaceFile(_ name: String, in workspace: Workspace) async throws -> String {
    if let path = try? RelativePath(name), try await workspace.read(path) != nil { return name }
    let known = try await workspace.files().map(\.text)
    let root = try workspaceRoot() ?? "workspace"
    if name.hasPrefix("\(root)/"), known.contains(String(name.dropFirst(root.count + 1))) {
      return String(name.dropFirst(root.count + 1))
    }
    let ends = known.filter { path in
      ["/\(name)", "/\(name)/SKILL.md", "/\(name).md"].contains { path.hasSuffix($0) }
    }
    guard let only = ends.first else { throw BlameFailure.notThere(name) }
    guard ends.count == 1 else { throw AddressFailure.ambiguous(name, candidates: ends) }
    return only
  }
}

/// Carries the origins of a file's bytes over to an edited version of it.
struct Blaming {
  /// The origins of the edited bytes, without gaps.
  private(set) var spans: [BlameReport.Span] = []

  /// - Parameter spans: the origins of `base`, without gaps; what they leave out is the author's.
  init(base: [UInt8], spans: [BlameReport.Span], now: [UInt8]) {
    let lines = LineMatches(from: base, to: now)
    // The lines that stayed are in the order that they had, and so are the spans.
    var first = 0
    for (line, match) in lines.matches.enumerated() {
      let place = lines.new[line]
      guard let match else {
        add(BlameReport.Span(author: place))
        continue
      }
      let old = lines.old[match]
      var end = old.lowerBound
      while first < spans.count, spans[first].end <= old.lowerBound { first += 1 }
      for span in spans[first...].prefix(while: { $0.start < old.upperBound }) {
        var piece = span
        piece.start = max(span.start, old.lowerBound)
        piece.end = min(span.end, old.upperBound)
        piece.sourceStart = span.sourceStart.map { $0 + piece.start - span.start }
        end = piece.end
        piece.start += place.lowerBound - old.lowerBound
        piece.end += place.lowerBound - old.lowerBound
        add(piece)
      }
      let rest = end - old.lowerBound + place.lowerBound
      if rest < place.upperBound { add(BlameReport.Span(author: rest..<place.upperBound)) }
    }
  }

  private mutating func add(_ span: BlameReport.Span) {
    guard let last = spans.last, last.continues(in: span) else { return spans.append(span) }
    spans[spans.count - 1].end = span.end
  }
}

extension [BlameReport.Span] {
  /// Puts the origins of some bytes in a row in the place of those that they had.
  fileprivate mutating func lay(_ spans: [BlameReport.Span]) {
    guard let first = spans.first, let last = spans.last else { return }
    let (start, end) = (first.start, last.end)
    let before = filter { $0.start < start }.map { span in
      var span = span
      span.end = Swift.min(span.end, start)
      return span
    }
    let after = filter { $0.end > end }.map { span in
      var span = span
      span.sourceStart = span.sourceStart.map { $0 + Swift.max(0, end - span.start) }
      span.start = Swift.max(span.start, end)
      return span
    }
    self = before + spans + after
  }
}

extension BlameReport {
  /// The lines of `bytes`. A line comes from the section with most bytes in it; where there is
  /// none from the template, then from the recipe, then from whatever there is.
  static func lines(of bytes: [UInt8], _ spans: [Span]) -> [Line] {
    let table = LineTable(bytes)
    let order: [Origin] = [.author, .section, .template, .recipe, .glue]
    var first = 0
    return table.starts.indices.compactMap { index in
      let range = table.range(ofLine: index)
      guard !range.isEmpty else { return nil }
      while spans[first].end <= range.lowerBound { first += 1 }
      let inside = spans[first...].prefix { $0.start < range.upperBound }
      func weight(_ span: Span) -> (Int, Int) {
        let count = min(span.end, range.upperBound) - max(span.start, range.lowerBound)
        return (-(order.firstIndex(of: span.origin) ?? order.count), count)
      }
      let from = inside.max { weight($0) < weight($1) } ?? spans[first]
      let text = bytes[range].reversed().drop { $0 == 0x0A || $0 == 0x0D }.reversed()
      return Line(number: index + 1, text: String(decoding: Array(text), as: UTF8.self), from: from)
    }
  }
}

extension BlameReport.Span {
  /// Bytes that somebody wrote.
  init(author range: Range<Int>) {
    self.init(start: range.lowerBound, end: range.upperBound, origin: .author)
  }

  /// The `count` bytes of a file that was checked out.
  init(_ checkout: Composition.Lock.Checkout, count: Int) {
    self.init(
      start: 0, end: count, origin: .section, address: checkout.source, hash: checkout.hash.hex,
      sourceStart: 0)
  }

  init(_ span: Draft.Span, in section: Composition.Lock.Range?) {
    self.init(start: span.range.lowerBound, end: span.range.upperBound, origin: .glue)
    switch span.origin {
    case .template(let file, let line): (origin, template, self.line) = (.template, file, line)
    case .section(let id, let hash, let range):
      (origin, address, self.section) = (.section, section?.address, id?.description)
      (self.hash, sourceStart) = (hash.hex, range.lowerBound)
    case .recipe: origin = .recipe
    case .glue: origin = .glue
    }
  }

  /// Whether `next` goes on where this ends, from the same place.
  fileprivate func continues(in next: Self) -> Bool {
    var expected = next
    (expected.start, expected.sourceStart) = (start, sourceStart)
    expected.end = end
    let isInSequence = sourceStart.map { $0 + end - start } == next.sourceStart
    return expected == self && next.start == end && isInSequence
  }
}

extension Composition.Lock.File {
  /// The origins of the `count` bytes that were composed. A lock from before they were kept has
  /// only those of the sections, and the rest is said to be the template's.
  fileprivate func blamed(count: Int) -> [BlameReport.Span] {
    if let origins {
      var around = Composition.Lock.Around(sections)
      return origins.map { span in
        BlameReport.Span(span, in: around.position(of: span.range).map { sections[$0] })
      }
    }
    var spans: [BlameReport.Span] = []
    var end = 0
    for section in sections where section.start >= end && section.end <= count {
      if section.start > end {
        spans.append(BlameReport.Span(start: end, end: section.start, origin: .template))
      }
      spans.append(
        BlameReport.Span(
          start: section.start, end: section.end, origin: .section, address: section.address,
          section: section.section?.description, hash: section.hash.hex))
      end = section.end
    }
    if end < count { spans.append(BlameReport.Span(start: end, end: count, origin: .template)) }
    return spans
  }
}
