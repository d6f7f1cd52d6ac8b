package import Sections

/// Makes an outline of what a walk finds, in reading order.
///
/// A definition stays open until the walk has passed its end; whatever is found meanwhile is
/// inside it. Ranges are grown to whole lines with the comments above, and never overlap.
package struct OutlineBuilder {
  /// A definition that is open.
  package struct Scope {
    /// What it is.
    package let kind: SectionKind
    /// What its members' anchors begin with, without the dot. Empty where it names no scope.
    package let anchor: String
    fileprivate let end: Int
    fileprivate let index: Int
    fileprivate let lines: Range<Int>
  }

  private struct Mention: Hashable {
    let target: Reference.Target
    let kind: Reference.Kind
    let section: Int?
  }

  /// Names are cut to so many characters.
  private static let longestName = 200

  private let syntax: Syntax
  private var nodes: [Outline.Node] = []
  private var references: [Reference] = []
  private var mentions: Set<Mention> = []
  private var open: [Scope] = []
  /// The end of what has been closed: nothing more can begin before it.
  private var closed = 0

  /// A builder for the outline of `syntax`.
  package init(_ syntax: Syntax) { self.syntax = syntax }

  /// The definitions around `offset`, outermost first.
  package func scopes(at offset: Int) -> ArraySlice<Scope> { open.prefix { $0.end > offset } }

  /// Adds a definition. One without a name, or nested too deeply to be a section, is left out.
  ///
  /// - Parameters:
  ///   - anchor: The name in addresses, where it is not `name`, behind the scopes around it.
  ///   - isScope: Whether the anchors of what is inside begin with this one.
  package mutating func define(
    _ kind: SectionKind, _ name: String, at range: Range<Int>, anchor: String? = nil,
    isScope: Bool = true
  ) {
    close(before: range.lowerBound)
    let title = OutlineBuilder.oneLine(name)
    guard !title.isEmpty, open.count < Outline.deepest, let lines = fit(range) else { return }
    let outer = open.last?.anchor ?? ""
    let own = anchor.map(OutlineBuilder.oneLine) ?? title
    let full = outer.isEmpty ? own : "\(outer).\(own)"
    open.append(
      Scope(
        kind: kind, anchor: isScope ? full : outer, end: range.upperBound, index: nodes.count,
        lines: lines))
    nodes.append(Outline.Node(lines, kind, title: title, anchor: full))
  }

  /// Adds a reference, once for each section that makes it.
  package mutating func refer(
    _ kind: Reference.Kind, to target: Reference.Target, at range: Range<Int>
  ) {
    close(before: range.lowerBound)
    let mention = Mention(target: target, kind: kind, section: open.last?.index)
    guard mentions.insert(mention).inserted else { return }
    references.append(Reference(kind, target, at: range))
  }

  /// The outline, with a preamble where something is before the first definition.
  package func outline() -> Outline {
    var nodes = nodes
    if let first = nodes.first, let preamble = preamble(before: first.range.lowerBound) {
      nodes.insert(preamble, at: 0)
    }
    return Outline(nodes, references: references, warnings: syntax.warnings)
  }

  private func preamble(before end: Int) -> Outline.Node? {
    let text = syntax.source.bytes.prefix(end).dropFirst(syntax.source.byteOrderMark)
    let isBlank = text.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
    return isBlank ? nil : Outline.Node(0..<end, .preamble, title: "Preamble", anchor: "preamble")
  }

  private mutating func close(before offset: Int) {
    while let last = open.last, last.end <= offset {
      closed = max(closed, last.lines.upperBound)
      open.removeLast()
    }
  }

  /// The whole lines of `range`, as far as they are inside what is open and after what is closed.
  private func fit(_ range: Range<Int>) -> Range<Int>? {
    let wished = syntax.wholeLinesWithComments(range)
    let outer = open.last?.lines ?? 0..<syntax.source.bytes.count
    let lower = max(wished.lowerBound, outer.lowerBound, closed)
    let upper = min(wished.upperBound, outer.upperBound)
    return lower < upper ? lower..<upper : nil
  }

  private static func oneLine(_ name: String) -> String {
    if name.utf8.count <= longestName, name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
      return name
    }
    let words = name.prefix(longestName).split(whereSeparator: \.isWhitespace)
    return words.joined(separator: " ")
  }
}
