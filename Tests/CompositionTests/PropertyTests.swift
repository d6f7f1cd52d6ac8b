import Composition
import Sections
import Testing

/// What must hold whatever the sections are: checked on sections made up at random.
@Suite struct PropertyTests {
  @Test(arguments: 0..<60)
  func `every byte has an origin, and a section's bytes are its own`(seed: UInt64) throws {
    var random = Random(state: seed)
    let template = try Given.template("skill")
    let parts = try (0..<6).map { try random.part(number: $0) }
    let recipe = random.recipe(of: parts)
    let composed = try Composer.compose(template, recipe, parts: parts)
    #expect(try Composer.compose(template, recipe, parts: parts.reversed()) == composed)
    let sources = Dictionary(parts.map { ($0.passage.hash, $0.passage) }) { first, _ in first }
    for file in composed.files {
      expectCovered(file.draft)
      expectOwnBytes(file.draft, sources)
      #expect(file.draft.bytes.last == 0x0A)
      for placement in file.placements { expectWhole(placement, in: file.draft, sources) }
    }
    let findings = Validation.findings(.skill, entry: composed.entry, files: composed.bytes)
    #expect(findings.filter { $0.severity == .error } == [])
  }

  private func expectCovered(_ draft: Draft) {
    var end = 0
    for span in draft.spans {
      #expect(span.range.lowerBound == end && !span.range.isEmpty)
      end = span.range.upperBound
    }
    #expect(end == draft.bytes.count)
    #expect(draft.bytes.indices.allSatisfy { draft.origin(at: $0) != nil })
    #expect(draft.origin(at: draft.bytes.count) == nil)
  }

  private func expectOwnBytes(_ draft: Draft, _ sources: [ContentHash: Passage]) {
    for span in draft.spans {
      guard case .section(_, let hash, let range) = span.origin, let passage = sources[hash]
      else { continue }
      let own = range.lowerBound - passage.start..<range.upperBound - passage.start
      #expect(draft.bytes[span.range] == passage.bytes[own])
    }
  }

  /// Nothing of a section is missing but heading marks and the blank lines around it.
  private func expectWhole(
    _ placement: Composed.Placement, in draft: Draft, _ sources: [ContentHash: Passage]
  ) {
    guard let passage = sources[placement.hash] else { return }
    let taken = draft.spans.filter { placement.range.overlaps($0.range) }.flatMap { span in
      if case .section = span.origin { Array(draft.bytes[span.range]) } else { [] as [UInt8] }
    }
    let marks = Set(" \t\r\n#=-".utf8)
    let kept = { (byte: UInt8) in !marks.contains(byte) }
    #expect(taken.filter(kept) == passage.bytes.filter(kept))
  }
}

/// A small generator of numbers that is the same on every machine.
struct Random: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  private static let lines = [
    "Plain text.", "{{name}} {{#a}}", "$ARGUMENTS", "!`ls`", "- item", "", "", "> quoted", "\t tab",
    "trailing  ", "\u{FEFF}bom", "é ü 漢字", "a \\ b", "<div>",
  ]
  private static let endings = ["\n", "\n", "\n", "\r\n", "\r"]

  /// A section with headings of random levels and forms, and text between.
  mutating func part(number: Int) throws -> Part {
    var bytes: [UInt8] = []
    var nodes: [Outline.Node] = []
    let ending = Random.endings.randomElement(using: &self) ?? "\n"
    for index in 0..<Int.random(in: 1...6, using: &self) {
      let level = index == 0 ? 1 : Int.random(in: 2...6, using: &self)
      let start = bytes.count
      let isUnderlined = level <= 2 && Bool.random(using: &self)
      let title = "Title \(number) \(index)"
      let heading =
        isUnderlined
        ? "\(title)\(ending)\(level == 1 ? "===" : "---")"
        : String(repeating: "#", count: level) + " \(title)"
      bytes += Array((heading + ending).utf8)
      nodes.append(Outline.Node(start..<bytes.count, .heading, title: title, level: level))
      for _ in 0..<Int.random(in: 0...5, using: &self) {
        bytes += Array(((Random.lines.randomElement(using: &self) ?? "") + ending).utf8)
      }
    }
    return try Given.part("r/\(number).md#title-\(number)-0", bytes, nodes, start: number * 1000)
  }

  mutating func recipe(of parts: [Part]) -> Recipe {
    var recipe = Recipe(
      template: "skill",
      parameters: ["name": .text("random"), "description": .text("Made at random.")])
    for part in parts {
      let slot = Bool.random(using: &self) ? "body" : "references"
      recipe.slots[slot, default: []].append(Recipe.Entry(part.address))
    }
    return recipe
  }
}
