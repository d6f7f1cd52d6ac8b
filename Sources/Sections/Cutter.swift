/// Turns a checked outline into cuts: nests, fills gaps, names and hashes.
struct Cutter {
  private struct Piece {
    var node: Outline.Node
    var parent: Int?
    var depth = 0
    var isInline: Bool
    var children: [Int] = []
  }

  private let source: Source
  private var pieces: [Piece]

  init(source: Source, nodes: [Outline.Node]) {
    self.source = source
    pieces = nodes.map { Piece(node: $0, parent: nil, isInline: $0.kind.isInline) }
  }

  func run() -> [Cut] {
    var cutter = self
    cutter.nest()
    cutter.pieces.removeAll { $0.depth >= Outline.deepest }
    cutter.nest()
    cutter.findInline()
    cutter.fillGaps()
    cutter.nest()
    return cutter.cuts()
  }

  /// Finds each piece's parent and children from the ranges.
  private mutating func nest() {
    var open: [Int] = []
    for index in pieces.indices {
      pieces[index].children = []
      let start = pieces[index].node.range.lowerBound
      while let last = open.last, pieces[last].node.range.upperBound <= start { open.removeLast() }
      pieces[index].parent = open.last
      pieces[index].depth = open.count
      if let parent = open.last { pieces[parent].children.append(index) }
      open.append(index)
    }
  }

  /// A code block is inline; a block that holds a heading is not.
  private mutating func findInline() {
    for index in pieces.indices.reversed() where !pieces[index].isInline {
      if let parent = pieces[index].parent { pieces[parent].isInline = false }
    }
  }

  private mutating func fillGaps() {
    var fillers: [Piece] = []
    let top = pieces.indices.filter { pieces[$0].parent == nil }
    if top.allSatisfy({ pieces[$0].isInline }) {
      // Only code blocks: the file is one text that holds them.
      fillers.append(filler(0..<source.bytes.count, .text))
    } else {
      fill(top.filter { !pieces[$0].isInline }, from: 0, to: source.bytes.count, &fillers)
    }
    for index in pieces.indices {
      let children = pieces[index].children.filter { !pieces[$0].isInline }
      guard let first = children.first, let last = children.last else { continue }
      fill(
        children, from: pieces[first].node.range.lowerBound,
        to: pieces[last].node.range.upperBound, &fillers)
    }
    merge(fillers)
  }

  /// Closes the gaps between `siblings`, and from `start` and to `end`.
  private mutating func fill(
    _ siblings: [Int], from start: Int, to end: Int, _ fillers: inout [Piece]
  ) {
    var position = start
    var before: Int?
    for index in siblings {
      let range = pieces[index].node.range
      close(position..<range.lowerBound, after: before, before: index, &fillers)
      position = pieces[index].node.range.upperBound
      before = index
    }
    close(position..<end, after: before, before: nil, &fillers)
  }

  private mutating func close(
    _ gap: Range<Int>, after before: Int?, before next: Int?, _ fillers: inout [Piece]
  ) {
    guard !gap.isEmpty else { return }
    if !isBlank(gap) {
      fillers.append(filler(gap, gap.lowerBound == 0 ? .preamble : .text))
    } else if let before {
      pieces[before].node.range = pieces[before].node.range.lowerBound..<gap.upperBound
    } else if let next {
      pieces[next].node.range = gap.lowerBound..<pieces[next].node.range.upperBound
    }
  }

  private func filler(_ range: Range<Int>, _ kind: SectionKind) -> Piece {
    let title = Cutter.firstLine(of: source, in: range) ?? ""
    return Piece(
      node: Outline.Node(range, kind, title: title, anchor: kind.rawValue), isInline: false)
  }

  /// Puts the fillers, which are in no order, among the pieces, outer ones first.
  private mutating func merge(_ fillers: [Piece]) {
    guard !fillers.isEmpty else { return }
    let ranked = (fillers + pieces).enumerated()
    pieces = ranked.sorted { one, other in
      let (first, second) = (one.element.node.range, other.element.node.range)
      if first.lowerBound != second.lowerBound { return first.lowerBound < second.lowerBound }
      if first.upperBound != second.upperBound { return first.upperBound > second.upperBound }
      return one.offset < other.offset
    }.map(\.element)
  }

  private func cuts() -> [Cut] {
    var seen: [String: Int] = [:]
    return pieces.map { piece in
      let range = piece.node.range
      let structural = piece.children.filter { !pieces[$0].isInline }
      let head = structural.first.map { pieces[$0].node.range.lowerBound } ?? range.upperBound
      let tail = structural.last.map { pieces[$0].node.range.upperBound } ?? range.upperBound
      let anchor = piece.node.anchor ?? Anchor.slug(piece.node.title)
      seen[anchor, default: 0] += 1
      return Cut(
        kind: piece.node.kind, title: piece.node.title, anchor: anchor,
        ordinal: seen[anchor, default: 1], level: piece.node.level, language: piece.node.language,
        range: range, parent: piece.parent, depth: piece.depth,
        head: range.lowerBound..<head, tail: tail..<range.upperBound,
        isInline: piece.isInline, hash: ContentHash(of: source.bytes[range]))
    }
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    let text =
      range.lowerBound == 0
      ? source.byteOrderMark..<max(range.upperBound, source.byteOrderMark) : range
    return source.bytes[text].allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
  }

  /// The first line in `range` that is not blank, shortened to 60 characters.
  static func firstLine(of source: Source, in range: Range<Int>) -> String? {
    let lines = source.bytes[range].prefix(4096).split { $0 == 0x0A || $0 == 0x0D }
    for line in lines {
      let text = String(decoding: line, as: UTF8.self)
        .split(whereSeparator: \.isWhitespace).joined(separator: " ")
      guard !text.isEmpty, text != "\u{FEFF}" else { continue }
      return text.count > 60 ? text.prefix(59) + "…" : text
    }
    return nil
  }
}
