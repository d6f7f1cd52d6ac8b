internal import Sections

/// How a section becomes Markdown text among other text.
struct Inlining {
  /// The section.
  let part: Part
  /// The level of its outermost heading, 1 to 6.
  let level: Int
  /// A title instead of its own.
  let title: String?
  /// Whether it brings its children.
  let withChildren: Bool
  /// Which parts of it are taken; all where empty.
  var only: Set<Recipe.Entry.Kept> = []

  /// Code blocks alone have no headings above them.
  var keepsHeadings: Bool { only.isEmpty || only.contains(.prose) }

  /// What of the section's bytes is taken, without blank lines around it.
  private var kept: [Range<Int>] {
    let ranges = withChildren ? [part.body..<part.passage.bytes.count] : [part.head, part.tail]
    return part.kept(only, in: ranges).map { Lines.trimmed(part.passage.bytes, $0) }.filter {
      !$0.isEmpty
    }
  }

  /// Whether nothing is left of the section.
  var isEmpty: Bool { kept.isEmpty }

  /// Writes the section to `draft`, ending in a line ending. A section with nothing but blanks
  /// writes nothing.
  func write(to draft: inout Draft) {
    let kept = kept
    guard !kept.isEmpty else { return }
    let hasHeading = keepsHeadings && part.headings.first?.start ?? .max <= kept[0].lowerBound
    // A title that replaces no heading stands above everything.
    let isAbove = title != nil && !(hasHeading && part.isRuledByHeading)
    if let title, isAbove {
      draft.append(String(repeating: "#", count: level) + " ", from: .glue)
      draft.append(title: title)
      draft.append("\n\n", from: .glue)
    }
    if part.isMarkdown {
      let base = isAbove ? level + 1 : level
      for (index, range) in kept.enumerated() {
        if index > 0 { draft.leaveBlankLine() }
        writeMarkdown(
          range, base: base, isFirst: index == 0 && hasHeading, title: isAbove ? nil : title,
          to: &draft)
      }
    } else {
      writeFenced(kept, to: &draft)
    }
  }

  private func writeMarkdown(
    _ range: Range<Int>, base: Int, isFirst: Bool, title: String?, to draft: inout Draft
  ) {
    let passage = part.passage
    var cursor = range.lowerBound
    for heading in relevelled(from: base) where heading.start < range.upperBound {
      let start = max(heading.start, range.lowerBound)
      guard heading.start >= range.lowerBound || (isFirst && cursor == range.lowerBound),
        start >= cursor
      else { continue }
      draft.append(passage, cursor..<start)
      let found = HeadingLine(in: passage.bytes, at: start, limit: range.upperBound)
      let isOwn = isFirst && start == range.lowerBound
      found.write(
        to: &draft, of: passage, level: heading.level, was: heading.old,
        title: isOwn ? title : nil, isOutermost: isOwn)
      cursor = found.end
    }
    draft.append(passage, cursor..<range.upperBound)
    draft.endLine()
    closeFence(before: range.upperBound, in: range, to: &draft)
    draft.close(BlockScan(passage.bytes, in: range, besides: part.blocks))
  }

  /// The headings with new levels: the outermost have `base`, and each is at most one below the
  /// heading it stands under. Only the first has level 1. Markdown ends at six.
  private func relevelled(from base: Int) -> [(start: Int, old: Int, level: Int)] {
    var open: [(old: Int, level: Int)] = []
    var isFirst = true
    return part.headings.map { heading in
      while let last = open.last, last.old >= heading.level { open.removeLast() }
      let outermost = max(base, isFirst ? 1 : 2)
      isFirst = false
      let level = min(6, open.last.map { $0.level + 1 } ?? outermost)
      open.append((heading.level, level))
      return (heading.start, heading.level, level)
    }
  }

  /// A fence that its file never closed would take in everything that follows here.
  private func closeFence(before end: Int, in range: Range<Int>, to draft: inout Draft) {
    let bytes = part.passage.bytes
    guard let block = part.blocks.last(where: { $0.upperBound >= end && $0.lowerBound < end }),
      block.lowerBound >= range.lowerBound
    else { return }
    let first = Lines.lineEnd(bytes, from: block.lowerBound, limit: end)
    guard let opening = Lines.fence(bytes[block.lowerBound..<first.before]) else { return }
    var last = end
    while last > first.after, Lines.isBlank(bytes[last - 1]) { last -= 1 }
    let start = bytes[..<last].lastIndex { $0 == 0x0A || $0 == 0x0D }.map { $0 + 1 } ?? 0
    if start >= first.after, Lines.closes(bytes[start..<last], opening) { return }
    draft.append(opening, from: .glue)
    draft.append("\n", from: .glue)
  }

  private func writeFenced(_ ranges: [Range<Int>], to draft: inout Draft) {
    let bytes = part.passage.bytes
    let longest = ranges.map { Lines.longestRun(of: UInt8(ascii: "`"), in: bytes[$0]) }.max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    draft.append("\(fence)\(part.codeLanguage?.name ?? "")\n", from: .glue)
    for range in ranges {
      draft.append(part.passage, range)
      draft.endLine()
    }
    draft.append("\(fence)\n", from: .glue)
  }
}
