import Sections
import Testing

@Suite struct `Cutting a source` {
  /// A generator whose numbers are the same in every run.
  struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  /// Any bytes, blank ones among them, and any properly nested outline of them.
  static func random(_ seed: UInt64) -> (Source, Outline) {
    var dice = Dice(state: seed)
    let alphabet: [UInt8] = [0x0A, 0x20, 0x0D, 0x41, 0x62, 0x23, 0xFF, 0xEF]
    let count = Int.random(in: 1...120, using: &dice)
    let bytes = (0..<count).map { _ in alphabet.randomElement(using: &dice) ?? 0x20 }
    var nodes: [Outline.Node] = []
    var open = [0..<count]
    while let outer = open.popLast(), nodes.count < 40 {
      var position = outer.lowerBound
      while position < outer.upperBound, Bool.random(using: &dice) {
        let start = Int.random(in: position..<outer.upperBound, using: &dice)
        let end = Int.random(in: start + 1...outer.upperBound, using: &dice)
        let kind: SectionKind = Bool.random(using: &dice) ? .heading : .code
        nodes.append(Outline.Node(start..<end, kind, title: "T\(start % 3)"))
        if start..<end != outer { open.append(start..<end) }
        position = end
      }
    }
    nodes.sort {
      ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound)
    }
    return (Source(path: "a/b.md", bytes: bytes), Outline(nodes))
  }

  @Test(arguments: UInt64(0)..<400)
  func `puts the same bytes together again, at every level`(seed: UInt64) throws {
    let (source, outline) = Self.random(seed)
    try outline.check(against: source)
    let cuts = outline.cuts(of: source)
    let top = cuts.filter { $0.depth == 0 }
    #expect(top.flatMap { source.bytes[$0.range] } == source.bytes)
    #expect(top.allSatisfy { !$0.isInline })
    for (position, cut) in cuts.enumerated() {
      let children = cuts.filter { $0.parent == position && !$0.isInline }
      let pieces = [cut.head] + children.map(\.range) + [cut.tail]
      #expect(pieces.flatMap { source.bytes[$0] } == Array(source.bytes[cut.range]))
      #expect(cut.hash == ContentHash(of: source.bytes[cut.range]))
      if let parent = cut.parent {
        #expect(parent < position && cuts[parent].depth == cut.depth - 1)
        #expect(cuts[parent].range.clamped(to: cut.range) == cut.range)
      }
    }
    #expect(Set(cuts.map(\.fragment)).count == cuts.count)
  }

  @Test func `gives an unclaimed file one section, and an empty file none`() {
    let text = Source(path: "x/notes.txt", text: "\n  Read me first. \nMore.\n")
    #expect(Outline().cuts(of: text).map(\.title) == ["Read me first."])
    #expect(Outline().cuts(of: Source(path: "x/empty", bytes: [])).isEmpty)
    let binary = Source(path: "x/logo.png", bytes: [0x89, 0x50, 0, 1])
    #expect(Outline().cuts(of: binary).map(\.kind) == [.binary])
  }

  @Test func `makes a preamble of what stands first, and text of what stands between`() {
    let source = Source(path: "a.py", text: "import x\n\ndef f(): 1\nx = f()\ndef g(): 2\n\n")
    let outline = Outline([
      .init(10..<21, .function, title: "f"), .init(29..<40, .function, title: "g"),
    ])
    let cuts = outline.cuts(of: source)
    #expect(cuts.map(\.kind) == [.preamble, .function, .text, .function])
    #expect(cuts.map(\.title) == ["import x", "f", "x = f()", "g"])
    #expect(cuts[3].range == 29..<41, "blank lines go to the section before them")
  }

  @Test func `keeps a code block inside its section's own text`() {
    let source = Source(path: "a.md", text: "# A\n```\nx\n```\nrest\n## B\n")
    let cuts = Outline([
      .init(0..<24, .heading, title: "A"), .init(4..<14, .code, title: "x"),
      .init(19..<24, .heading, title: "B"),
    ]).cuts(of: source)
    #expect(cuts[0].head == 0..<19)
    #expect(cuts[1].isInline)
  }

  @Test func `stops at its depth limit`() {
    let source = Source(path: "deep", bytes: [UInt8](repeating: 0x41, count: 400))
    let nodes = (0..<200).map { Outline.Node($0..<(400 - $0), .function, title: "f") }
    let cuts = Outline(nodes).cuts(of: source)
    #expect(cuts.count < 3 * Outline.deepest)
    #expect(cuts.map(\.depth).max() ?? 0 <= Outline.deepest)
  }
}

@Suite struct `Checking an outline` {
  let source = Source(path: "a", text: "0123456789")

  @Test(arguments: [
    [Outline.Node(0..<0, .text, title: "empty")],
    [Outline.Node(5..<11, .text, title: "past the end")],
    [Outline.Node(4..<6, .text, title: "a"), Outline.Node(2..<3, .text, title: "before")],
    [Outline.Node(0..<5, .text, title: "a"), Outline.Node(3..<7, .text, title: "crossing")],
    [Outline.Node(0..<5, .text, title: "a"), Outline.Node(0..<7, .text, title: "outer second")],
    [Outline.Node(0..<5, .text, title: "two\nlines")],
  ])
  func `refuses`(nodes: [Outline.Node]) {
    #expect(throws: OutlineFailure.self) { try Outline(nodes).check(against: source) }
  }

  @Test func `refuses a reference past the end`() {
    let outline = Outline(references: [Reference(.call, .name("f"), at: 9..<12)])
    #expect(throws: OutlineFailure.self) { try outline.check(against: source) }
  }
}
