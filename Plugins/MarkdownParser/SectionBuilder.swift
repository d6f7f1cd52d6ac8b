import Sections

/// Turns what a survey found into the nodes of an outline: ranges of whole lines that nest.
struct SectionBuilder {
  private let source: Source
  private let lines: LineTable
  private let survey: Survey

  /// A builder for what `survey` found in `source`.
  init(source: Source, lines: LineTable, survey: Survey) {
    self.source = source
    self.lines = lines
    self.survey = survey
  }

  /// The nodes, in reading order, after the frontmatter's.
  func nodes(frontmatter: Range<Int>?) -> [Outline.Node] {
    let front = frontmatter.map { Outline.Node($0, .frontmatter, title: "frontmatter") }
    let first = frontmatter.map { lines.line(at: $0.upperBound - 1) + 1 } ?? 0
    let headings = headingNodes()
    let sections = nest(headings + blockNodes(from: first))
    return (front.map { [$0] } ?? []) + SectionBuilder.ordered(sections + codeNodes(in: headings))
  }

  /// A heading rules to the next of its level or a higher one.
  private func headingNodes() -> [Outline.Node] {
    var ends = Array(repeating: source.bytes.count, count: survey.headings.count)
    var open: [Int] = []
    for (index, heading) in survey.headings.enumerated() {
      while let last = open.last, survey.headings[last].level >= heading.level {
        ends[last] = start(ofLine: heading.line)
        open.removeLast()
      }
      open.append(index)
    }
    return zip(survey.headings, ends).map { heading, end in
      let title = heading.title.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      return Outline.Node(
        start(ofLine: heading.line)..<end, .heading, title: title, level: heading.level)
    }
  }

  private func blockNodes(from first: Int) -> [Outline.Node] {
    let hidden = (survey.rawHTML + survey.codeBlocks.map(\.lines)).sorted {
      $0.lowerBound < $1.lowerBound
    }
    return TagBlocks.all(in: source.bytes, lines: lines, from: first, hidden: hidden).map {
      Outline.Node(bytes(ofLines: $0.lines), .block, title: $0.name)
    }
  }

  /// Fenced code, named after the heading it stands under.
  private func codeNodes(in headings: [Outline.Node]) -> [Outline.Node] {
    var next = 0
    var anchor = "code"
    return survey.codeBlocks.filter(\.isFenced).map { block in
      let range = bytes(ofLines: block.lines)
      let before = next
      while next < headings.count, headings[next].range.lowerBound <= range.lowerBound { next += 1 }
      if next > before { anchor = Anchor.slug(headings[next - 1].title) + ".code" }
      return Outline.Node(
        range, .code, title: block.title, anchor: anchor, language: block.language)
    }
  }

  /// Drops the blocks that cross a heading's range: they begin under one heading, and end under
  /// another. One that differs by blank lines only takes these in.
  private func nest(_ unordered: [Outline.Node]) -> [Outline.Node] {
    var nodes = SectionBuilder.ordered(unordered)
    var isKept = Array(repeating: true, count: nodes.count)
    var open: [Int] = []
    for index in nodes.indices {
      let range = nodes[index].range
      while let last = open.last, nodes[last].range.upperBound <= range.lowerBound {
        open.removeLast()
      }
      while let last = open.last, nodes[last].range.upperBound < range.upperBound, isKept[index] {
        if nodes[last].kind == .heading || nodes[index].kind == .block {
          isKept[index] = false
        } else if isBlank(nodes[last].range.upperBound..<range.upperBound) {
          nodes[last].range = nodes[last].range.lowerBound..<range.upperBound
        } else {
          isKept[last] = false
          open.removeLast()
        }
      }
      if isKept[index] { open.append(index) }
    }
    return zip(nodes, isKept).filter(\.1).map(\.0)
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    source.bytes[range].allSatisfy { $0 <= 0x20 }
  }

  private static func ordered(_ nodes: [Outline.Node]) -> [Outline.Node] {
    nodes.sorted {
      let (one, other) = ($0.range, $1.range)
      return one.lowerBound == other.lowerBound
        ? one.upperBound > other.upperBound : one.lowerBound < other.lowerBound
    }
  }

  private func start(ofLine line: Int) -> Int { lines.range(ofLine: line).lowerBound }

  private func bytes(ofLines range: Range<Int>) -> Range<Int> {
    start(ofLine: range.lowerBound)..<lines.range(ofLine: range.upperBound - 1).upperBound
  }
}
