import Composition
import Examples
import Foundation
import MarkdownParser
import Sections
import Testing
import Workbench

/// What must hold whatever Markdown sections a skill is composed of: those of the starter library,
/// and of the folder that JOINERY_CORPUS names. `JOINERY_ROUNDS` says how often, `JOINERY_SEED` of
/// which.
@Suite struct RandomCompositionTests {
  private static let folders =
    [Bench.templates + "/starter"]
    + (ProcessInfo.processInfo.environment["JOINERY_CORPUS"].map { [$0] } ?? [])

  @Test(arguments: folders)
  func `random sections make a valid skill whose links lead somewhere or are listed`(
    folder: String
  ) async throws {
    let bench = try Bench()
    _ = try await bench.workbench.ingest([folder])
    let library = try Library(bench.workbench)
    try #require(library.sections.count > 50)
    var dice = Dice(seed: Chance.seed(7))
    var (links, unresolved, companions) = (0, 0, 0)
    for round in 0..<Chance.rounds(25) {
      let recipe = try library.recipe(&dice)
      let composed = try await bench.workbench.composed(recipe)
      let check = Check(composed: composed, recipe: recipe, library: library, round: round)
      await check.all()
      #expect(try await bench.workbench.composed(recipe) == composed)
      links += check.links
      unresolved += composed.unresolved.count
      companions += check.companions
    }
    print("\(folder): \(links) links, \(unresolved) unresolved, \(companions) files came along")
  }
}

/// The Markdown sections and files of a library.
private final class Library {
  let sections: [SectionView]
  private let files: [String]
  /// The sections of each component that has some, and of each file.
  private var near: [[SectionView]] = []
  private let workbench: Workbench
  private var sources: [String: Source] = [:]

  init(_ workbench: Workbench) throws {
    let outlines = try workbench.list().flatMap { try workbench.tree($0.path) }
      .filter { $0.path.hasSuffix(".md") }
    let groups =
      Array(Dictionary(grouping: outlines) { $0.component ?? "" }.sorted { $0.key < $1.key })
      .map(\.value) + outlines.map { [$0] }
    near = groups.map { $0.flatMap(\.sections).filter { $0.kind != "frontmatter" } }
      .filter { !$0.isEmpty }
    files = outlines.filter { $0.bytes > 0 }.map(\.path)
    sections = outlines.flatMap(\.sections).filter { $0.kind != "frontmatter" }
    self.workbench = workbench
  }

  func recipe(_ dice: inout Dice) throws -> Recipe {
    var recipe = Recipe(
      template: "skill",
      parameters: ["name": .text("random"), "description": .text("Made at random.")])
    recipe.renames = true
    // Sections that stand near each other, often, so that there are links between them.
    let group = near.randomElement(using: &dice) ?? sections
    for _ in 0..<Int.random(in: 1...8, using: &dice) {
      let isFile = Int.random(in: 0..<8, using: &dice) == 0
      let path = files.randomElement(using: &dice) ?? ""
      let pool = Bool.random(using: &dice) ? group : sections
      let section = pool.randomElement(using: &dice)
      let slot = Int.random(in: 0..<3, using: &dice) == 0 ? "references" : "body"
      var entry = Recipe.Entry(try Address(isFile ? path : section?.id ?? ""))
      switch Int.random(in: 0..<12, using: &dice) {
      case 0: entry.title = "A title of its own #"
      case 1: entry.children = false
      case 2: entry.only = [Bool.random(using: &dice) ? .prose : .code]
      case 3: entry.level = Int.random(in: 2...6, using: &dice)
      default: break
      }
      recipe.slots[slot, default: []].append(entry)
    }
    return recipe
  }

  /// A file of the library.
  func source(_ path: String) throws -> Source {
    if let known = sources[path] { return known }
    let source = Source(path: path, bytes: try workbench.bytes(path))
    sources[path] = source
    return source
  }

  /// The file that the section or file of a recipe is in.
  func source(_ address: Address) throws -> Source {
    let shown = try workbench.show(address.text)
    return try source(
      shown.section.map { String($0.address.unicodeScalars.prefix { $0 != "#" }) } ?? shown.address)
  }
}

/// What is checked of one composed skill.
private final class Check {
  private let composed: Composed
  private let library: Library
  private let round: Int
  private(set) var links = 0
  private(set) var companions = 0

  /// The sections of which something was left out or replaced, as the recipe says.
  private let parts: Set<String>

  init(composed: Composed, recipe: Recipe, library: Library, round: Int) {
    self.composed = composed
    let changed = recipe.slots.values.joined().filter {
      !$0.children || !$0.only.isEmpty || $0.title != nil
    }
    parts = Set(changed.map(\.address.text))
    self.library = library
    self.round = round
  }

