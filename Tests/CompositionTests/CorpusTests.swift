import Composition
import Foundation
import MarkdownParser
import Sections
import Testing

/// Composition of sections that people wrote: the starter library's, and a corpus's if there is one.
@Suite struct CorpusTests {
  static let folders =
    [StarterTests.folder]
    + (ProcessInfo.processInfo.environment["JOINERY_CORPUS"].map { [URL(filePath: $0)] } ?? [])

  private static func readings(in folder: URL) async throws -> [Reading] {
    let registry = ParserRegistry([MarkdownParser()])
    var readings: [Reading] = []
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path()).sorted()
    where name.hasSuffix(".md") {
      guard let data = try? Data(contentsOf: folder.appending(path: name)) else { continue }
      readings.append(await registry.read(Source(path: name, bytes: Array(data))))
    }
    return readings
  }

  @Test(arguments: folders)
  func `real sections make a valid skill with a well-formed outline`(folder: URL) async throws {
    let template = try Given.template("skill")
    let readings = try await Self.readings(in: folder)
    #expect(readings.count > 8)
    for reading in readings {
      let indices = reading.cuts.indices.filter { reading.cuts[$0].kind == .heading }
      guard !indices.isEmpty else { continue }
      // The outermost headings, and a few from inside, each once.
      let tops = indices.filter { reading.cuts[$0].depth == 0 }
      let chosen = (tops + indices.filter { $0 % 7 == 3 }.prefix(5)).prefix(20)
      let parts = try chosen.map { index in
        Part(
          address: try Address("\(reading.source.path)#\(reading.cuts[index].fragment)"), id: nil,
          source: reading.source, cuts: reading.cuts, index: index)
      }
      var recipe = Recipe(
        template: "skill",
        parameters: ["name": .text("made"), "description": .text("Made of real sections.")])
      recipe.slots["body"] = parts.map { Recipe.Entry($0.address) }
      let composed = try Composer.compose(template, recipe, parts: parts)
      let findings = Validation.findings(.skill, entry: composed.entry, files: composed.bytes)
      #expect(findings.filter { $0.severity == .error } == [], "\(reading.source.path)")
      await expectWellFormed(composed, parts, of: reading.source.path)
    }
  }

  /// Read again, the result has the headings of its parts under one title, without a jump.
  private func expectWellFormed(_ composed: Composed, _ parts: [Part], of path: String) async {
    let source = Source(path: composed.entry, bytes: composed.files[0].draft.bytes)
    let outline = await ParserRegistry([MarkdownParser()]).read(source).outline
    let levels = outline.nodes.filter { $0.kind == .heading }.compactMap(\.level)
    let wanted = 1 + parts.reduce(0) { $0 + $1.headings.count }
    #expect(levels.count == wanted, "\(path)")
    #expect(levels.first == 1 && levels.count(where: { $0 == 1 }) == 1, "\(path): \(levels)")
    for (before, after) in zip(levels, levels.dropFirst()) {
      #expect(after <= before + 1, "\(path): \(levels)")
    }
  }
}
