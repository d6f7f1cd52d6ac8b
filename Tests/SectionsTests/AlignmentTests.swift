import Sections
import Testing

/// Each case is two versions of a file, a line a section: `level title: body`. The third text says,
/// for each new section, the number of the old one it must continue, or `-`.
@Suite struct AlignmentTests {
  struct Case: CustomStringConvertible, Sendable {
    let description: String
    let old: [String]
    let new: [String]
    let expected: String
  }

  static let poem = "the quick brown fox jumps over the lazy dog and runs away from it all"
  static let recipe = "melt butter stir in flour add milk slowly then season well and let it rest"

  static let cases = [
    Case(
      description: "same", old: ["1 A: x", "2 B: y"], new: ["1 A: x", "2 B: y"], expected: "0 1"),
    Case(
      description: "moved", old: ["1 A: \(poem)", "1 B: \(recipe)"],
      new: ["1 B: \(recipe)", "1 A: \(poem)"], expected: "1 0"),
    Case(
      description: "moved below another", old: ["1 A: \(poem)", "1 B: \(recipe)"],
      new: ["1 B: \(recipe)", "2 A: \(poem)"], expected: "1 0"),
    Case(
      description: "renamed", old: ["1 A: \(poem)"], new: ["1 Fable: \(poem)"], expected: "0"),
    Case(
      description: "edited", old: ["1 A: \(poem)"], new: ["1 A: \(poem) again"], expected: "0"),
    Case(
      description: "written anew", old: ["1 A: \(poem)"], new: ["1 A: \(recipe)"], expected: "0"),
    Case(
      description: "another of the same name put before",
      old: ["1 A: a", "2 Notes: \(poem)"],
      new: ["1 A: a", "2 Notes: \(recipe)", "2 Notes: \(poem)"],
      expected: "0 - 1"),
    Case(
      description: "two of the same name reordered, one edited",
      old: ["1 Notes: \(poem)", "1 Notes: \(recipe)"],
      new: ["1 Notes: \(recipe) today", "1 Notes: \(poem)"], expected: "1 0"),
    Case(
      description: "names exchanged, contents in place: content goes before name",
      old: ["1 A: \(poem)", "1 B: \(recipe)"], new: ["1 B: \(poem)", "1 A: \(recipe)"],
      expected: "0 1"),
    Case(
      description: "split", old: ["1 A: \(poem) \(recipe)"],
      new: ["1 A: \(poem)", "1 B: \(recipe)"], expected: "0 -"),
    Case(
      description: "added and removed", old: ["1 A: \(poem)", "1 B: b"],
      new: ["1 B: b", "1 C: \(recipe)"], expected: "1 -"),
    Case(
      description: "equal stubs stay below their parents",
      old: ["1 A: \(poem)", "2 N: none", "1 B: \(recipe)", "2 N: none"],
      new: ["1 B: \(recipe)", "2 N: none", "1 A: \(poem)", "2 N: none"], expected: "2 3 0 1"),
    Case(
      description: "child of a renamed parent written anew",
      old: ["1 A: \(poem)", "2 N: some words here"],
      new: ["1 Fable: \(poem)", "2 N: nothing of that kind"], expected: "0 1"),
    Case(description: "nothing before", old: [], new: ["1 A: a"], expected: "-"),
    Case(description: "nothing after", old: ["1 A: a"], new: [], expected: ""),
  ]

  @Test(arguments: cases)
  func `continues`(example: Case) {
    let old = source(example.old)
    let new = source(example.new)
    let alignment = Alignment(
      from: cuts(of: old), of: old.bytes, to: cuts(of: new), of: new.bytes)
    let found = alignment.matches.map { $0.map(String.init) ?? "-" }.joined(separator: " ")
    #expect(found == example.expected)
  }

  @Test func `no section is continued twice, and all of an equal file are`() {
    let lines = (0..<400).map { "\($0 % 3 + 1) T\($0 % 7): word\($0 % 11) \($0 % 5)" }
    let one = source(lines)
    let other = source(lines.reversed())
    let same = Alignment(from: cuts(of: one), of: one.bytes, to: cuts(of: one), of: one.bytes)
    #expect(same.matches == Array(0..<400))
    let mixed = Alignment(from: cuts(of: one), of: one.bytes, to: cuts(of: other), of: other.bytes)
    let matched = mixed.matches.compactMap(\.self)
    #expect(Set(matched).count == matched.count)
  }

  private func source(_ lines: [String]) -> Source {
    let text = lines.map { line in
      let parts = line.split(separator: ": ", maxSplits: 1)
      return "\(parts[0])\n\(parts[1])\n"
    }
    return Source(path: "a.md", text: text.joined())
  }

  /// Every two lines are a section; the first begins with its level.
  private func cuts(of source: Source) -> [Cut] {
    let lines = LineTable(source.bytes)
    var nodes: [Outline.Node] = []
    var open: [Int] = []
    for line in stride(from: 0, to: source.bytes.isEmpty ? 0 : lines.starts.count, by: 2) {
      let title = source.text(lines.range(ofLine: line)).dropLast()
      let level = title.first?.wholeNumberValue ?? 1
      while let last = open.last, nodes[last].level ?? 0 >= level { open.removeLast() }
      let end = lines.range(ofLine: line + 1).upperBound
      for index in open { nodes[index].range = nodes[index].range.lowerBound..<end }
      open.append(nodes.count)
      nodes.append(
        Outline.Node(
          lines.starts[line]..<end, .heading, title: String(title.dropFirst(2)), level: level))
    }
    return Outline(nodes).cuts(of: source)
  }
}