  func all() async {
    var outlines: [String: Outline] = [:]
    for file in composed.files {
      let source = Source(path: file.path, bytes: file.draft.bytes)
      outlines[file.path] = await ParserRegistry.shipped.read(source).outline
    }
    let findings = Validation.findings(
      composed.kind, entry: composed.entry, files: composed.bytes, outlines: outlines)
    let errors = findings.filter { $0.severity == .error && $0.rule != "link-dead" }
    #expect(errors == [], "round \(round)")
    for file in composed.files {
      expectCovered(file)
      for placement in file.placements { await expectOwnBytes(placement, in: file) }
      guard let outline = outlines[file.path], file.path.hasSuffix(".md") else { continue }
      expectLinks(of: file, outline, outlines)
      let isCompanion = file.placements.count == 1 && file.placements[0].section == nil
      let isLanded = library.sections.isEmpty || !isCompanion
      companions += isCompanion ? 1 : 0
      if isLanded { expectWellFormed(outline, file.path) }
    }
  }

  private func expectCovered(_ file: Composed.File) {
    var end = 0
    for span in file.draft.spans {
      #expect(span.range.lowerBound == end && !span.range.isEmpty, "round \(round) \(file.path)")
      end = span.range.upperBound
    }
    #expect(end == file.draft.bytes.count)
  }

  private func expectWellFormed(_ outline: Outline, _ path: String) {
    let levels = outline.nodes.compactMap(\.level)
    #expect(levels.first == 1 && levels.count { $0 == 1 } == 1, "round \(round) \(path): \(levels)")
    for (before, after) in zip(levels, levels.dropFirst()) {
      #expect(after <= before + 1, "round \(round) \(path): \(levels)")
    }
  }

  /// The bytes of a section are in the result, in order, all but heading marks, blank lines around
  /// it, and the destinations of links.
  private func expectOwnBytes(_ placement: Composed.Placement, in file: Composed.File) async {
    guard let source = try? library.source(placement.address) else {
      Issue.record("round \(round): \(placement.address.text) is gone")
      return
    }
    let reading = await ParserRegistry.shipped.read(source)
    let references = reading.outline.references
    let changed = references.compactMap(\.destination) + references.map(\.range)
    let isPart = parts.contains(placement.address.text)
    let marks = Set(" \t\r\n#=-\u{FEFF}".utf8)
    var (cursor, whole): (Int?, Range<Int>?)
    func expectFree(_ gap: Range<Int>) {
      let header = source.frontmatter?.whole ?? 0..<0
      let isFree = gap.allSatisfy { offset in
        marks.contains(source.bytes[offset]) || header.contains(offset)
          || changed.contains { $0.contains(offset) }
      }
      #expect(isFree || isPart, "round \(round) \(file.path) lost \(source.text(gap))")
    }
    for span in file.draft.spans where placement.range.overlaps(span.range) {
      guard case .section(_, placement.hash, let range) = span.origin else { continue }
      #expect(file.draft.bytes[span.range] == source.bytes[range], "round \(round) \(file.path)")
      let own = reading.cuts.first { $0.hash == placement.hash && $0.range.overlaps(range) }?.range
      whole = whole ?? (placement.section == nil ? 0..<source.bytes.count : own)
      let before = cursor ?? whole?.lowerBound ?? 0
      #expect(range.lowerBound >= before, "round \(round) \(file.path): not in order")
      expectFree(before..<max(before, range.lowerBound))
      cursor = range.upperBound
    }
    let end = cursor ?? 0
    #expect(cursor != nil || isPart, "round \(round) \(file.path): nothing of \(placement)")
    if let whole { expectFree(end..<max(end, whole.upperBound)) }
  }

  /// Every link leads to a file of the component, and to a heading of it, or is listed.
  private func expectLinks(
    of file: Composed.File, _ outline: Outline, _ outlines: [String: Outline]
  ) {
    let listed = Set(composed.unresolved.filter { $0.path == file.path }.map(\.what))
    let source = Source(path: file.path, bytes: file.draft.bytes)
    for reference in outline.references where reference.kind == .link {
      guard case .file(let written, let anchor) = reference.target else { continue }
      links += 1
      let text = source.text(reference.destination ?? reference.range)
      guard !listed.contains(text), !written.hasPrefix("$"), !written.hasPrefix("{") else {
        continue
      }
      let base = URL(filePath: "/\(file.path)")
      let path =
        written.isEmpty
        ? file.path
        : String(
          URL(filePath: written, relativeTo: base.deletingLastPathComponent()).standardizedFileURL
            .path().removingPercentEncoding?.dropFirst() ?? "")
      let folder = path.hasSuffix("/") ? path : "\(path)/"
      let isThere = composed.files.contains { $0.path == path || $0.path.hasPrefix(folder) }
      #expect(isThere, "round \(round) \(file.path): \(text) leads nowhere")
      guard let anchor, !anchor.isEmpty, path.hasSuffix(".md"), let target = outlines[path] else {
        continue
      }
      let anchors = AnchorNames.all(of: target).map(\.anchor)
      #expect(
        anchors.contains(anchor) || anchors.contains(anchor.lowercased()),
        "round \(round) \(file.path): \(text) has no heading")
    }
  }
}
